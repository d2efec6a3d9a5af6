package io.github.relucert.cli;

import io.github.relucert.accuracy.AccuracyStatement;
import io.github.relucert.accuracy.RowVerdict;
import io.github.relucert.report.Decimals;
import io.github.relucert.report.Percent;
import io.github.relucert.robust.PopulationInterval;
import io.github.relucert.robust.RowRecord;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Writes what {@code robust} finds, rows as they come and the counts at the end. */
final class RobustReport {
    private static final int DIGITS = 10;
    private static final int DECIMALS = 2;

    private final PrintWriter out;
    private final AnswerPrinter.Format format;
    private final Norm norm;
    private final List<Radius> radii;
    private final List<String> lengths;
    private final Map<String, Object> asked;

    /**
     * A report of one run.
     *
     * @param lengths the radii as they were written on the command line
     * @param asked what else was asked, from {@link AskedFields}
     */
    RobustReport(
            PrintWriter out,
            AnswerPrinter.Format format,
            Norm norm,
            List<Radius> radii,
            List<String> lengths,
            Map<String, Object> asked) {
        this.out = out;
        this.format = format;
        this.norm = norm;
        this.radii = radii;
        this.lengths = lengths;
        this.asked = asked;
    }

    /** One row, at once. */
    void row(RowRecord row, Optional<Path> certificate) {
        out.println(
                switch (format) {
                    case TEXT -> text(row);
                    case JSON -> line(row, certificate);
                });
        out.flush();
    }

    private String text(RowRecord row) {
        StringBuilder line = new StringBuilder("row ").append(row.row());
        row.label().ifPresent(label -> line.append("  label ").append(label));
        line.append("  ").append(AnswerText.norm(norm));
        for (int i = 0; i < radii.size(); i++) {
            line.append("  ").append(lengths.get(i)).append(" ").append(word(row, i));
        }
        line.append("  (radius ").append(bracket(row)).append(")");
        row.target().ifPresent(target -> line.append("  nearest class ").append(target));
        row.stopped()
                .ifPresent(stop -> line.append("  stopped: ").append(stop.name().toLowerCase(Locale.ROOT)));
        return line.append(String.format(Locale.ROOT, "  %.1f s", row.millis() / 1000.0))
                .toString();
    }

    private String word(RowRecord row, int radius) {
        return row.line(radii).verdicts().get(radius).name().toLowerCase(Locale.ROOT);
    }

    private String bracket(RowRecord row) {
        Radius lower = row.proved().lowerEnd(norm);
        if (lower.equals(row.upper())) {
            return (lower.isFinite() ? plain(lower, RoundingMode.CEILING) : "infinite")
                    + (lower.isFinite() ? ", exact" : "");
        }
        String above = row.proved().isRefutedBy(lower) ? "above " : "at least ";
        String low = lower.isFinite() ? above + plain(lower, RoundingMode.FLOOR) : "infinite";
        return row.upper().isFinite() ? low + ", at most " + plain(row.upper(), RoundingMode.CEILING) : low;
    }

    private static String plain(Radius radius, RoundingMode mode) {
        BigDecimal exact = mode == RoundingMode.FLOOR ? Decimals.down(radius) : Decimals.up(radius);
        BigDecimal decimal = exact.round(new MathContext(DIGITS, mode));
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }

    /** One JSON object for a row; the field names are an interface. */
    String line(RowRecord row, Optional<Path> certificate) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("row", row.row());
        fields.put("label", row.label());
        fields.put("predicted", row.predicted());
        fields.put("norm", norm.id());
        Map<String, String> verdicts = new LinkedHashMap<>();
        for (int i = 0; i < radii.size(); i++) {
            verdicts.put(lengths.get(i), word(row, i));
        }
        fields.put("verdicts", verdicts);
        Radius lower = row.proved().lowerEnd(norm);
        fields.put("lower", Optional.of(lower).filter(Radius::isFinite).map(Decimals::down));
        fields.put("upper", Optional.of(row.upper()).filter(Radius::isFinite).map(Decimals::up));
        fields.put("target", row.target());
        fields.put("stopped", row.stopped().map(stop -> stop.name().toLowerCase(Locale.ROOT)));
        fields.put("seconds", row.millis() / 1000.0);
        fields.put("certificate", certificate.map(Path::toString));
        fields.putAll(asked);
        return AnswerJson.write(fields);
    }

    /** The counts at each radius, the bracket of the robust accuracy that follows, and what that says of a population. */
    void counts(AccuracyStatement result) {
        switch (format) {
            case TEXT -> {
                for (int i = 0; i < radii.size(); i++) {
                    out.println(Counts.of(result, i).text(AnswerText.norm(norm) + " " + lengths.get(i)));
                }
            }
            case JSON -> countLines(result).forEach(out::println);
        }
        out.flush();
    }

    /** One JSON object a radius. */
    List<String> countLines(AccuracyStatement result) {
        return IntStream.range(0, radii.size())
                .mapToObj(i -> {
                    Map<String, Object> fields = Counts.of(result, i).fields(lengths.get(i), norm);
                    fields.putAll(asked);
                    return AnswerJson.write(fields);
                })
                .toList();
    }

    private record Counts(int rows, int robust, int attacked, int undecided, PopulationInterval population) {
        static Counts of(AccuracyStatement result, int radius) {
            int rows = result.rows().size();
            int robust = (int) result.count(radius, RowVerdict.ROBUST);
            int undecided = (int) result.count(radius, RowVerdict.UNDECIDED);
            return new Counts(
                    rows,
                    robust,
                    (int) result.count(radius, RowVerdict.ATTACKED),
                    undecided,
                    PopulationInterval.of(rows, robust, undecided));
        }

        String text(String ball) {
            return ball + ": robust " + robust + ", attacked " + attacked + ", undecided " + undecided + " of " + rows
                    + " rows: robust accuracy "
                    + (undecided == 0
                            ? down((double) robust / rows)
                            : "in [" + down((double) robust / rows) + ", " + up((double) (robust + undecided) / rows)
                                    + "]")
                    + " (proved); in the population in [" + down(population.lower()) + ", " + up(population.upper())
                    + "] with 95 % confidence";
        }

        Map<String, Object> fields(String length, Norm norm) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("epsilon", length);
            fields.put("norm", norm.id());
            fields.put("rows", rows);
            fields.put("robust", robust);
            fields.put("attacked", attacked);
            fields.put("undecided", undecided);
            fields.put("accuracy_lower", (double) robust / rows);
            fields.put("accuracy_upper", (double) (robust + undecided) / rows);
            fields.put("confidence", PopulationInterval.CONFIDENCE);
            fields.put("population_lower", population.lower());
            fields.put("population_upper", population.upper());
            return fields;
        }
    }

    private static String down(double share) {
        return Percent.atLeast(share, DECIMALS);
    }

    private static String up(double share) {
        return Percent.atMost(share, DECIMALS);
    }

    /**
     * The curve of robust accuracy. A row leaves at its radius, known up to the bracket of its certificate. Each step says how many rows are robust
     * in the closed ball of its upper end: at least those whose lower end exceeds it, at most those without an unsafe point known in it. The last
     * step, of rows without an unsafe point known, says as much of balls of any size.
     */
    void curve(AccuracyStatement result) {
        Map<Radius, List<RowRecordStep>> steps = new TreeMap<>();
        result.rows().forEach(row -> {
            Radius upper = new Radius(norm, row.upper());
            steps.computeIfAbsent(upper, _ -> new ArrayList<>())
                    .add(new RowRecordStep(row.row(), new Radius(norm, row.lower())));
        });
        List<Radius> lower = result.rows().stream()
                .map(row -> new Radius(norm, row.lower()))
                .sorted()
                .toList();
        int all = result.rows().size();
        int left = 0;
        int gone = 0;
        for (Map.Entry<Radius, List<RowRecordStep>> step : steps.entrySet()) {
            Radius upper = step.getKey();
            while (left < all && lower.get(left).isFinite() && lower.get(left).compareTo(upper) <= 0) {
                left++;
            }
            gone += upper.isFinite() ? step.getValue().size() : 0;
            step(upper, step.getValue(), new Standing(all - left, all - gone, all));
        }
        out.flush();
    }

    private record RowRecordStep(int row, Radius lower) {}

    /** How many rows are robust: proved, and possible. */
    private record Standing(int atLeast, int atMost, int all) {
        @Override
        public String toString() {
            return (atLeast == atMost ? "robust " + atLeast : "robust at least " + atLeast + ", at most " + atMost)
                    + " of " + all;
        }
    }

    private void step(Radius upper, List<RowRecordStep> rows, Standing robust) {
        Radius lower =
                rows.stream().map(RowRecordStep::lower).min(Radius::compareTo).orElseThrow();
        List<Integer> numbers = rows.stream().map(RowRecordStep::row).toList();
        boolean exact = lower.equals(upper);
        switch (format) {
            case TEXT ->
                out.println("step  " + AnswerText.norm(norm) + " "
                        + (upper.isFinite()
                                ? (exact ? "" : "[" + plain(lower, RoundingMode.FLOOR) + ", ")
                                        + plain(upper, RoundingMode.CEILING)
                                        + (exact ? "" : "]")
                                : "beyond " + (lower.isFinite() ? plain(lower, RoundingMode.FLOOR) : "any radius"))
                        + "  " + robust + "  row"
                        + (numbers.size() == 1 ? " " : "s ")
                        + String.join(
                                ",", numbers.stream().map(Object::toString).toList()));
            case JSON -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put(
                        "step_lower",
                        Optional.of(lower).filter(Radius::isFinite).map(Decimals::down));
                fields.put(
                        "step_upper",
                        Optional.of(upper).filter(Radius::isFinite).map(Decimals::up));
                fields.put("step_exact", exact ? Optional.of(upper.value().toString()) : Optional.empty());
                fields.put("robust_at_least", robust.atLeast());
                fields.put("robust_at_most", robust.atMost());
                fields.put("rows", numbers);
                out.println(AnswerJson.write(fields));
            }
        }
    }
}
