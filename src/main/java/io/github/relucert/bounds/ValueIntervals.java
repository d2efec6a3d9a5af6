package io.github.relucert.bounds;

import io.github.relucert.kernel.CompiledNetwork;
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

    /**
     * Whether a value is an affine map of the input that {@link #compute} and {@link #tightenDirect} together bound exactly, up to
     * rounding.
     */
    boolean isDirect(int value) {
        return value == 0
                || (network.steps().get(value - 1) instanceof Step.Affine affine
                        && affine.terms().stream().allMatch(t -> t.source() == 0)
                        && (affine.terms().size() == 1 || !region.isBox()));
    }

    /** Bounds the rows of a direct value over box and ball jointly, where the ball is not a box itself. */
    void tightenDirect(int value) {
        if (value > 0
                && !region.isBox()
                && isDirect(value)
                && network.steps().get(value - 1) instanceof Step.Affine affine) {
            meetWithBall(value, affine);
        }
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

    /** Tightens all bounds of a value to those of the ReLU layer that reads it. */
    void meet(int value, NeuronBounds known, int relu) {
        for (int i = 0; i < known.size(relu); i++) {
            meet(value, i, known.lower(relu, i), known.upper(relu, i));
        }
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
        for (Step.Term term : affine.terms()) {
            if (isBounded(term.source())) {
                addByCentres(term, low, high, sizes);
            } else {
                addBySides(term, low, high);
                term.kernel().applyAbsolute(largest(term.source()), 1, sizes, scratch);
            }
        }
        for (int i = 0; i < size; i++) {
            double error = roundoffs(affine) * LinearMinimum.ROUNDING * sizes[i];
            low[i] = orElse(low[i] - error, Double.NEGATIVE_INFINITY);
            high[i] = orElse(high[i] + error, Double.POSITIVE_INFINITY);
        }
        lower[value] = low;
        upper[value] = high;
        magnitude[value] = sizes;
    }

    private static int roundoffs(Step.Affine affine) {
        int count = 8;
        for (Step.Term term : affine.terms()) {
            count += term.kernel().longestRow();
        }
        return count;
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

    /** Centres and radii of intervals: two products for the bounds, and a third for the magnitudes along with the second. */
    private void addByCentres(Step.Term term, double[] low, double[] high, double[] sizes) {
        double[] from = lower[term.source()];
        double[] to = upper[term.source()];
        int width = from.length;
        int size = low.length;
        double[] centres = new double[width];
        double[] radii = new double[2 * width];
        for (int j = 0; j < width; j++) {
            centres[j] = from[j] / 2 + to[j] / 2;
            radii[j] = Math.abs(to[j] / 2 - from[j] / 2);
            radii[width + j] = Math.max(Math.abs(from[j]), Math.abs(to[j]));
        }
        double[] middle = new double[size];
        double[] spread = new double[2 * size];
        term.kernel().apply(centres, 1, middle, scratch);
        term.kernel().applyAbsolute(radii, 2, spread, scratch);
        for (int i = 0; i < size; i++) {
            low[i] += middle[i] - spread[i];
            high[i] += middle[i] + spread[i];
            sizes[i] += spread[size + i];
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
    private void meetWithBall(int value, Step.Affine affine) {
        double[] row = new double[network.inputSize()];
        for (int i = 0; i < affine.size(); i++) {
            Arrays.fill(row, 0);
            for (Step.Term term : affine.terms()) {
                term.kernel().addRow(i, 1, row, 0);
            }
            double error = roundoffs(affine) * LinearMinimum.ROUNDING * magnitude[value][i];
            double low = minimum.minimum(row, 0) + affine.bias(i) - error;
            double high = minimum.maximum(row, 0) + affine.bias(i) + error;
            meet(value, i, low, high);
        }
    }
}
