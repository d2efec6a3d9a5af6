package io.github.relucert.check;

import io.github.relucert.check.Combination.Term;
import io.github.relucert.exact.Dyadic;
import io.github.relucert.network.Affine;
import io.github.relucert.network.LinearMap;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;

/**
 * A linear form over the values of a network that is pushed back from the output to the input: the one rule that proves everything. An
 * arithmetic keeps the arrays of coefficients, one a value of the network and one more for the constant; the rounding one never ends above
 * the exact one. Lines above and below a ReLU have the same offsets in both, doubles rounded outward.
 */
abstract sealed class Form permits OutwardForm, ExactForm {
    private final Network network;
    private final int constant;

    /** The form that is zero everywhere. */
    Form(Setting setting) {
        network = setting.network();
        constant = network.layers().size() + 1;
    }

    /** The form of this arithmetic that is zero everywhere. */
    static Form zero(Arithmetic arithmetic, Setting setting) {
        return switch (arithmetic) {
            case OUTWARD -> new OutwardForm(setting);
            case EXACT -> new ExactForm(setting);
        };
    }

    /** Adds {@code factor * weight} to a coefficient. */
    abstract void add(int value, int index, double factor, Dyadic weight);

    /** Makes a value's coefficients final. Their number; 0 where none was ever added to. */
    abstract int finish(int value);

    /** The sign of a coefficient. */
    abstract int sign(int value, int index);

    /** Adds {@code factor} times a final coefficient to another one. */
    abstract void addProduct(int target, int index, double factor, int value, int from);

    /** Adds the final coefficients of a value, taken through a map, to those of the map's source. */
    abstract void addTransposed(LinearMap map, int source, int value);

    /** Whether the lines of a neuron, with these offsets, may enter where its coefficient has this sign. */
    abstract boolean admits(int source, int index, int sign, double offsetBelow, double offsetAbove);

    /**
     * A double not above the form's minimum over a region.
     *
     * @throws ArithmeticException when it has none
     */
    abstract double minimum(Region region, Dyadic nu);

    /** Whether the form is at most zero nowhere in the region, as the refutation rule decides it. */
    abstract boolean refutes(Region region, Dyadic nu, boolean strict);

    /**
     * The form at most zero, as a half-space of the input that holds in the root region.
     *
     * @throws ArithmeticException when its numbers are no finite doubles
     */
    abstract HalfSpace toHalfSpace(boolean strict);

    /** Number of the array that holds the constant as its only element. */
    final int constant() {
        return constant;
    }

    /** Length of an array of coefficients. */
    final int size(int value) {
        return value == constant ? 1 : network.valueSize(value);
    }

    /**
     * Adds the combination and pushes it back to the network's input.
     *
     * @throws ArithmeticException when a line is needed that is infinitely far from its neuron, or numbers grow too large
     */
    final Form pushedBack(Combination start, Facts facts) {
        add(constant, 0, 1, start.constant());
        for (Term term : start.terms()) {
            add(term.value(), term.index(), 1, term.coefficient());
        }
        start.halfSpaces().forEach((number, weight) -> add(facts.halfSpaces().get(number), weight));
        int relu = network.reluLayers().size();
        for (int value = network.layers().size(); value > 0; value--) {
            int size = finish(value);
            switch (network.layers().get(value - 1)) {
                case Affine affine -> throughAffine(value, size, affine);
                case Relu layer -> throughRelu(value, size, layer.source(), --relu, start.slopes(), facts);
            }
        }
        return this;
    }

    /** Adds a half-space with a weight >= 0. */
    final void add(HalfSpace halfSpace, Dyadic weight) {
        for (int k = 0; k < network.inputSize(); k++) {
            add(0, k, halfSpace.coefficients()[k], weight);
        }
        add(constant, 0, halfSpace.constant(), weight);
    }

    private void throughAffine(int value, int size, Affine affine) {
        for (int i = 0; i < size; i++) {
            addProduct(constant, 0, affine.bias(i), value, i);
        }
        if (size > 0) {
            affine.terms().forEach(term -> addTransposed(term.map(), term.source(), value));
        }
    }

    private void throughRelu(int value, int size, int source, int relu, Slopes slopes, Facts facts) {
        double[] below = slopes.lower().of(relu);
        double[] above = slopes.upper().of(relu);
        double[] lower = facts.lower().of(relu);
        double[] upper = facts.upper().of(relu);
        for (int i = 0; i < size; i++) {
            double side = slopes.sides().of(relu)[i];
            if (side > 0) {
                addProduct(source, i, 1, value, i);
            } else if (side == 0) {
                int sign = sign(value, i);
                double offsetBelow = offsetBelow(lower[i], upper[i], below[i]);
                double offsetAbove = offsetAbove(lower[i], upper[i], above[i]);
                if (!admits(source, i, sign, offsetBelow, offsetAbove)) {
                    throw new ArithmeticException("an unbounded form");
                }
                addProduct(source, i, sign > 0 ? below[i] : above[i], value, i);
                if (sign != 0) {
                    addProduct(constant, 0, sign > 0 ? offsetBelow : offsetAbove, value, i);
                }
            }
        }
    }

    /** Not above the least of {@code relu(z) - slope z} over {@code [l, u]}. */
    static double offsetBelow(double l, double u, double slope) {
        double atLower = l > 0 ? -product(-l, 1 - slope) : 0;
        double atUpper = u < 0 ? -product(u, slope) : 0;
        return Math.max(atLower, atUpper);
    }

    /** Not below the largest of {@code relu(z) - slope z} over {@code [l, u]}. */
    static double offsetAbove(double l, double u, double slope) {
        double atLower = l >= 0 ? product(l, 1 - slope) : product(-l, slope);
        double atUpper = u >= 0 ? product(u, 1 - slope) : product(-u, slope);
        return Math.max(atLower, atUpper);
    }

    /** Not below {@code x} times a factor in [0, 1], and exact where that is 0 or 1. Zero times infinity is zero. */
    private static double product(double x, double factor) {
        return factor == 0 || x == 0 ? 0 : factor == 1 ? x : Math.nextUp(x * factor);
    }
}
