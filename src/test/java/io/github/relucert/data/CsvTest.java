package io.github.relucert.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.InputException;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.TinyNetworks;
import io.github.relucert.specification.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    private static final LabelSource FIRST = new LabelSource.First();

    @TempDir
    Path folder;

    private DataSet read(String text, int inputs, LabelSource labels, String... classes) throws IOException {
        Path file = Files.writeString(folder.resolve("rows.csv"), text);
        DataOptions options = new DataOptions(labels, List.of(classes), Layout.NCHW);
        return DataReader.read(file, options, TinyNetworks.identity(FloatType.FLOAT64, inputs));
    }

    @Test
    void readsRowsWithoutHeader() throws IOException {
        DataSet data = read("7,0.5,-1\n3,2.5e-1,4\n", 2, FIRST);
        assertThat(data.count()).isEqualTo(2);
        assertThat(data.row(0)).containsExactly(0.5, -1);
        assertThat(data.row(1)).containsExactly(0.25, 4);
        assertThat(data.label(0)).hasValue(7);
        assertThat(data.label(1)).hasValue(3);
        assertThat(data.fileName()).isEqualTo("rows.csv");
        assertThat(data.standardDomain()).isEqualTo(Box.unbounded(2));
    }

    @Test
    void leavesOutHeaderBlankLinesAndByteOrderMark() throws IOException {
        DataSet data = read("\ufefflabel,a,b\r\n\r\n1, 2 ,3\r\n   \r\n4,5,6", 2, FIRST);
        assertThat(data.count()).isEqualTo(2);
        assertThat(data.row(0)).containsExactly(2, 3);
        assertThat(data.label(1)).hasValue(4);
    }

    @Test
    void readsQuotedCells() throws IOException {
        DataSet data = read("\"la\"\"bel\",\"a,b\",c\n\"1\",\"2\",3\n", 2, new LabelSource.Column("la\"bel"));
        assertThat(data.row(0)).containsExactly(2, 3);
        assertThat(data.label(0)).hasValue(1);
        assertThat(data.place(0, 0)).isEqualTo("rows.csv: row 0, column 1 'a,b'");
    }

    @ParameterizedTest
    @CsvSource({"first,1", "last,3", "0,1", "1,2", "2,3", "a,1", "b,2", "c,3"})
    void takesTheLabelFromItsColumn(String option, int label) throws IOException {
        DataSet data = read("a,b,c\n1,2,3\n", 2, LabelSource.parse(option));
        assertThat(data.label(0)).hasValue(label);
        assertThat(data.row(0)).doesNotContain(label).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "predicted"})
    void hasNoLabelsWhenNoneAreWanted(String option) throws IOException {
        DataSet data = read("1,2\n", 2, LabelSource.parse(option));
        assertThat(data.row(0)).containsExactly(1, 2);
        assertThat(data.label(0)).isEqualTo(OptionalInt.empty());
    }

    @Test
    void mapsNamesOfClasses() throws IOException {
        DataSet data = read("5.1,rose\n4,lily\n", 1, new LabelSource.Last(), "lily", "rose");
        assertThat(data.label(0)).hasValue(1);
        assertThat(data.label(1)).hasValue(0);
    }

    @Test
    void namesOfClassesMayBeNumbers() throws IOException {
        DataSet data = read("8,0\n3,0\n", 1, FIRST, "3", "8");
        assertThat(data.label(0)).hasValue(1);
        assertThat(data.label(1)).hasValue(0);
    }

    @Test
    void findsNumbersAmongTheClassesHoweverTheyAreWritten() throws IOException {
        DataSet data = read("8.000e+00,0\n3.0,0\n", 1, FIRST, "3", "8");
        assertThat(data.label(0)).hasValue(1);
        assertThat(data.label(1)).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({"7.0,7", "7.000000000000000000e+00,7", "-1,-1", "+1,1", "1e1,10"})
    void readsIntegersHoweverTheyAreWritten(String text, int label) throws IOException {
        assertThat(read(text + ",0\n", 1, FIRST).label(0)).hasValue(label);
    }

    @Test
    void roundsOnceToTheInputsType() throws IOException {
        // Just above the tie between 1 and the next float: a double on the way would lose what decides.
        String text = "0,1.00000005960464477539062500000000000000000001\n";
        Path file = Files.writeString(folder.resolve("rows.csv"), text);
        DataSet data = DataReader.read(file, DataOptions.standard(), TinyNetworks.identity(FloatType.FLOAT32, 1));
        assertThat(data.row(0)).containsExactly(Math.nextUp(1f));
        assertThat((float) Double.parseDouble(text.strip().substring(2))).isEqualTo(1f);
    }

    @Test
    void readsQuotientsAndDropsTheSignOfZero() throws IOException {
        assertThat(read("0,1/255,-0\n", 2, FIRST).row(0)).containsExactly(1 / 255.0, 0.0);
    }

    @ParameterizedTest
    @CsvSource({
        "'0,1,x\n',       'first line, column 2'",
        "'0,1,2\n0,1,x\n', 'row 1, column 2: ''x'''",
        "'0,1,nan\n',      'row 0, column 2: ''nan'' is not a finite number'",
        "'0,-inf,1\n',     'row 0, column 1: ''-inf'''",
        "'0,1,2\n0,1,\n',  'row 1, column 2: '''' is not'",
        "'0,1,2\n0,1\n',   'row 1 has 2 cells where the first line has 3'",
        "'0,1,2\n0,1,2,3\n', 'row 1 has 4 cells'",
        "'l,a,b\n1,2,x\n', 'row 0, column 2 ''b'''",
        "'0,1,1e400\n',    'row 0, column 2: no finite number of type FLOAT64'",
        "'0,1,1e99999\n',  'row 0, column 2'",
        "'0,1,1/0\n',      'row 0, column 2'",
        "'0,1,2\n0,1,\"2\n', 'row 1, column 2: ''2\"'''",
    })
    void namesTheCellThatCannotBeRead(String text, String place) throws IOException {
        assertThatThrownBy(() -> {
                    DataSet data = read(text, 2, FIRST);
                    for (int row = 0; row < data.count(); row++) {
                        data.row(row);
                    }
                })
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("rows.csv: ")
                .hasMessageContaining(place);
    }

    @ParameterizedTest
    @CsvSource({
        "'', first, 'empty or binary'",
        "' \n\n', first, 'empty or binary'",
        "'a,b\n', first, 'a header and no rows'",
        "'a,b,c\n1,2,3\n', d, 'no column ''d'' among its 3'",
        "'1,2,3\n', 3, 'no column ''3'''",
        "'1,2,3\n', -1, 'no column ''-1'''",
        "'1,2,3\n', none, 'rows of shape [3] where the model needs [2]'",
        "'1,2,3,4\n', first, 'rows of shape [3] where the model needs [2]'",
    })
    void refusesFilesThatDoNotFit(String text, String label, String complaint) {
        assertThatThrownBy(() -> read(text, 2, LabelSource.parse(label)))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("rows.csv: ")
                .hasMessageContaining(complaint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "rose", "1e400", "1e-400", "1e999999999", "", "3000000000"})
    void refusesLabelsThatAreNoInteger(String label) throws IOException {
        DataSet data = read(label + ",2,3\n", 2, FIRST);
        assertThatThrownBy(() -> data.label(0))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("rows.csv: row 0: label '" + label + "' is no integer; ");
    }

    @Test
    void refusesBinaryFiles() {
        assertThatThrownBy(() -> read("\u0089PNG\0\0", 2, FIRST)).hasMessageContaining("empty or binary");
    }

    @Test
    void refusesLabelsThatAreNoClass() throws IOException {
        DataSet data = read("lily,1\ntulip,2\n", 1, FIRST, "lily", "rose");
        assertThatThrownBy(() -> data.label(1))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "rows.csv: row 1: label 'tulip' is none of the classes [lily, rose]; name all of them in --classes");
    }
}
