package io.github.relucert.cli;

import io.github.relucert.theorem.TheoremRun;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Statements that were run as a table in Markdown: verdicts without measurements, so that the same seed gives the same table. */
final class TheoremTable {
    private TheoremTable() {}

    /** What comes before the rows. */
    static List<String> head(long seed) {
        return List.of(
                "# The statements of the laboratory",
                "",
                "Every row was decided by its checks (seed " + seed
                        + "), and every control, a variant known to be false, by the " + "same machinery.",
                "This page is the output of",
                "",
                "    ./relucert theorem run --all --seed " + seed + " --format markdown > specs/THEOREMS.md",
                "",
                "| statement | | verdict | checks | negative controls |",
                "|---|---|---|---|---|");
    }

    /** One row. */
    static String row(TheoremRun run) {
        return "| " + run.theorem().id() + " | " + cell(run.theorem().title()) + " | " + TheoremText.verdict(run)
                + " | " + results(run.checks()) + " | " + results(run.controls()) + " |";
    }

    private static String results(List<TheoremRun.Result> results) {
        return results.stream()
                .map(result -> cell(result.check().name()) + ": "
                        + result.finding().verdict().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("<br>"));
    }

    /** A bar would end the cell. */
    private static String cell(String text) {
        return text.strip().replaceAll("\\s+", " ").replace("|", "\\|");
    }
}
