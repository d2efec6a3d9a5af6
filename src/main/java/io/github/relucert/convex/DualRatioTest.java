package io.github.relucert.convex;

import java.util.Arrays;

/**
 * The bound-flipping ratio test of the dual simplex method (Maros, "A generalized dual phase-2 simplex algorithm", 2003): a
 * boxed column whose reduced cost would change sign may jump to its other side instead of entering the basis, as long as the
 * leaving variable stays infeasible. Ties within rounding go to the largest pivot.
 *
 * <p>The candidates wait in a binary heap ordered by their breakpoint, then by index, because usually only a part of them is
 * passed.
 */
final class DualRatioTest {
    private static final double TIE = 1e-10;

    private final double[] ratio;
    private final double[] pivot;
    private final double[] gain;
    private final int[] heap;
    private final int[] passed;
    private int waiting;
    private int flips;

    DualRatioTest(int variables) {
        this.ratio = new double[variables];
        this.pivot = new double[variables];
        this.gain = new double[variables];
        this.heap = new int[variables];
        this.passed = new int[variables];
    }

    void clear() {
        waiting = 0;
        flips = 0;
    }

    /**
     * Adds a candidate.
     *
     * @param breakpoint dual step at which its reduced cost is used up
     * @param size absolute value of its pivot
     * @param range distance of its two sides, infinite when it cannot jump
     */
    void offer(int variable, double breakpoint, double size, double range) {
        ratio[variable] = Math.max(breakpoint, 0);
        pivot[variable] = size;
        gain[variable] = size * range;
        heap[waiting++] = variable;
    }

    /**
     * The entering variable, or -1 when even all jumps together leave the leaving variable infeasible.
     *
     * @param infeasibility by how far the leaving variable misses its side
     */
    int choose(double infeasibility) {
        for (int k = waiting / 2 - 1; k >= 0; k--) {
            sink(k);
        }
        double slope = infeasibility;
        while (waiting > 0) {
            int start = flips;
            int end = popTies(start);
            double after = slope;
            for (int k = start; k < end; k++) {
                after -= gain[passed[k]];
            }
            if (!(after > 0)) {
                return enteringAmongTies(start, end, slope);
            }
            slope = after;
            flips = end;
        }
        return -1;
    }

    /** Takes the candidates of the least waiting breakpoint, ties included; returns where they end in {@code passed}. */
    private int popTies(int start) {
        double limit = ratio[heap[0]] + TIE * (1 + ratio[heap[0]]);
        int end = start;
        while (waiting > 0 && ratio[heap[0]] <= limit) {
            passed[end++] = heap[0];
            heap[0] = heap[--waiting];
            sink(0);
        }
        return end;
    }

    /** Within a group of ties the order is free: the one of largest pivot enters, others jump while that is allowed. */
    private int enteringAmongTies(int start, int end, double slope) {
        int best = start;
        for (int k = start + 1; k < end; k++) {
            if (pivot[passed[k]] > pivot[passed[best]]) {
                best = k;
            }
        }
        int entering = passed[best];
        passed[best] = passed[end - 1];
        double left = slope;
        for (int k = start; k < end - 1; k++) {
            if (left - gain[passed[k]] > 0) {
                left -= gain[passed[k]];
                passed[flips++] = passed[k];
            }
        }
        return entering;
    }

    private boolean before(int a, int b) {
        return ratio[a] < ratio[b] || (ratio[a] == ratio[b] && a < b);
    }

    private void sink(int from) {
        int k = from;
        while (2 * k + 1 < waiting) {
            int child = 2 * k + 1;
            if (child + 1 < waiting && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], heap[k])) {
                return;
            }
            int variable = heap[k];
            heap[k] = heap[child];
            heap[child] = variable;
            k = child;
        }
    }

    /** The entering variable of Bland's rule: least breakpoint, ties to the least index; nothing jumps; -1 when there is none. */
    int chooseByIndex() {
        int best = -1;
        for (int k = 0; k < waiting; k++) {
            best = best < 0 || before(heap[k], best) ? heap[k] : best;
        }
        return best;
    }

    /** The variables that jump to their other side, in ascending order. */
    int[] jumping() {
        int[] result = Arrays.copyOf(passed, flips);
        Arrays.sort(result);
        return result;
    }
}
