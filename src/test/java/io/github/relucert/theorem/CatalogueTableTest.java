package io.github.relucert.theorem;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.theorem.statement.Theorem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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
    void noStatementFails() throws IOException {
        assertThat(rows()).extracting(row -> row.group(2)).isNotEmpty().doesNotContain("fails");
    }

    @Test
    void everyControlFails() throws IOException {
        for (MatchResult row : rows()) {
            String[] cells = row.group().split("(?<!\\\\)\\|");
            String controls = cells[cells.length - 1].strip();
            assertThat(controls.split("<br>")).as(row.group(1)).allMatch(control -> control.endsWith(": fails"));
        }
    }
}
