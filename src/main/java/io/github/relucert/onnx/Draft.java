package io.github.relucert.onnx;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.network.Sparse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The network as far as it has been read. */
final class Draft {
    private final Budget budget;
    private final List<Layer> layers = new ArrayList<>();
    private final Set<String> rounded = new LinkedHashSet<>();

    Draft(Budget budget) {
        this.budget = budget;
    }

    Budget budget() {
        return budget;
    }

    /**
     * Adds {@code bias + sum of terms}.
     *
     * @param bias empty where it is zero
     */
    Value.Data affine(Node node, List<Integer> shape, List<Affine.Term> terms, double... bias) {
        int size = budget.numbers(shape);
        if (size == 0) {
            throw new IllegalArgumentException("the result has no elements");
        }
        layers.add(new Affine(node.toString(), terms, bias.length == 0 ? new double[size] : bias));
        return new Value.Data(layers.size(), shape);
    }

    /** Adds a layer of ReLUs. */
    Value.Data relu(Node node, Value.Data source) {
        layers.add(new Relu(node.toString(), source.number(), Selection.size(source.shape())));
        return new Value.Data(layers.size(), source.shape());
    }

    /** Element {@code i} is {@code factors[i]} times element {@code sources[i]} of the data, or zero where that is -1. */
    Affine.Term term(Value.Data data, int[] sources, double[] factors) {
        budget.entries(sources.length);
        return new Affine.Term(data.number(), Sparse.select(Selection.size(data.shape()), sources, factors));
    }

    /**
     * The double nearest to an exact coefficient. A node that needs a true rounding is noted.
     *
     * @throws ArithmeticException when the number lies beyond the range of doubles
     */
    double round(Node node, Rational exact) {
        double nearest = exact.doubleNearest();
        if (!Rational.of(nearest).equals(exact)) {
            rounded.add(node.toString());
        }
        return nearest;
    }

    /** The nodes with coefficients that had to be rounded. */
    List<String> rounded() {
        return List.copyOf(rounded);
    }

    /** The network that ends at a value. */
    Network finish(FloatType type, List<Integer> inputShape, Value.Data output) {
        if (output.number() != layers.size() || layers.isEmpty()) {
            // The last layer's output is the network's: a value computed earlier, or the input itself, is passed on.
            int size = Selection.size(output.shape());
            Affine.Term identity = new Affine.Term(output.number(), Sparse.identity(size));
            layers.add(new Affine("Identity", List.of(identity), new double[size]));
        }
        return new Network(type, inputShape, layers);
    }
}
