package io.github.relucert.report;

import java.util.Arrays;
import java.util.Locale;

/** Step functions of how many of some numbers lie on one side: what shares of rows look like. */
final class StepLine {
    private StepLine() {}

    /** The share of numbers above {@code x}, from the left end of the plot to its right end. */
    static String above(Plot plot, double[] numbers, double low, double high) {
        double[] sorted = sorted(numbers);
        StringBuilder path = new StringBuilder(move(plot, low, 1.0 - count(sorted, low) / (double) numbers.length));
        for (int k = 0; k < sorted.length && sorted[k] <= high; k++) {
            if (sorted[k] > low) {
                path.append(to(plot, sorted[k], 1.0 - k / (double) numbers.length));
                path.append(to(plot, sorted[k], 1.0 - (k + 1) / (double) numbers.length));
            }
        }
        return path.append(to(plot, high, 1.0 - count(sorted, high) / (double) numbers.length))
                .toString();
    }

    /** The share of numbers up to {@code x}. */
    static String upTo(Plot plot, double[] numbers, double low, double high) {
        double[] sorted = sorted(numbers);
        StringBuilder path = new StringBuilder(move(plot, low, count(sorted, low) / (double) numbers.length));
        for (int k = 0; k < sorted.length && sorted[k] <= high; k++) {
            if (sorted[k] > low) {
                path.append(to(plot, sorted[k], k / (double) numbers.length));
                path.append(to(plot, sorted[k], (k + 1) / (double) numbers.length));
            }
        }
        return path.append(to(plot, high, count(sorted, high) / (double) numbers.length))
                .toString();
    }

    private static double[] sorted(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static long count(double[] numbers, double end) {
        return Arrays.stream(numbers).filter(n -> n <= end).count();
    }

    private static String move(Plot plot, double x, double y) {
        return String.format(Locale.ROOT, "M%.1f %.1f", plot.atX(x), plot.atY(y));
    }

    private static String to(Plot plot, double x, double y) {
        return String.format(Locale.ROOT, "L%.1f %.1f", plot.atX(x), plot.atY(y));
    }
}
