package io.github.relucert.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.InputException;
import io.github.relucert.report.SavedResults.RowResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedResultsTest {
    @TempDir
    Path folder;

    private SavedResults read(String... lines) throws IOException {
        Files.write(folder.resolve("a.jsonl"), List.of(lines));
        return SavedResults.in(folder);
    }

    @Test
    void linesOfOneRowAreMet() throws IOException {
        SavedResults results = read("""
                {"row":3,"label":7,"norm":"linf","lower":0.5,"upper":null,"lower_by":"proof","stopped":"timeout","seconds":2.5}""", """
                {"row":3,"label":7,"norm":"linf","lower":0.25,"upper":0.75,"lower_by":"claim:SCIP","stopped":null,"seconds":1.0}""", """
                {"row":3,"label":7,"norm":"l2","lower":1,"upper":1,"lower_by":"proof","stopped":null,"seconds":1.0}""");
        assertThat(results.norms()).containsExactly("linf", "l2");
        RowResult row = results.rows("linf").getFirst();
        assertThat(row.lower()).isEqualTo(0.5);
        assertThat(row.upper()).isEqualTo(0.75);
        assertThat(row.isProved()).isTrue();
        assertThat(row.isClosed()).isFalse();
        assertThat(row.seconds()).hasValue(2.5);
        assertThat(results.rows("l2").getFirst().isClosed()).isTrue();
    }

    @Test
    void findingsAndCountsAreToldFromRows() throws IOException {
        SavedResults results = read("""
                {"kind":"finding","row":1,"label":2,"norm":"l1","lower":2,"upper":2.5,"lower_by":"proof","attack":"PGD","source":"gradient","distance":3.5,"ratio_low":1.4,"ratio_high":1.75,"evaluations":40,"seconds":0.1,"stalled":true,"masking":"zero gradients"}""", """
                {"kind":"finding","row":1,"label":2,"norm":"l1","lower":2,"upper":2.5,"lower_by":"proof","attack":"FAB","source":"gradient","distance":null,"ratio_low":null,"ratio_high":null,"evaluations":40,"seconds":0.1,"stalled":false,"masking":null}""", """
                {"kind":"summary","norm":"l1","attack":"PGD"}""", """
                {"epsilon":"0.1","norm":"linf","rows":20,"robust":12,"attacked":7,"undecided":1,"accuracy_lower":0.6,"accuracy_upper":0.65,"population_lower":0.4,"population_upper":0.8}""");
        assertThat(results.rows()).hasSize(1);
        assertThat(results.rows().getFirst().seconds()).isEmpty();
        assertThat(results.findings()).hasSize(2);
        assertThat(results.findings().getFirst().masking()).contains("zero gradients");
        assertThat(results.findings().getLast().distance()).isInfinite();
        assertThat(results.accuracies().getFirst().undecided()).isEqualTo(1);
        assertThat(AttackSeries.of(results, "l1").getFirst().medianLow()).isEqualTo(1.4);
        assertThat(AttackSeries.of(results, "l1").getFirst().medianHigh()).isEqualTo(1.75);
        assertThat(AttackSeries.of(results, "l1").getLast().medianLow()).isInfinite();
    }

    @Test
    void ratiosAreThoseOfTheLinesAlsoWhereTheBracketIsOpen() {
        String line = """
                {"row":%d,"norm":"linf","lower":%s,"upper":%s,"attack":"PGD","source":"gradient","distance":%s,"ratio_low":%s,"ratio_high":%s}""";
        SavedResults results = SavedResults.of(List.of(
                line.formatted(0, "0.05", "null", "0.2", "1", "4"),
                line.formatted(1, "0.05", "null", "0.06", "1", "1.2"),
                line.formatted(2, "0.05", "null", "null", "null", "null"),
                line.formatted(3, "0", "0", "0", "null", "null"),
                line.formatted(4, "0.5", "0.5", "0.6", "1.2", "1.2")));
        AttackSeries pgd = AttackSeries.of(results, "linf").getFirst();
        assertThat(pgd.ratios().rows())
                .as("neither the row without any unsafe point nor the one that is unsafe itself counts")
                .isEqualTo(3);
        assertThat(pgd.found()).isEqualTo(3);
        assertThat(pgd.medianLow()).isEqualTo(1);
        assertThat(pgd.medianHigh()).isEqualTo(1.2);
        assertThat(pgd.ratios().worst()).hasValue(4);
        assertThat(pgd.ratios().within(1.01)).isZero();
        assertThat(pgd.ratios().within(1.5)).isEqualTo(2 / 3.0);
        assertThat(pgd.points().getFirst().nearest()).isEqualTo(0.2);
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
        List<DistanceRatios.OfRow> rows = Stream.of(4.0, 1.0, 2.0, 1.5)
                .map(high -> new DistanceRatios.OfRow(1, high))
                .toList();
        assertThat(DistanceRatios.of(rows).medianHigh()).hasValue(1.75);
        assertThat(DistanceRatios.of(rows.subList(0, 3)).medianHigh()).hasValue(2);
        assertThat(DistanceRatios.of(List.of()).medianHigh()).isEmpty();
    }

    @Test
    void linesThatContradictEachOtherAreRefused() throws IOException {
        String line = """
                {"row":%d,"norm":"linf","lower":%s,"upper":%s,"lower_by":"proof","stopped":null,"seconds":1.0}""";
        assertThat(read(line.formatted(0, "0.5", "0.7"), line.formatted(0, "0.7", "0.9"))
                        .rows("linf")
                        .getFirst()
                        .isClosed())
                .isTrue();
        assertThatThrownBy(() -> read(line.formatted(0, "0.5", "0.7"), line.formatted(0, "0.8", "0.9")))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll("a.jsonl, line 2: row 0 in linf", "0.8", "0.7", "wrong");
        assertThatThrownBy(() -> read(line.formatted(0, "0.5", "0.7"), line.formatted(0, "null", "null")))
                .isInstanceOf(InputException.class);
    }

    @Test
    void linesAboutTwoQuestionsAreRefused() throws IOException {
        String line = """
                {"row":0,"norm":"linf","lower":1,"upper":2,"model":"%s","model_sha256":"%s","data":"d.csv","data_sha256":"dd","domain":"%s","labels":"first","question":"%s"}""";
        String first = line.formatted("toy.onnx", "aa", "[-1, 1]", "q1");
        assertThat(read(first, first.replace("toy.onnx", "copy.onnx")).rows())
                .as("a file's name is no part of the question")
                .hasSize(1);
        assertThatThrownBy(() -> read(first, line.formatted("toy.onnx", "aa", "[1/2, 1]", "q2")))
                .isInstanceOf(InputException.class)
                .hasMessageContainingAll(
                        "a.jsonl, line 1 and ", "a.jsonl, line 2 answer", "domain [-1, 1] and [1/2, 1];");
        assertThatThrownBy(() -> read(first, line.formatted("digits.onnx", "bb", "[1/2, 1]", "q3")))
                .hasMessageContaining("model toy.onnx (SHA-256 aa...) and digits.onnx (SHA-256 bb...);");
        assertThatThrownBy(() -> read(first, line.formatted("toy.onnx", "aa", "[-1, 1]", "q4")))
                .hasMessageContaining("another output or preprocessing;");
        assertThatThrownBy(() -> read(first, "{\"row\":0,\"norm\":\"linf\",\"lower\":1,\"upper\":2}"))
                .hasMessageContaining("and (not said);");
        assertThatThrownBy(() ->
                        read(first, "{\"epsilon\":\"1\",\"norm\":\"linf\",\"accuracy_lower\":1,\"question\":\"q2\"}"))
                .as("counts belong to a question too")
                .hasMessageContaining("answer different questions");
    }

    @Test
    void whatIsNoResultIsNamedWithItsPlace() throws IOException {
        assertThatThrownBy(() -> SavedResults.in(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no results");
        for (String bad : List.of("{\"row\":", "[1]", "nothing")) {
            assertThatThrownBy(() -> read("{\"row\":1}", bad))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("a.jsonl, line 2");
        }
    }
}
