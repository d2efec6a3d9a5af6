package io.github.relucert.bounds;

import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.kernel.Scratch;
import io.github.relucert.kernel.Step;
import java.util.Arrays;

/**
 * Backward substitution: turns linear forms of any values of a network into linear forms of its input that lie below them
 * (Zhang et al. 2018, theorem 3.2). Affine steps are substituted exactly; at a ReLU a coefficient {@code >= 0} takes the lower
 * line of the {@link Relaxation}, a negative one the upper line.
 *
 * <p>Several forms, the rows, pass at once. The coefficients of every value that a row met on its way stay readable, for gradients
 * with respect to slopes and for branching scores. Beside its constant each row carries a bound of all rounding errors made, to
 * first order: at an affine value with {@code n} terms a column, {@code n + 8} roundoffs of {@code sum |coefficient| magnitude}.
 *
 * <p>Owns its memory, {@code capacity} times the sum of the values' sizes; nothing is allocated after construction but scratch
 * memory at first use. One thread at a time.
 */
public final class BackwardPass {
    private final CompiledNetwork network;
    private final int capacity;
    private final double[][] coefficients;
    private final double[] constants;
    private final double[] errors;
    private final Scratch scratch = new Scratch();

    private int rows;
    private int top;

    public BackwardPass(CompiledNetwork network, int capacity) {
        this.network = network;
        this.capacity = capacity;
        this.coefficients = new double[network.values()][];
        for (int value = 0; value < coefficients.length; value++) {
            coefficients[value] = new double[Math.multiplyExact(capacity, network.valueSize(value))];
        }
        this.constants = new double[capacity];
        this.errors = new double[capacity];
    }

    /** Most rows at once. */
    public int capacity() {
        return capacity;
    }

    /**
     * Starts {@code rowCount} rows at zero that may read the values {@code 0 .. highest}.
     *
     * @throws IllegalArgumentException when there are more rows than the capacity
     */
    public void start(int rowCount, int highest) {
        if (rowCount > capacity) {
            throw new IllegalArgumentException(rowCount + " rows in a pass for " + capacity);
        }
        rows = rowCount;
        top = highest;
        for (int value = 0; value <= highest; value++) {
            Arrays.fill(coefficients[value], 0, rows * network.valueSize(value), 0);
        }
        Arrays.fill(constants, 0, rows, 0);
        Arrays.fill(errors, 0, rows, 0);
    }

    /** Adds a constant to a row. */
    public void addConstant(int row, double constant) {
        constants[row] += constant;
    }

    /**
     * Adds {@code factor * v[index]} of a value to a row. An affine value is substituted at once: one row of its maps is cheaper
     * than a product with a unit vector.
     */
    public void addUnit(int row, int value, int index, double factor, double[][] magnitudes) {
        if (value > 0 && network.steps().get(value - 1) instanceof Step.Affine affine) {
            constants[row] += factor * affine.bias(index);
            errors[row] += 8 * LinearMinimum.ROUNDING * Math.abs(factor) * magnitudes[value][index];
            for (int k = 0; k < affine.terms().size(); k++) {
                Step.Term term = affine.terms().get(k);
                term.kernel()
                        .addRow(index, factor, coefficients[term.source()], row * network.valueSize(term.source()));
            }
        } else {
            coefficients[value][row * network.valueSize(value) + index] += factor;
        }
    }

    /** The coefficients of a value, {@code rows x size}; the pass's own array. */
    public double[] coefficients(int value) {
        return coefficients[value];
    }

    /** The constant of a row. */
    public double constant(int row) {
        return constants[row];
    }

    /** A bound, to first order, of the rounding errors in a row's constant and, over the region, its coefficients. */
    public double error(int row) {
        return errors[row];
    }

    /**
     * Substitutes all values above the input.
     *
     * @param relaxation lines for every ReLU layer that the rows can reach
     * @param magnitudes see {@link #magnitudes}
     */
    public void run(Relaxation relaxation, double[][] magnitudes) {
        for (int value = top; value > 0; value--) {
            switch (network.steps().get(value - 1)) {
                case Step.Affine affine -> substituteAffine(value, affine, magnitudes[value]);
                case Step.Relu relu -> substituteRelu(value, relu, relaxation);
            }
        }
    }

    private void substituteAffine(int value, Step.Affine affine, double[] magnitude) {
        double[] source = coefficients[value];
        int size = affine.size();
        int terms = size + 8;
        for (int k = 0; k < affine.terms().size(); k++) {
            Step.Term term = affine.terms().get(k);
            term.kernel().applyTransposed(source, rows, coefficients[term.source()], scratch);
            terms = Math.max(terms, term.kernel().longestColumn() + 8);
        }
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            double met = 0;
            int start = row * size;
            for (int i = 0; i < size; i++) {
                double coefficient = source[start + i];
                if (coefficient != 0) {
                    sum += coefficient * affine.bias(i);
                    met += Math.abs(coefficient) * magnitude[i];
                }
            }
            constants[row] += sum;
            errors[row] += terms * LinearMinimum.ROUNDING * met;
        }
    }

    private void substituteRelu(int value, Step.Relu relu, Relaxation relaxation) {
        double[] source = coefficients[value];
        double[] target = coefficients[relu.source()];
        double[] lowerSlopes = relaxation.lowerSlopes(relu.relu());
        double[] upperSlopes = relaxation.upperSlopes(relu.relu());
        double[] upperOffsets = relaxation.upperOffsets(relu.relu());
        int size = relu.size();
        for (int row = 0; row < rows; row++) {
            int start = row * size;
            double sum = 0;
            for (int i = 0; i < size; i++) {
                double coefficient = source[start + i];
                if (coefficient > 0) {
                    target[start + i] += coefficient * lowerSlopes[i];
                } else if (coefficient < 0) {
                    target[start + i] += coefficient * upperSlopes[i];
                    sum += coefficient * upperOffsets[i];
                }
            }
            constants[row] += sum;
            errors[row] -= (size + 8) * LinearMinimum.ROUNDING * sum;
        }
    }

    /** The lower bound of a row over the region that {@code minimum} belongs to; negative infinity when there is none. */
    public double lowerBound(int row, LinearMinimum minimum) {
        double bound = minimum.minimum(coefficients[0], row * network.inputSize()) + constants[row];
        double outward = bound - errors[row] - 4 * LinearMinimum.ROUNDING * Math.abs(bound);
        return Double.isNaN(outward) ? Double.NEGATIVE_INFINITY : outward;
    }

    /**
     * The unit of rounding errors, {@code [value][index]}: for every row of an affine value the largest sum of absolute values of
     * the terms that can meet in it. What holds for a region and its bounds holds for every smaller region and tighter bounds, so
     * a search computes them once.
     */
    public static double[][] magnitudes(CompiledNetwork network, Region region, NeuronBounds bounds) {
        ValueIntervals intervals = new ValueIntervals(network, region);
        for (int value = 1; value < network.values(); value++) {
            if (network.steps().get(value - 1) instanceof Step.Relu relu) {
                intervals.meet(relu.source(), bounds, relu.relu());
            }
            intervals.compute(value);
        }
        return intervals.magnitudes();
    }
}
