package io.github.relucert.report;

import io.github.relucert.report.SavedResults.Finding;
import io.github.relucert.report.SavedResults.RowResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An attack's findings in one norm, beside the rows that they belong to.
 *
 * @param style the class that colours it; attacks beyond the palette share a grey
 */
record AttackSeries(String name, String source, List<Point> points, String style) {
    private static final int COLOURS = 8;

    /** One row: its certified bracket and the attack's distance. */
    record Point(RowResult row, Finding finding) {
        /** Distance over the nearest unsafe point known; infinite where the attack found none. */
        double ratio() {
            return row.upper() > 0 ? finding.distance() / row.upper() : Double.NaN;
        }
    }

    /** All attacks of a norm, the one with the least median ratio first. */
    static List<AttackSeries> of(SavedResults results, String norm) {
        Map<Integer, RowResult> rows = new LinkedHashMap<>();
        results.rows(norm).forEach(row -> rows.put(row.row(), row));
        Map<String, List<Point>> byName = new LinkedHashMap<>();
        Map<String, String> sources = new LinkedHashMap<>();
        for (Finding finding : results.findings()) {
            RowResult row = rows.get(finding.row());
            boolean isAttack = !finding.source().equals("certificate");
            if (isAttack && finding.norm().equals(norm) && row != null && row.upper() > 0) {
                byName.computeIfAbsent(finding.attack(), _ -> new ArrayList<>()).add(new Point(row, finding));
                sources.put(finding.attack(), finding.source());
            }
        }
        List<AttackSeries> series = new ArrayList<>();
        byName.forEach(
                (name, points) -> series.add(new AttackSeries(name, sources.getOrDefault(name, ""), points, "")));
        series.sort(Comparator.comparingDouble(AttackSeries::median).thenComparing(AttackSeries::name));
        List<AttackSeries> coloured = new ArrayList<>();
        for (int k = 0; k < series.size(); k++) {
            AttackSeries s = series.get(k);
            coloured.add(new AttackSeries(s.name, s.source, s.points, k < COLOURS ? "c" + k : "other"));
        }
        return coloured;
    }

    /** The median ratio; infinite where the attack fails on most rows. */
    double median() {
        double[] ratios = ratios();
        Arrays.sort(ratios);
        return ratios.length == 0 ? Double.POSITIVE_INFINITY : ratios[ratios.length / 2];
    }

    double[] ratios() {
        return points.stream()
                .mapToDouble(Point::ratio)
                .filter(r -> !Double.isNaN(r))
                .toArray();
    }
}
