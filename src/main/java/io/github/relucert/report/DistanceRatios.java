package io.github.relucert.report;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * An attack's distances over the certified radii of rows. A row has two ratios: the lower one over the nearest unsafe point known, the
 * upper one over the certified lower end. They differ only where a certificate is open; both are infinite where the attack found nothing.
 */
public final class DistanceRatios {
    private final double[] low;
    private final double[] high;

    private DistanceRatios(double[] low, double[] high) {
        this.low = low;
        this.high = high;
    }

    /** The ratios of one row. */
    public record OfRow(double low, double high) {}

    /** Those of some rows. */
    public static DistanceRatios of(List<OfRow> rows) {
        return new DistanceRatios(
                rows.stream().mapToDouble(OfRow::low).sorted().toArray(),
                rows.stream().mapToDouble(OfRow::high).sorted().toArray());
    }

    /** Number of rows. */
    public int rows() {
        return high.length;
    }

    /** Median of the lower ratios; nothing without rows. */
    public OptionalDouble medianLow() {
        return median(low);
    }

    /** Median of the upper ratios; nothing without rows. */
    public OptionalDouble medianHigh() {
        return median(high);
    }

    /** The largest upper ratio; nothing without rows. */
    public OptionalDouble worst() {
        return Arrays.stream(high).max();
    }

    /** Share of rows whose upper ratio is at most a factor; 0 without rows. */
    public double within(double factor) {
        return high.length == 0
                ? 0
                : (double) Arrays.stream(high).filter(r -> r <= factor).count() / high.length;
    }

    /** The upper ratios in ascending order. */
    double[] high() {
        return high.clone();
    }

    /** The middle one of sorted numbers, or the mean of the two in the middle. */
    static OptionalDouble median(double[] sorted) {
        int n = sorted.length;
        return n == 0 ? OptionalDouble.empty() : OptionalDouble.of((sorted[(n - 1) / 2] + sorted[n / 2]) / 2);
    }
}
