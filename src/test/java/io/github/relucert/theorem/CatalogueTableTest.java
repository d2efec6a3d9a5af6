package io.github.relucert.theorem;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Theorem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of statements in {@code specs/THEOREMS.md} is about the statements that there are, and says that all of them hold. */
class CatalogueTableTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| ([A-Z]+-\\d+) \\| .* \\| (holds|claimed|fails) \\| .* \\|$", Pattern.MULTILINE);

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(Path.of("specs", "THEOREMS.md")))
                .results()
                .toList();
    }

    @Test
    void itHasARowForEveryStatement() throws IOException {
        assertThat(rows())
                .extracting(row -> row.group(1))
                .containsExactlyElementsOf(
                        Catalogue.all().stream().map(Theorem::id).toList());
    }

    @Test
    void itNamesEveryCheckAndEveryControl() throws IOException {
        for (MatchResult row : rows()) {
            Theorem theorem = Catalogue.find(row.group(1)).orElseThrow();
            String[] cells = cells(row);
            assertThat(names(cells[cells.length - 2]))
                    .as("checks of %s", theorem.id())
                    .isEqualTo(theorem.checks().stream().map(Check::name).toList());
            assertThat(names(cells[cells.length - 1]))
                    .as("controls of %s", theorem.id())
                    .isEqualTo(theorem.controls().stream().map(Check::name).toList());
        }
    }

    @Test
    void noStatementFails() throws IOException {
        assertThat(rows()).extracting(row -> row.group(2)).isNotEmpty().doesNotContain("fails");
    }

    @Test
    void everyControlFails() throws IOException {
        for (MatchResult row : rows()) {
            String[] cells = cells(row);
            String controls = cells[cells.length - 1].strip();
            assertThat(controls.split("<br>")).as(row.group(1)).allMatch(control -> control.endsWith(": fails"));
        }
    }

    private static String[] cells(MatchResult row) {
        return row.group().split("(?<!\\\\)\\|");
    }

    /** What stands before the verdicts. */
    private static List<String> names(String cell) {
        return Stream.of(cell.strip().replace("\\|", "|").split("<br>"))
                .map(entry -> entry.substring(0, entry.lastIndexOf(": ")))
                .toList();
    }
}
