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

    /** Becomes the form that is zero everywhere. */
    abstract void clear();

    /** Adds {@code factor * weight} to a coefficient. */
    abstract void add(int value, int index, double factor, Dyadic weight);

    /** Makes a value's coefficients final. Index behind the last one that was ever added to; 0 where there is none. */
    abstract int finish(int value);

    /** Index of the first coefficient from the given one on that is not zero; what {@link #finish} said where there is none. */
    abstract int next(int value, int from);

    /** The sign of a coefficient. */
    abstract int sign(int value, int index);

    /** Adds {@code factor} times a final coefficient to another one. */
    abstract void addProduct(int target, int index, double factor, int value, int from);

    /** Adds the final coefficients of a value, taken through a map, to those of the map's source. */
    abstract void addTransposed(LinearMap map, int source, int value);

    /** Whether the form may pass these lines. */
    abstract boolean admits(Lines.Layer lines);

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
     * Becomes the combination, pushed back to the network's input.
     *
     * @throws ArithmeticException when a line is needed that is infinitely far from its neuron, or numbers grow too large
     */
    final Form pushedBack(Combination start, Lines lines) {
        clear();
        add(constant, 0, 1, start.constant());
        for (Term term : start.terms()) {
            add(term.value(), term.index(), 1, term.coefficient());
        }
        start.halfSpaces()
                .forEach((number, weight) -> add(lines.facts().halfSpaces().get(number), weight));
        int relu = network.reluLayers().size();
        for (int value = network.layers().size(); value > 0; value--) {
            int size = finish(value);
            switch (network.layers().get(value - 1)) {
                case Affine affine -> throughAffine(value, size, affine);
                case Relu layer -> {
                    relu--;
                    if (size > 0) {
                        throughRelu(value, size, layer.source(), lines.of(layer, relu));
                    }
                }
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
        for (int i = next(value, 0); i < size; i = next(value, i + 1)) {
            addProduct(constant, 0, affine.bias(i), value, i);
        }
        if (size > 0) {
            affine.terms().forEach(term -> addTransposed(term.map(), term.source(), value));
        }
    }

    private void throughRelu(int value, int size, int source, Lines.Layer lines) {
        if (!admits(lines)) {
            throw new ArithmeticException("an unbounded form");
        }
        for (int i = next(value, 0); i < size; i = next(value, i + 1)) {
            boolean below = sign(value, i) > 0;
            double slope = (below ? lines.slopeBelow() : lines.slopeAbove())[i];
            // A form whose slopes are all zero, an interval bound, ends here: what is before is not touched.
            if (slope != 0) {
                addProduct(source, i, slope, value, i);
            }
            addProduct(constant, 0, (below ? lines.offsetBelow() : lines.offsetAbove())[i], value, i);
        }
    }
}
