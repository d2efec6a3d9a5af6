package io.github.relucert.report;

import io.github.relucert.report.SavedResults.Finding;
import io.github.relucert.report.SavedResults.RowResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An attack's findings in one norm, beside the rows that they belong to. As in the text of {@code compare}, rows that are unsafe themselves are left
 * out, and so are rows without any unsafe point known.
 *
 * @param style the class that colours it; attacks beyond the palette share a grey
 */
record AttackSeries(String name, String source, List<Point> points, String style) {
    private static final int COLOURS = 8;

    /**
     * One row: its certified bracket and the attack's distance.
     *
     * @param nearest distance of the nearest unsafe point known, whatever found it
     */
    record Point(RowResult row, double nearest, Finding finding) {}

    /** All attacks of a norm, the one with the least median ratio first. */
    static List<AttackSeries> of(SavedResults results, String norm) {
        Map<Integer, RowResult> rows = new LinkedHashMap<>();
        Map<Integer, Double> nearest = new LinkedHashMap<>();
        for (RowResult row : results.rows(norm)) {
            rows.put(row.row(), row);
            nearest.put(row.row(), row.upper());
        }
        for (Finding finding : results.findings()) {
            if (finding.norm().equals(norm)) {
                nearest.merge(finding.row(), finding.distance(), Math::min);
            }
        }
        Map<String, List<Point>> byName = new LinkedHashMap<>();
        Map<String, String> sources = new LinkedHashMap<>();
        for (Finding finding : results.findings()) {
            RowResult row = rows.get(finding.row());
            boolean isAttack = !finding.source().equals("certificate");
            double known = nearest.getOrDefault(finding.row(), Double.POSITIVE_INFINITY);
            if (isAttack && finding.norm().equals(norm) && row != null && known > 0 && Double.isFinite(known)) {
                byName.computeIfAbsent(finding.attack(), _ -> new ArrayList<>()).add(new Point(row, known, finding));
                sources.put(finding.attack(), finding.source());
            }
        }
        List<AttackSeries> series = new ArrayList<>();
        byName.forEach(
                (name, points) -> series.add(new AttackSeries(name, sources.getOrDefault(name, ""), points, "")));
        series.sort(Comparator.comparingDouble(AttackSeries::medianHigh)
                .thenComparingDouble(AttackSeries::medianLow)
                .thenComparing(AttackSeries::name));
        List<AttackSeries> coloured = new ArrayList<>();
        for (int k = 0; k < series.size(); k++) {
            AttackSeries s = series.get(k);
            coloured.add(new AttackSeries(s.name, s.source, s.points, k < COLOURS ? "c" + k : "other"));
        }
        return coloured;
    }

    /** Over the nearest unsafe point known; infinite where the attack fails on most rows. */
    double medianLow() {
        return ratios().medianLow().orElse(Double.POSITIVE_INFINITY);
    }

    /** Over the certified lower end; infinite where the attack fails on most rows. */
    double medianHigh() {
        return ratios().medianHigh().orElse(Double.POSITIVE_INFINITY);
    }

    /** Number of rows on which it found an unsafe point. */
    long found() {
        return points.stream()
                .filter(p -> Double.isFinite(p.finding().distance()))
                .count();
    }

    DistanceRatios ratios() {
        return DistanceRatios.of(points.stream().map(p -> p.finding().ratios()).toList());
    }
}
