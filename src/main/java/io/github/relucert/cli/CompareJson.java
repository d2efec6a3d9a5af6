package io.github.relucert.cli;

import io.github.relucert.AttackComparison;
import io.github.relucert.ComparisonSummary;
import io.github.relucert.RobustAccuracyCurve;
import io.github.relucert.attack.Masking;
import io.github.relucert.report.Decimals;
import io.github.relucert.specification.Radius;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/** The fields of a comparison; their names are an interface. */
final class CompareJson {
    /** Of a finding, in their order. */
    static final List<String> FINDING_FIELDS = List.of(
            "kind",
            "row",
            "label",
            "norm",
            "lower",
            "upper",
            "lower_by",
            "certificate",
            "reused",
            "attack",
            "source",
            "distance",
            "ratio_low",
            "ratio_high",
            "evaluations",
            "seconds",
            "stalled",
            "masking",
            "note",
            "contradicts");

    private static final MathContext RATIO_DIGITS = new MathContext(6);

    private CompareJson() {}

    /**
     * One object a finding of a row.
     *
     * @param asked what was asked, from {@link AskedFields}
     */
    static List<Map<String, Object>> row(AttackComparison.Row row, Map<String, Object> asked) {
        return row.findings().stream()
                .map(finding -> {
                    Map<String, Object> fields = finding(row, finding);
                    fields.putAll(asked);
                    return fields;
                })
                .toList();
    }

    private static Map<String, Object> finding(AttackComparison.Row row, AttackComparison.Finding finding) {
        Optional<Double> distance = finding.distance().map(Radius::ceiling);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", "finding");
        fields.put("row", row.question().row());
        fields.put("label", row.question().label());
        fields.put("norm", row.norm().id());
        fields.put("lower", decimal(row.radius().lower(), Decimals::down));
        fields.put("upper", decimal(row.radius().upper(), Decimals::up));
        fields.put("lower_by", row.radius().lowerBy());
        fields.put("certificate", row.radius().file().map(Path::toString));
        fields.put("reused", !row.radius().fresh());
        fields.put("attack", finding.attack());
        fields.put("source", finding.source().name().toLowerCase(Locale.ROOT));
        fields.put("distance", finding.distance().flatMap(d -> decimal(d, Decimals::up)));
        fields.put("ratio_low", distance.flatMap(d -> ratio(d / row.upper().ceiling())));
        fields.put(
                "ratio_high",
                distance.flatMap(d -> ratio(d / row.radius().lower().floor())));
        fields.put("evaluations", finding.evaluations());
        fields.put("seconds", finding.seconds().map(s -> Math.round(s * 1000) / 1000.0));
        fields.put("stalled", finding.stalled());
        fields.put("masking", finding.masking().map(Masking::words));
        fields.put("note", finding.note());
        fields.put("contradicts", row.contradicted().contains(finding));
        return fields;
    }

    static Map<String, Object> summary(ComparisonSummary summary) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", "summary");
        fields.put("norm", summary.norm().id());
        fields.put("attack", summary.attack());
        fields.put("source", summary.source().name().toLowerCase(Locale.ROOT));
        fields.put("rows", summary.rows());
        fields.put("found", summary.found());
        fields.put("median_ratio_low", number(summary.medianLow()));
        fields.put("median_ratio_high", number(summary.medianHigh()));
        fields.put("worst_ratio", number(summary.worst()));
        fields.put("within_1_percent", summary.within().get(0));
        fields.put("within_5_percent", summary.within().get(1));
        fields.put("within_50_percent", summary.within().get(2));
        fields.put("falsely_robust", summary.falselyRobust());
        fields.put("falsely_robust_at", summary.falseAt());
        fields.put("stalled", summary.stalled());
        return fields;
    }

    /** One object a radius. */
    static List<Map<String, Object>> curve(RobustAccuracyCurve curve) {
        return curve.points().stream()
                .map(point -> {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    fields.put("kind", "curve");
                    fields.put("norm", curve.norm().id());
                    fields.put("epsilon", point.radius());
                    fields.put("certified_at_least", point.atLeast());
                    fields.put("certified_at_most", point.atMost());
                    fields.put("attacks", point.attacks());
                    return fields;
                })
                .toList();
    }

    private static Optional<BigDecimal> number(OptionalDouble value) {
        return value.isPresent() ? ratio(value.getAsDouble()) : Optional.empty();
    }

    /** Infinite where nothing was found, or the row itself is unsafe: then null. */
    private static Optional<BigDecimal> ratio(double value) {
        return Double.isFinite(value) ? Optional.of(new BigDecimal(value).round(RATIO_DIGITS)) : Optional.empty();
    }

    private static Optional<BigDecimal> decimal(Radius radius, Function<Radius, BigDecimal> rounding) {
        return Optional.of(radius).filter(Radius::isFinite).map(rounding);
    }

    /** The same fields as one line of CSV; what is missing is empty. */
    static String csv(Map<String, Object> fields) {
        return String.join(
                ",",
                FINDING_FIELDS.stream()
                        .map(name -> cell(fields.getOrDefault(name, "")))
                        .toList());
    }

    private static String cell(Object value) {
        String text = switch (value) {
            case Optional<?> optional -> optional.map(CompareJson::plain).orElse("");
            case OptionalInt number -> number.isPresent() ? String.valueOf(number.getAsInt()) : "";
            default -> plain(value);
        };
        return text.matches("[^,\"\\s]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String plain(Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
    }
}
