package io.github.relucert.bounds;

/**
 * The fractional knapsack (Dantzig, Discrete-Variable Extremum Problems, 1957): items with a gain per unit and a largest amount,
 * of which amounts adding up to a budget are taken, the steepest first.
 */
final class Knapsack {
    private Knapsack() {}

    /**
     * The slope of the item at which the budget is used up, found by quickselect; 0 when everything fits. Reorders the items.
     *
     * @param slope positive gains per unit
     * @param reach largest amounts, possibly infinite
     * @param count number of items
     * @param budget not negative
     */
    static double criticalSlope(double[] slope, double[] reach, int count, double budget) {
        int low = 0;
        int high = count;
        double used = 0;
        while (low < high) {
            double pivot = median(slope[low], slope[(low + high) >>> 1], slope[high - 1]);
            int steeper = low;
            int next = low;
            int flatter = high;
            double sumSteeper = 0;
            double sumEqual = 0;
            while (next < flatter) {
                if (slope[next] > pivot) {
                    sumSteeper += reach[next];
                    swap(slope, reach, steeper++, next++);
                } else if (slope[next] < pivot) {
                    swap(slope, reach, next, --flatter);
                } else {
                    sumEqual += reach[next++];
                }
            }
            if (used + sumSteeper > budget) {
                high = steeper;
            } else if (used + sumSteeper + sumEqual >= budget) {
                return pivot;
            } else {
                used += sumSteeper + sumEqual;
                low = flatter;
            }
        }
        return 0;
    }

    private static double median(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    private static void swap(double[] slope, double[] reach, int i, int j) {
        double s = slope[i];
        double r = reach[i];
        slope[i] = slope[j];
        reach[i] = reach[j];
        slope[j] = s;
        reach[j] = r;
    }

    /**
     * The most that the budget gains, as the dual bound {@code budget nu + sum max(slope - nu, 0) reach}: exact at the critical
     * slope, too large at any other {@code nu >= 0}, never too small.
     */
    static double gain(double[] slope, double[] reach, int count, double budget, double nu) {
        double gain = budget * nu;
        for (int i = 0; i < count; i++) {
            if (slope[i] > nu) {
                gain += (slope[i] - nu) * reach[i];
            }
        }
        return gain;
    }
}
