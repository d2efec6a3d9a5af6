package io.github.relucert.bounds;

/**
 * The steepest step of length {@code R} in l2 whose moves are clipped: move {@code k} is {@code slope_k t} where that lies below
 * its reach, and {@code t} is such that the squares add up to {@code R^2}.
 *
 * <p>The sum of squares is piecewise linear in {@code u = t^2}. When every move can begin at 0 it is concave as well, so Newton's
 * method from the unclipped step ascends; a move that is clipped once stays clipped, drops out of later sweeps, and the method
 * ends after finitely many of them.
 */
final class ClippedStep {
    private static final int MOST_SWEEPS = 200;

    /** The bound is flat at the best step: this error of the step costs its square. */
    private static final double TOLERANCE = 1e-9;

    private double length;

    /** The factor {@code t} of the last call; infinity when the reaches alone held the step back. */
    double length() {
        return length;
    }

    /**
     * The most that a step gains, {@code max sum slope_k m_k}, as the dual bound {@code R ||g|| + sum (slope_k - g_k) reach_k} with
     * {@code g_k = min(slope_k, reach_k / t)}: never too small, whatever {@code t}. Overwrites the items.
     *
     * @param slope positive
     * @param reach positive, possibly infinite
     * @param count at least 1
     * @param radius {@code R}, positive
     */
    double gain(double[] slope, double[] reach, int count, double radius) {
        double budget = radius * radius;
        double free = 0;
        for (int i = 0; i < count; i++) {
            free += slope[i] * slope[i];
        }
        double u = budget / free;
        double clippedSquares = 0;
        double clippedGain = 0;
        int left = count;
        while (true) {
            int kept = 0;
            free = 0;
            for (int i = 0; i < left; i++) {
                double s = slope[i];
                double far = reach[i];
                if (s * s * u >= far * far) {
                    clippedSquares += far * far;
                    clippedGain += s * far;
                } else {
                    slope[kept] = s;
                    reach[kept++] = far;
                    free += s * s;
                }
            }
            if (kept == 0) {
                length = Double.POSITIVE_INFINITY;
                return clippedGain;
            }
            double next = (budget - clippedSquares) / free;
            if (kept == left || !(next > u)) {
                break;
            }
            left = kept;
            u = next;
        }
        length = Math.sqrt(u);
        return radius * Math.sqrt(clippedSquares / u + free) + clippedGain - clippedSquares / length;
    }

    /**
     * The same with moves that begin at {@code offset_k >= 0} and gain {@code slope_k (m_k - offset_k)}: coordinates in which the
     * centre lies outside the box.
     *
     * @param budget {@code R^2}, positive
     */
    double gain(double[] slope, double[] reach, double[] offset, int count, double budget) {
        length = Math.sqrt(squaredLength(slope, reach, offset, count, budget));
        double squares = 0;
        double gain = 0;
        for (int i = 0; i < count; i++) {
            double far = offset[i] + reach[i];
            double wanted = slope[i] * length;
            double ball = wanted < offset[i] ? offset[i] / length : wanted > far ? far / length : slope[i];
            double rest = slope[i] - ball;
            squares += ball * ball;
            gain += (rest > 0 ? rest * far : rest * offset[i]) - slope[i] * offset[i];
        }
        return Math.sqrt(budget) * Math.sqrt(squares) + gain;
    }

    private static double squaredLength(double[] slope, double[] reach, double[] offset, int count, double budget) {
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double u = budget;
        for (int n = 0; n < MOST_SWEEPS; n++) {
            double total = 0;
            double free = 0;
            boolean allFar = true;
            for (int i = 0; i < count; i++) {
                double square = slope[i] * slope[i];
                double far = offset[i] + reach[i];
                double wanted = square * u;
                if (wanted >= far * far) {
                    total += far * far;
                } else if (wanted <= offset[i] * offset[i]) {
                    total += offset[i] * offset[i];
                    allFar = false;
                } else {
                    total += wanted;
                    free += square;
                    allFar = false;
                }
            }
            if (allFar && total <= budget) {
                return Double.POSITIVE_INFINITY;
            }
            double next = u + (budget - total) / free;
            if (total == budget || Math.abs(next - u) <= TOLERANCE * u) {
                return u;
            }
            low = total < budget ? u : low;
            high = total > budget ? u : high;
            if (!(next > low && next < high)) {
                next = Double.isInfinite(high) ? 4 * u : (low + high) / 2;
            }
            u = next;
        }
        return u;
    }
}
