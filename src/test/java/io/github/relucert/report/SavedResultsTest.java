package io.github.relucert.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.InputException;
import io.github.relucert.report.SavedResults.RowResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
                {"kind":"finding","row":1,"label":2,"norm":"l1","lower":2,"upper":2.5,"lower_by":"proof","attack":"PGD","source":"gradient","distance":3.5,"evaluations":40,"seconds":0.1,"stalled":true,"masking":"zero gradients"}""", """
                {"kind":"finding","row":1,"label":2,"norm":"l1","lower":2,"upper":2.5,"lower_by":"proof","attack":"FAB","source":"gradient","distance":null,"evaluations":40,"seconds":0.1,"stalled":false,"masking":null}""", """
                {"kind":"summary","norm":"l1","attack":"PGD"}""", """
                {"epsilon":"0.1","norm":"linf","rows":20,"robust":12,"attacked":7,"undecided":1,"accuracy_lower":0.6,"accuracy_upper":0.65,"population_lower":0.4,"population_upper":0.8}""");
        assertThat(results.rows()).hasSize(1);
        assertThat(results.rows().getFirst().seconds()).isEmpty();
        assertThat(results.findings()).hasSize(2);
        assertThat(results.findings().getFirst().masking()).contains("zero gradients");
        assertThat(results.findings().getLast().distance()).isInfinite();
        assertThat(results.accuracies().getFirst().undecided()).isEqualTo(1);
        assertThat(AttackSeries.of(results, "l1").getFirst().median()).isEqualTo(1.4);
        assertThat(AttackSeries.of(results, "l1").getLast().median()).isInfinite();
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
