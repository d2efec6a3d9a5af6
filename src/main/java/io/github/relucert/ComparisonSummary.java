package io.github.relucert;

import io.github.relucert.report.DistanceRatios;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * One attack over all rows of one norm. Rows that are unsafe themselves are left out, and so are rows without any unsafe point known.
 *
 * <p>A ratio is an attack's distance over the certified radius: the lower one over the nearest unsafe point known, the upper one over the
 * certified lower end. They differ only where a certificate is open. An attack that found nothing has an infinite ratio.
 *
 * @param rows number of rows counted
 * @param found rows on which the attack found an unsafe point
 * @param medianLow median of the lower ratios
 * @param medianHigh median of the upper ratios
 * @param worst largest upper ratio
 * @param within share of rows whose upper ratio is at most 1.01, 1.05 and 1.5
 * @param falselyRobust largest share, over the radii one per cent above each row's, of rows that the attack leaves standing although an unsafe
 *     point lies in the ball
 * @param falseAt the radius of that share
 * @param stalled rows on which the attack stalled
 */
public record ComparisonSummary(
        Norm norm,
        String attack,
        AttackComparison.Source source,
        int rows,
        int found,
        OptionalDouble medianLow,
        OptionalDouble medianHigh,
        OptionalDouble worst,
        List<Double> within,
        double falselyRobust,
        double falseAt,
        int stalled) {
    /** Radii asked about lie one per cent above an unsafe point, so that an attack within that is not blamed. */
    static final double BEYOND = 1.01;

    private static final List<Double> SHARES = List.of(1.01, 1.05, 1.5);

    /** A summary for each attack and norm, in the order in which they first occur. */
    public static List<ComparisonSummary> of(List<AttackComparison.Row> rows) {
        return rows.stream()
                .map(AttackComparison.Row::norm)
                .distinct()
                .flatMap(norm -> names(rows, norm).stream().map(name -> of(rows, norm, name)))
                .toList();
    }

    /** Names of the attacks on rows of a norm. */
    public static List<String> names(List<AttackComparison.Row> rows, Norm norm) {
        return rows.stream()
                .filter(row -> row.norm() == norm)
                .flatMap(row -> row.findings().stream().map(AttackComparison.Finding::attack))
                .distinct()
                .toList();
    }

    /** An attack's finding on a row. */
    private record Case(AttackComparison.Row row, AttackComparison.Finding finding) {
        double distance() {
            return finding.distance().map(Radius::ceiling).orElse(Double.POSITIVE_INFINITY);
        }

        double low() {
            return distance() / row.upper().ceiling();
        }

        double high() {
            return distance() / row.radius().lower().floor();
        }
    }

    private static ComparisonSummary of(List<AttackComparison.Row> rows, Norm norm, String name) {
        List<Case> cases = rows.stream()
                .filter(row -> row.norm() == norm
                        && row.upper().isFinite()
                        && row.upper().value().signum() > 0)
                .flatMap(row -> row.findings().stream()
                        .filter(f -> f.attack().equals(name))
                        .map(f -> new Case(row, f)))
                .toList();
        AttackComparison.Source source = rows.stream()
                .flatMap(row -> row.findings().stream())
                .filter(f -> f.attack().equals(name))
                .findFirst()
                .orElseThrow()
                .source();
        DistanceRatios ratios = DistanceRatios.of(cases.stream()
                .map(c -> new DistanceRatios.OfRow(c.low(), c.high()))
                .toList());
        double falseAt = 0;
        double falsely = 0;
        for (Case each : cases) {
            double radius = BEYOND * each.row().upper().ceiling();
            double share = share(cases, c -> c.row().upper().ceiling() <= radius && c.distance() > radius);
            if (share > falsely) {
                falsely = share;
                falseAt = radius;
            }
        }
        return new ComparisonSummary(
                norm,
                name,
                source,
                cases.size(),
                (int) cases.stream()
                        .filter(c -> c.finding().distance().isPresent())
                        .count(),
                ratios.medianLow(),
                ratios.medianHigh(),
                ratios.worst(),
                SHARES.stream().map(ratios::within).toList(),
                falsely,
                falseAt,
                (int) cases.stream().filter(c -> c.finding().stalled()).count());
    }

    private static double share(List<Case> cases, Predicate<Case> holds) {
        return cases.isEmpty() ? 0 : (double) cases.stream().filter(holds).count() / cases.size();
    }
}
