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

    /** Adds {@code bias + sum of terms}; an empty bias is zero. */
    Value.Data affine(Node node, List<Integer> shape, List<Affine.Term> terms, double[] bias) {
        int size = budget.reserve(shape);
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

    /** Adds a rearrangement, unless it moves nothing. */
    Value.Data select(Node node, Value.Data source, Selection selection) {
        int size = Selection.size(source.shape());
        if (selection.isIdentity(size)) {
            return new Value.Data(source.number(), selection.shape());
        }
        Sparse map = Sparse.select(size, selection.sources());
        return affine(node, selection.shape(), List.of(new Affine.Term(source.number(), map)), new double[0]);
    }

    /**
     * The double nearest to an exact coefficient. A node that needs a true rounding is noted.
     *
     * @throws ArithmeticException when the number lies beyond the range of doubles
     */
    double round(Node node, Rational exact) {
        double nearest = exact.doubleNearest();
        if (Double.isInfinite(nearest)) {
            throw new ArithmeticException("a coefficient exceeds the range of doubles");
        }
        if (!Rational.of(nearest).equals(exact)) {
            note(node);
        }
        return nearest;
    }

    /** Notes that coefficients of a node are rounded. */
    void note(Node node) {
        rounded.add(node.toString());
    }

    List<String> rounded() {
        return List.copyOf(rounded);
    }

    /** The network that ends at a value. */
    Network finish(FloatType type, List<Integer> inputShape, Value.Data output) {
        if (output.number() != layers.size() || layers.isEmpty()) {
            // The last layer's output is the network's: a value computed earlier, or the input itself, is passed on.
            int size = Selection.size(output.shape());
            Sparse identity = Sparse.identity(size);
            layers.add(new Affine("Identity", List.of(new Affine.Term(output.number(), identity)), new double[size]));
        }
        return new Network(type, inputShape, layers);
    }
}
