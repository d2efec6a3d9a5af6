package io.github.relucert.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.TinyNetworks;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Task;
import io.github.relucert.specification.UnsafeSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowQuestionsTest {
    private static final Network TWO_CLASSES = TinyNetworks.identity(FloatType.FLOAT64, 2);
    private static final Network ONE_OUTPUT =
            TinyNetworks.affine(FloatType.FLOAT64, new double[] {0}, new double[] {1});

    @TempDir
    Path folder;

    private static Optional<Rational> maybe(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Rational.parse(text));
    }

    private RowQuestions ask(
            Network network, String csv, String label, String domain, String threshold, String tolerance)
            throws IOException {
        Path file = Files.writeString(folder.resolve("rows.csv"), csv);
        DataOptions options = new DataOptions(LabelSource.parse(label), List.of(), Layout.NCHW);
        DataSet data = DataReader.read(file, options, network);
        Task task = TaskReader.read(network, OptionalInt.empty(), data, options, maybe(threshold), maybe(tolerance));
        return new RowQuestions(network, data, DomainReader.read(domain, network.inputSize()), task);
    }

    @Test
    void asksAboutTheLabel() throws IOException {
        RowQuestions rows = ask(TWO_CLASSES, "0,3,1\n0,1,1\n1,5,2\n", "first", "-inf,inf", "", "");
        RowQuestions.Question first = rows.at(0);
        assertThat(first.row()).isZero();
        assertThat(first.label()).hasValue(0);
        assertThat(first.predicted()).hasValue(0);
        assertThat(first.unsafe()).isEqualTo(UnsafeSet.misclassified(0, 2));
        Problem problem = first.problem(Norm.L1);
        assertThat(problem.margin(first.centre())).isEqualTo(Rational.of(2));
        assertThat(problem.norm()).isEqualTo(Norm.L1);
        assertThat(rows.at(1).predicted()).as("a tie goes to the lowest index").hasValue(0);
        assertThat(rows.at(1).problem(Norm.L2).isUnsafe(rows.at(1).centre()))
                .as("a tie is an error")
                .isTrue();
        assertThat(rows.at(2).predicted()).hasValue(0);
        assertThat(rows.at(2).unsafe()).isEqualTo(UnsafeSet.misclassified(1, 2));
    }

    @ParameterizedTest
    @CsvSource({"none", "predicted"})
    void asksAboutThePredictionWhereThereIsNoLabel(String label) throws IOException {
        RowQuestions.Question question =
                ask(TWO_CLASSES, "1,3\n", label, "0,9", "", "").at(0);
        assertThat(question.label()).isEmpty();
        assertThat(question.predicted()).hasValue(1);
        assertThat(question.unsafe()).isEqualTo(UnsafeSet.misclassified(1, 2));
    }

    @Test
    void readsLabelsOfBothSignsWhenARowSaysMinusOne() throws IOException {
        RowQuestions rows = ask(ONE_OUTPUT, "1,5\n1,6\n-1,-2\n", "first", "-inf,inf", "", "");
        assertThat(rows.task()).isEqualTo(new Task.Binary(Rational.ZERO, 1, -1));
        assertThat(rows.at(0).unsafe()).isEqualTo(UnsafeSet.acrossThreshold(1, Rational.ZERO));
        assertThat(rows.at(2).unsafe()).isEqualTo(UnsafeSet.acrossThreshold(-1, Rational.ZERO));
        assertThat(rows.at(2).predicted()).hasValue(-1);
    }

    @Test
    void readsLabelsZeroAndOneOtherwise() throws IOException {
        RowQuestions rows = ask(ONE_OUTPUT, "1,5\n0,0.4\n", "first", "-inf,inf", "0.5", "");
        assertThat(rows.task()).isEqualTo(new Task.Binary(Rational.of(1, 2), 1, 0));
        assertThat(rows.at(1).predicted()).hasValue(0);
        assertThat(rows.at(1).unsafe()).isEqualTo(UnsafeSet.acrossThreshold(-1, Rational.of(1, 2)));
    }

    @Test
    void theModelMaySayWhatItsOneOutputMeans() throws IOException {
        Path file = Files.writeString(folder.resolve("rows.csv"), "5\n");
        DataOptions options = new DataOptions(new LabelSource.None(), List.of(), Layout.NCHW);
        DataSet data = DataReader.read(file, options, ONE_OUTPUT);
        assertThat(TaskReader.read(ONE_OUTPUT, OptionalInt.of(0), data, options, maybe(""), maybe("")))
                .isEqualTo(new Task.Binary(Rational.ZERO, 0, 1));
        assertThat(TaskReader.read(ONE_OUTPUT, OptionalInt.of(1), data, options, maybe("2"), maybe("")))
                .isEqualTo(new Task.Binary(Rational.of(2), 1, 0));
    }

    @Test
    void asksForADeviationOfARegression() throws IOException {
        RowQuestions.Question question =
                ask(ONE_OUTPUT, "5\n", "none", "-inf,inf", "", "0.1").at(0);
        assertThat(question.label()).isEmpty();
        assertThat(question.predicted()).isEmpty();
        assertThat(question.unsafe()).isEqualTo(UnsafeSet.deviation(List.of(Rational.of(5)), Rational.of(1, 10)));
        assertThat(ask(TWO_CLASSES, "7.5,1,2\n", "first", "0,9", "", "1").task())
                .as("a target that is no class is left aside")
                .isEqualTo(new Task.Regression(Rational.ONE));
    }

    @Test
    void needsToKnowWhatOneOutputMeans() throws IOException {
        assertThatThrownBy(() -> ask(ONE_OUTPUT, "5\n", "none", "-inf,inf", "", ""))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("--threshold")
                .hasMessageContaining("--tolerance");
        assertThat(ask(ONE_OUTPUT, "5\n", "none", "-inf,inf", "3", "").at(0).predicted())
                .hasValue(1);
        assertThat(ask(ONE_OUTPUT, "5\n", "predicted", "-inf,inf", "", "").at(0).predicted())
                .hasValue(1);
    }

    @Test
    void refusesAHeaderThatLooksLikeARow() {
        assertThatThrownBy(() -> ask(TWO_CLASSES, "label,0,1\n1,3,4\n", "first", "-inf,inf", "", ""))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("row 0: label 'label' is no integer");
    }

    @Test
    void refusesOptionsThatContradict() {
        assertThatThrownBy(() -> ask(ONE_OUTPUT, "5\n", "none", "-inf,inf", "1", "1"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("without --tolerance");
        assertThatThrownBy(() -> ask(TWO_CLASSES, "0,5,6\n", "first", "-inf,inf", "1", ""))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("this model has 2 outputs");
        assertThatThrownBy(() -> ask(ONE_OUTPUT, "5\n", "none", "-inf,inf", "", "0"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("--tolerance: 0 is not positive");
    }

    @ParameterizedTest
    @CsvSource({
        "2, '0,3,4\n2,3,4\n', 'row 1: label 2 is none of 0 to 1'",
        "2, '0,3,4\n-1,3,4\n', 'row 1: label -1 is none of 0 to 1'",
        "1, '0,3\n2,3\n', 'row 1: label 2 is none of 0 and 1'",
        "1, '-1,3\n0,3\n', 'row 1: label 0 is none of -1 and 1'",
    })
    void refusesLabelsOutOfRange(int outputs, String csv, String complaint) throws IOException {
        RowQuestions rows = ask(outputs == 2 ? TWO_CLASSES : ONE_OUTPUT, csv, "first", "-inf,inf", "", "");
        rows.at(0);
        assertThatThrownBy(() -> rows.at(1))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("rows.csv: ")
                .hasMessageContaining(complaint)
                .hasMessageContaining("--label");
    }

    @ParameterizedTest
    @CsvSource({
        "'l,a,b\n0,0,1\n0,0.5,1.5\n', 'row 1, column 2 ''b'': input 1, 1.5, lies above 1'",
        "'0,0,1\n0,-0.5,1\n', 'row 1, column 1: input 0, -0.5, lies below 0'",
    })
    void refusesRowsOutsideTheDomain(String csv, String complaint) throws IOException {
        RowQuestions rows = ask(TWO_CLASSES, csv, "first", "0,1", "", "");
        rows.at(0);
        assertThatThrownBy(() -> rows.at(1))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("rows.csv: ")
                .hasMessageContaining(complaint);
    }
}
