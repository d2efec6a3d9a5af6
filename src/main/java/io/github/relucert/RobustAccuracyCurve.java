package io.github.relucert;

import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Robust accuracy at some radii: the certified bracket, and what each attack makes of it, which is never below the certified lower value.
 *
 * @param radii ascending
 */
public record RobustAccuracyCurve(Norm norm, List<Double> radii, List<Point> points) {
    private static final int STEPS = 10;

    /**
     * One radius.
     *
     * @param atLeast share of rows whose certified lower end exceeds it
     * @param atMost share of rows without an unsafe point known in its ball
     * @param attacks share of rows that each attack leaves standing
     */
    public record Point(double radius, double atLeast, double atMost, Map<String, Double> attacks) {}

    /** The curve one per cent above the radii at tenths of the way through them. */
    public static RobustAccuracyCurve of(List<AttackComparison.Row> all, Norm norm) {
        List<AttackComparison.Row> rows =
                all.stream().filter(row -> row.norm() == norm).toList();
        double[] ends = rows.stream()
                .filter(row -> row.upper().isFinite())
                .mapToDouble(row -> ComparisonSummary.BEYOND * row.upper().ceiling())
                .sorted()
                .toArray();
        List<Double> radii = new ArrayList<>();
        for (int k = 0; k <= STEPS && ends.length > 0; k++) {
            double radius = ends[(ends.length - 1) * k / STEPS];
            if (radii.isEmpty() || radius > radii.getLast()) {
                radii.add(radius);
            }
        }
        List<String> names = ComparisonSummary.names(all, norm);
        return new RobustAccuracyCurve(
                norm, radii, radii.stream().map(r -> point(rows, names, r)).toList());
    }

    private static Point point(List<AttackComparison.Row> rows, List<String> names, double radius) {
        Map<String, Double> attacks = new LinkedHashMap<>();
        for (String name : names) {
            attacks.put(
                    name,
                    share(
                            rows,
                            row -> row.findings().stream()
                                    .filter(f -> f.attack().equals(name))
                                    .noneMatch(f ->
                                            f.distance().map(Radius::ceiling).orElse(Double.POSITIVE_INFINITY)
                                                    <= radius)));
        }
        return new Point(
                radius,
                share(rows, row -> row.radius().lower().floor() > radius),
                share(rows, row -> row.upper().ceiling() > radius),
                attacks);
    }

    private static double share(List<AttackComparison.Row> rows, Predicate<AttackComparison.Row> holds) {
        return rows.isEmpty() ? 0 : (double) rows.stream().filter(holds).count() / rows.size();
    }
}
