package io.github.relucert.report;

import io.github.relucert.report.SavedResults.RowResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The plots of a report, each an SVG picture of one norm or of all. */
final class Charts {
    private Charts() {}

    /** Attack distances over the nearest unsafe points known; a bar reaches from there to the certified lower end where the two differ. */
    static String scatter(List<AttackSeries> series, String unit) {
        List<Double> xs = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        for (AttackSeries s : series) {
            for (AttackSeries.Point p : s.points()) {
                xs.add(p.nearest());
                if (!p.row().isClosed()) {
                    xs.add(p.row().lower());
                }
                all.add(p.finding().distance());
                all.add(p.nearest());
            }
        }
        Plot plot = Plot.framed(Plot.acrossLog(xs), Plot.upLog(all), "certified radius, " + unit, "attack, " + unit);
        double low = Math.max(least(xs), least(all));
        double high = Math.min(most(xs), most(all));
        plot.line(plot.atX(low), plot.atY(low), plot.atX(high), plot.atY(high), "diagonal");
        for (AttackSeries s : series.reversed()) {
            for (AttackSeries.Point p : s.points()) {
                RowResult row = p.row();
                double d = p.finding().distance();
                if (!Double.isFinite(d)) {
                    continue;
                }
                if (!row.isClosed() && row.lower() > 0) {
                    plot.line(plot.atX(row.lower()), plot.atY(d), plot.atX(p.nearest()), plot.atY(d), "bracket");
                }
                plot.dot(plot.atX(p.nearest()), plot.atY(d), "dot " + s.style(), tip(s, p));
            }
        }
        return plot.svg("distances of attacks over certified radii");
    }

    private static String tip(AttackSeries series, AttackSeries.Point p) {
        RowResult row = p.row();
        DistanceRatios.OfRow ratios = p.finding().ratios();
        String attack = String.format(
                Locale.ROOT,
                "row %d, %s: %.6g, ",
                row.row(),
                series.name(),
                p.finding().distance());
        return attack
                + (row.isClosed()
                        ? String.format(Locale.ROOT, "certified %.6g, ratio %.4f", p.nearest(), ratios.low())
                        : String.format(
                                Locale.ROOT,
                                "certified %.6g to %.6g, ratio %.4f to %.4f",
                                row.lower(),
                                p.nearest(),
                                ratios.low(),
                                ratios.high()));
    }

    /** For each attack the share of rows on which it comes within a factor of the certified radius. */
    static String ratios(List<AttackSeries> series) {
        double high = series.stream()
                .flatMap(s -> Arrays.stream(s.ratios().high()).boxed())
                .filter(Double::isFinite)
                .max(Double::compare)
                .orElse(2.0);
        double end = Math.clamp(1.05 * high, 1.2, 20);
        Plot plot = Plot.framed(
                new Axis(true, 1, end, Plot.LEFT, Plot.WIDTH - Plot.RIGHT),
                Plot.up(0, 1),
                "attack's distance over the certified lower end",
                "share of rows");
        for (AttackSeries s : series.reversed()) {
            if (s.ratios().rows() > 0) {
                plot.path(StepLine.upTo(plot, s.ratios().high(), 1, end), "line " + s.style());
            }
        }
        return plot.svg("share of rows on which attacks come within a factor of the certified radius");
    }

    /** Robust accuracy over all radii: the certified bracket as a band, and what each attack leaves standing. */
    static String accuracy(List<RowResult> rows, List<AttackSeries> series, String unit) {
        double[] lower = rows.stream().mapToDouble(RowResult::lower).toArray();
        double[] upper = rows.stream().mapToDouble(RowResult::upper).toArray();
        double high = Stream.concat(
                        rows.stream().map(RowResult::upper),
                        series.stream()
                                .filter(s -> !s.style().equals("other"))
                                .flatMap(s ->
                                        s.points().stream().map(p -> p.finding().distance())))
                .filter(Double::isFinite)
                .max(Double::compare)
                .orElse(1.0);
        double widest = rows.stream()
                .map(RowResult::upper)
                .filter(Double::isFinite)
                .max(Double::compare)
                .orElse(high);
        double end = Math.min(1.02 * high, 3 * widest);
        Plot plot = Plot.framed(Plot.across(0, end), Plot.up(0, 1), "radius, " + unit, "share of rows still right");
        String top = StepLine.above(plot, upper, 0, end);
        String bottom = StepLine.above(plot, lower, 0, end);
        plot.path(top + "L" + reversed(bottom) + "Z", "band");
        for (AttackSeries s : series.reversed()) {
            double[] distances =
                    s.points().stream().mapToDouble(p -> p.finding().distance()).toArray();
            plot.path(StepLine.above(plot, distances, 0, end), "line " + s.style());
        }
        plot.path(top, "line certified");
        plot.path(bottom, "line certified");
        return plot.svg("robust accuracy over the radius");
    }

    /**
     * What {@code robust} counted: the certified bracket over the radius as a band, at each radius asked for the bracket once more and the interval
     * of the population around it.
     */
    static String counted(List<RowResult> rows, List<SavedResults.Accuracy> accuracies, String unit) {
        double asked = accuracies.stream()
                .mapToDouble(SavedResults.Accuracy::radius)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        double known = rows.stream()
                .flatMapToDouble(row -> DoubleStream.of(row.lower(), row.upper()))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        double end = asked > 0 ? 1.15 * asked : known > 0 ? 1.02 * known : 1;
        Plot plot = Plot.framed(Plot.across(0, end), Plot.up(0, 1), "radius, " + unit, "share of rows still right");
        if (!rows.isEmpty()) {
            band(plot, rows, end);
        }
        for (SavedResults.Accuracy a : accuracies) {
            String tip = String.format(
                    Locale.ROOT,
                    "radius %s: %d robust, %d attacked, %d undecided of %d rows; population %s to %s",
                    a.epsilon(),
                    a.robust(),
                    a.attacked(),
                    a.undecided(),
                    a.rows(),
                    Percent.atLeast(a.populationLower(), 2),
                    Percent.atMost(a.populationUpper(), 2));
            double at = plot.atX(a.radius());
            for (double share : new double[] {a.populationLower(), a.populationUpper()}) {
                plot.line(at - 6, plot.atY(share), at + 6, plot.atY(share), "interval");
            }
            plot.line(at, plot.atY(a.populationLower()), at, plot.atY(a.populationUpper()), "interval");
            plot.line(at, plot.atY(a.lower()), at, plot.atY(a.upper()), "certain");
            plot.dot(at, plot.atY(a.lower()), "dot certified", tip);
            plot.dot(at, plot.atY(a.upper()), "dot certified", tip);
        }
        return plot.svg("robust accuracy over the radius, with the population's interval at the radii asked for");
    }

    private static void band(Plot plot, List<RowResult> rows, double end) {
        String top =
                StepLine.above(plot, rows.stream().mapToDouble(RowResult::upper).toArray(), 0, end);
        String bottom =
                StepLine.above(plot, rows.stream().mapToDouble(RowResult::lower).toArray(), 0, end);
        plot.path(top + "L" + reversed(bottom) + "Z", "band");
        plot.path(top, "line certified");
        plot.path(bottom, "line certified");
    }

    private static String reversed(String path) {
        List<String> places = new ArrayList<>(List.of(path.substring(1).split("L", -1)));
        return String.join("L", places.reversed());
    }

    /** How many rows are certified within a time. */
    static String cactus(SavedResults results) {
        List<Double> times = new ArrayList<>();
        int most = 1;
        for (String norm : results.norms()) {
            double[] solved = solved(results.rows(norm));
            most = Math.max(most, solved.length);
            for (double time : solved) {
                times.add(time);
            }
        }
        Plot plot = Plot.framed(Plot.across(0, most), Plot.upLog(times), "rows certified", "seconds a row");
        int style = 0;
        for (String norm : results.norms()) {
            double[] solved = solved(results.rows(norm));
            StringBuilder path = new StringBuilder();
            for (int k = 0; k < solved.length; k++) {
                path.append(String.format(
                        Locale.ROOT, "%s%.1f %.1f", k == 0 ? "M" : "L", plot.atX(k + 1.0), plot.atY(solved[k])));
                plot.dot(
                        plot.atX(k + 1.0),
                        plot.atY(solved[k]),
                        "dot c" + style,
                        String.format(Locale.ROOT, "%d rows within %.3g s each, %s", k + 1, solved[k], norm));
            }
            if (!path.isEmpty()) {
                plot.path(path.toString(), "line c" + style);
            }
            style++;
        }
        return plot.svg("time that certification took, rows in order of time");
    }

    private static double[] solved(List<RowResult> rows) {
        return rows.stream()
                .filter(RowResult::isDecided)
                .flatMap(r -> r.seconds().stream().boxed())
                .mapToDouble(s -> Math.max(s, 1e-3))
                .sorted()
                .toArray();
    }

    private static double least(List<Double> values) {
        return values.stream()
                .filter(v -> v > 0 && Double.isFinite(v))
                .min(Double::compare)
                .orElse(1.0);
    }

    private static double most(List<Double> values) {
        return values.stream()
                .filter(v -> v > 0 && Double.isFinite(v))
                .max(Double::compare)
                .orElse(1.0);
    }
}
