package io.github.relucert.cli;

import io.github.relucert.AttackComparison;
import io.github.relucert.ComparisonSummary;
import io.github.relucert.RobustAccuracyCurve;
import io.github.relucert.attack.AttackBudget;
import io.github.relucert.exact.InputException;
import io.github.relucert.specification.Norm;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** Writes a comparison as it comes: text for people, one JSON object a line, or CSV with one line a row and attack. */
final class CompareReport {
    /** The ways to write. */
    enum Format {
        TEXT,
        JSON,
        CSV;

        static Format parse(String text) {
            return switch (text) {
                case "text" -> TEXT;
                case "json" -> JSON;
                case "csv" -> CSV;
                default -> throw new InputException("--format: '" + text + "' is neither text nor json nor csv");
            };
        }
    }

    private final PrintWriter out;
    private final Format format;
    private final RowArguments.Opened opened;
    private final AttackBudget budget;
    private final boolean summaryOnly;
    private final Map<String, Object> asked;

    CompareReport(
            PrintWriter out, Format format, RowArguments.Opened opened, AttackBudget budget, boolean summaryOnly) {
        this.out = out;
        this.format = format;
        this.opened = opened;
        this.budget = budget;
        this.summaryOnly = summaryOnly;
        this.asked = AskedFields.of(opened);
    }

    void begin() {
        switch (format) {
            case TEXT ->
                out.println(opened.model().fileName() + ": attacks with " + budget.gradientEvaluations()
                        + " gradient evaluations each against certified radii");
            case JSON -> {}
            case CSV -> out.println(String.join(",", CompareJson.FINDING_FIELDS));
        }
    }

    void row(AttackComparison.Row row) {
        switch (format) {
            case TEXT -> {
                if (!summaryOnly) {
                    CompareText.row(row).forEach(out::println);
                }
            }
            case JSON -> CompareJson.row(row, asked).forEach(fields -> out.println(AnswerJson.write(fields)));
            case CSV -> CompareJson.row(row, asked).forEach(fields -> out.println(CompareJson.csv(fields)));
        }
        out.flush();
    }

    /** @param missing how many rows did not report, each norm counted by itself */
    void end(List<AttackComparison.Row> rows, int missing) {
        List<ComparisonSummary> summaries = ComparisonSummary.of(rows);
        List<Norm> norms =
                rows.stream().map(AttackComparison.Row::norm).distinct().toList();
        switch (format) {
            case TEXT -> {
                norms.forEach(norm -> CompareText.summary(rows, norm, summaries).forEach(out::println));
                CompareText.remarks(rows).forEach(out::println);
                if (missing > 0) {
                    out.println("Stopped early: " + missing + " of " + (rows.size() + missing)
                            + " rows are missing above, each norm counted by itself.");
                }
            }
            case JSON -> {
                summaries.forEach(s -> out.println(AnswerJson.write(CompareJson.summary(s))));
                norms.forEach(norm -> CompareJson.curve(RobustAccuracyCurve.of(rows, norm))
                        .forEach(fields -> out.println(AnswerJson.write(fields))));
            }
            case CSV -> {}
        }
        out.flush();
    }
}
