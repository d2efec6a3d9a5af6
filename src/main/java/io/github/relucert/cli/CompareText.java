package io.github.relucert.cli;

import io.github.relucert.AttackComparison;
import io.github.relucert.AttackComparison.Finding;
import io.github.relucert.ComparisonSummary;
import io.github.relucert.RobustAccuracyCurve;
import io.github.relucert.attack.Masking;
import io.github.relucert.report.Decimals;
import io.github.relucert.report.Percent;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A comparison for people. */
final class CompareText {
    private static final int DIGITS = 8;
    private static final double SAME = 1e-5;

    private CompareText() {}

    /** The certified radius, then one line an attack. */
    static List<String> row(AttackComparison.Row row) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("row " + row.question().row()
                + (row.question().label().isPresent()
                        ? "  label " + row.question().label().getAsInt()
                        : "")
                + "  " + AnswerText.norm(row.norm()) + "  radius in "
                + (row.radius().assertion().isRefutedBy(row.radius().lower()) ? "(" : "[")
                + length(row.radius().lower(), Decimals::down, RoundingMode.FLOOR) + ", "
                + length(row.radius().upper(), Decimals::up, RoundingMode.CEILING) + "] ("
                + row.radius().lowerBy() + (row.radius().fresh() ? "" : ", reused") + ")");
        row.findings().forEach(finding -> lines.add(line(row, finding)));
        row.contradicted()
                .forEach(finding -> lines.add("  CONTRADICTION: " + finding.attack()
                        + " found an exact unsafe point where the certificate rules all out; one of the two is wrong"));
        return lines;
    }

    private static String line(AttackComparison.Row row, Finding finding) {
        String distance = finding.distance()
                .map(d -> length(d, Decimals::up, RoundingMode.CEILING) + "  ratio " + ratio(row, d))
                .orElse("no adversarial point"
                        + finding.note().map(n -> " (" + n + ")").orElse(""));
        return String.format(
                Locale.ROOT,
                "  %-18s %-34s%s%s%s",
                finding.attack(),
                distance,
                finding.evaluations()
                        .map(e -> String.format(Locale.ROOT, "  %6.0f evaluations", e))
                        .orElse(" ".repeat(20)),
                finding.seconds()
                        .map(s -> String.format(Locale.ROOT, "  %.2f s", s))
                        .orElse(""),
                finding.stalled() ? "  stalled" + because(finding) : "");
    }

    private static String because(Finding finding) {
        return finding.masking().map(m -> ": " + m.words()).orElse("");
    }

    private static String length(Radius radius, Function<Radius, BigDecimal> rounding, RoundingMode mode) {
        return radius.isFinite()
                ? rounding.apply(radius).round(new MathContext(DIGITS, mode)).toPlainString()
                : "inf";
    }

    /** One number where the certificate is closed, else the two ends. */
    private static String ratio(AttackComparison.Row row, Radius distance) {
        double low = distance.ceiling() / row.upper().ceiling();
        double high = distance.ceiling() / row.radius().lower().floor();
        return distance.value().signum() == 0 ? "-" : ratios(low, high);
    }

    private static String ratios(double low, double high) {
        return high == low || high - low <= SAME * high ? decimal(high) : decimal(low) + ".." + decimal(high);
    }

    private static String decimal(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "inf";
    }

    /** The summary of a norm and the robust-accuracy curves. */
    static List<String> summary(List<AttackComparison.Row> rows, Norm norm, List<ComparisonSummary> all) {
        List<ComparisonSummary> summaries =
                all.stream().filter(s -> s.norm() == norm).toList();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(AnswerText.norm(norm) + ", "
                + summaries.stream().mapToInt(ComparisonSummary::rows).max().orElse(0)
                + " rows with a radius: distance over certified radius");
        lines.add(String.format(
                "%-18s %-11s %6s %9s %9s %6s %6s %6s %18s",
                "attack", "sees", "found", "median", "worst", "<1 %", "<5 %", "<50 %", "falsely robust"));
        summaries.forEach(s -> lines.add(String.format(
                Locale.ROOT,
                "%-18s %-11s %6d %9s %9s %6s %6s %6s %18s",
                s.attack(),
                s.source().name().toLowerCase(Locale.ROOT),
                s.found(),
                median(s),
                s.worst().isPresent() ? decimal(s.worst().getAsDouble()) : "-",
                Percent.atLeast(s.within().get(0), 0),
                Percent.atLeast(s.within().get(1), 0),
                Percent.atLeast(s.within().get(2), 0),
                Percent.atMost(s.falselyRobust(), 0)
                        + (s.falselyRobust() > 0 ? " at " + shortened(s.falseAt()) : ""))));
        lines.addAll(curve(RobustAccuracyCurve.of(rows, norm)));
        return lines;
    }

    private static String median(ComparisonSummary summary) {
        OptionalDouble low = summary.medianLow();
        OptionalDouble high = summary.medianHigh();
        return low.isPresent() && high.isPresent() ? ratios(low.getAsDouble(), high.getAsDouble()) : "-";
    }

    private static String shortened(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    private static List<String> curve(RobustAccuracyCurve curve) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("robust accuracy at radius " + " ".repeat(5)
                + curve.radii().stream().map(r -> pad(shortened(r))).collect(Collectors.joining()));
        lines.add(String.format("%-30s", "certified at least")
                + cells(curve, point -> Percent.atLeast(point.atLeast(), 0)));
        lines.add(
                String.format("%-30s", "certified at most") + cells(curve, point -> Percent.atMost(point.atMost(), 0)));
        if (!curve.points().isEmpty()) {
            for (String attack : curve.points().getFirst().attacks().keySet()) {
                lines.add(String.format("%-30s", attack)
                        + cells(curve, p -> Percent.atMost(p.attacks().getOrDefault(attack, 1.0), 0)));
            }
        }
        return lines;
    }

    private static String cells(RobustAccuracyCurve curve, Function<RobustAccuracyCurve.Point, String> value) {
        return curve.points().stream().map(point -> pad(value.apply(point))).collect(Collectors.joining());
    }

    private static String pad(String cell) {
        return String.format("%10s", cell);
    }

    /** Masked rows, and what the numbers mean. */
    static List<String> remarks(List<AttackComparison.Row> rows) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        for (Masking masking : Masking.values()) {
            List<String> masked = rows.stream()
                    .filter(row -> row.findings().stream()
                            .anyMatch(f -> f.stalled() && f.masking().equals(Optional.of(masking))))
                    .map(row -> row.question().row() + " (" + AnswerText.norm(row.norm()) + ")")
                    .toList();
            if (!masked.isEmpty()) {
                lines.add("Masked gradients, " + masking.words() + ": rows " + String.join(", ", masked)
                        + ". Gradient attacks stall there although a closer adversarial point is known.");
            }
        }
        lines.add(
                "Every distance is that of a point in the domain that is unsafe in exact arithmetic. \"Falsely robust\" is the largest share "
                        + "of rows that an attack leaves standing at one radius although the ball holds an unsafe point.");
        return lines;
    }
}
