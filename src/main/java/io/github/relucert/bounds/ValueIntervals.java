package io.github.relucert.bounds;

import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.kernel.LinearKernel;
import io.github.relucert.kernel.Scratch;
import io.github.relucert.kernel.Step;
import java.util.Arrays;

/**
 * Interval arithmetic along the steps of a network: bounds of every value, computed value by value so that a caller can tighten
 * one before the next is computed.
 *
 * <p>Beside the bounds of an affine value it keeps the {@link #magnitude}: per row the sum of the absolute values of all terms
 * that can meet in it. Rounding errors are stated in this unit.
 */
final class ValueIntervals {
    private final CompiledNetwork network;
    private final Region region;
    private final LinearMinimum minimum;
    private final double[][] lower;
    private final double[][] upper;
    private final double[][] magnitude;
    private final Scratch scratch = new Scratch();

    ValueIntervals(CompiledNetwork network, Region region) {
        if (region.size() != network.inputSize()) {
            throw new IllegalArgumentException("a region with " + region.size() + " coordinates for a network with "
                    + network.inputSize() + " inputs");
        }
        this.network = network;
        this.region = region;
        this.minimum = new LinearMinimum(region);
        this.lower = new double[network.values()][];
        this.upper = new double[network.values()][];
        this.magnitude = new double[network.values()][];
        lower[0] = region.lower();
        upper[0] = region.upper();
        magnitude[0] = largest(0);
    }

    /** Computes a value's bounds from those of the values it reads. */
    void compute(int value) {
        switch (network.steps().get(value - 1)) {
            case Step.Affine affine -> computeAffine(value, affine);
            case Step.Relu relu -> {
                lower[value] = positivePart(lower[relu.source()]);
                upper[value] = positivePart(upper[relu.source()]);
                magnitude[value] = upper[value];
            }
        }
    }

    /** Whether a value is one affine map of the input, so that {@link #compute} leaves nothing to gain but rounding. */
    boolean isDirect(int value) {
        return value == 0
                || (network.steps().get(value - 1) instanceof Step.Affine affine
                        && affine.terms().stream().allMatch(t -> t.source() == 0)
                        && (affine.terms().size() == 1 || !region.isBox()));
    }

    double[] lower(int value) {
        return lower[value];
    }

    double[] upper(int value) {
        return upper[value];
    }

    /** Magnitudes of all values computed so far, by value. */
    double[][] magnitudes() {
        return magnitude;
    }

    /** Tightens one bound of a value. */
    void meet(int value, int index, double low, double high) {
        lower[value][index] = Math.max(lower[value][index], low);
        upper[value][index] = Math.min(upper[value][index], high);
    }

    private static double[] positivePart(double[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = Math.max(values[i], 0);
        }
        return result;
    }

    private double[] largest(int value) {
        double[] result = new double[lower[value].length];
        for (int i = 0; i < result.length; i++) {
            result[i] = Math.max(Math.abs(lower[value][i]), Math.abs(upper[value][i]));
        }
        return result;
    }

    private void computeAffine(int value, Step.Affine affine) {
        int size = affine.size();
        double[] low = new double[size];
        double[] high = new double[size];
        double[] sizes = new double[size];
        affine.writeBias(low, 1);
        affine.writeBias(high, 1);
        for (int i = 0; i < size; i++) {
            sizes[i] = Math.abs(affine.bias(i));
        }
        int terms = 8;
        for (Step.Term term : affine.terms()) {
            term.kernel().applyAbsolute(largest(term.source()), sizes, scratch);
            if (isBounded(term.source())) {
                addByCentres(term, low, high);
            } else {
                addBySides(term, low, high);
            }
            terms += term.kernel().longestRow();
        }
        for (int i = 0; i < size; i++) {
            double error = terms * LinearMinimum.ROUNDING * sizes[i];
            low[i] = orElse(low[i] - error, Double.NEGATIVE_INFINITY);
            high[i] = orElse(high[i] + error, Double.POSITIVE_INFINITY);
        }
        lower[value] = low;
        upper[value] = high;
        magnitude[value] = sizes;
        if (!region.isBox() && affine.terms().stream().allMatch(t -> t.source() == 0)) {
            meetWithBall(value, affine, terms);
        }
    }

    private static double orElse(double bound, double unknown) {
        return Double.isNaN(bound) ? unknown : bound;
    }

    private boolean isBounded(int value) {
        for (int i = 0; i < lower[value].length; i++) {
            if (Double.isInfinite(lower[value][i]) || Double.isInfinite(upper[value][i])) {
                return false;
            }
        }
        return true;
    }

    private void addByCentres(Step.Term term, double[] low, double[] high) {
        double[] from = lower[term.source()];
        double[] to = upper[term.source()];
        double[] centres = new double[from.length];
        double[] radii = new double[from.length];
        for (int i = 0; i < from.length; i++) {
            centres[i] = from[i] / 2 + to[i] / 2;
            radii[i] = Math.abs(to[i] / 2 - from[i] / 2);
        }
        double[] middle = new double[low.length];
        double[] spread = new double[low.length];
        term.kernel().apply(centres, 1, middle, scratch);
        term.kernel().applyAbsolute(radii, spread, scratch);
        for (int i = 0; i < low.length; i++) {
            low[i] += middle[i] - spread[i];
            high[i] += middle[i] + spread[i];
        }
    }

    private void addBySides(Step.Term term, double[] low, double[] high) {
        double[] from = lower[term.source()];
        double[] to = upper[term.source()];
        for (int i = 0; i < low.length; i++) {
            int row = i;
            term.kernel().forEachInRow(row, (column, weight) -> {
                if (weight != 0) {
                    low[row] += product(weight, weight > 0 ? from[column] : to[column]);
                    high[row] += product(weight, weight > 0 ? to[column] : from[column]);
                }
            });
        }
    }

    private static double product(double weight, double side) {
        return side == 0 ? 0 : weight * side;
    }

    /** Bounds each row of an affine map of the input over box and ball jointly. */
    private void meetWithBall(int value, Step.Affine affine, int terms) {
        double[] row = new double[network.inputSize()];
        for (int i = 0; i < affine.size(); i++) {
            Arrays.fill(row, 0);
            for (Step.Term term : affine.terms()) {
                LinearKernel kernel = term.kernel();
                kernel.addRow(i, 1, row, 0);
            }
            double error = terms * LinearMinimum.ROUNDING * magnitude[value][i];
            meet(
                    value,
                    i,
                    minimum.minimum(row, 0) + affine.bias(i) - error,
                    minimum.maximum(row, 0) + affine.bias(i) + error);
        }
    }
}
