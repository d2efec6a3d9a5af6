package io.github.relucert.network;

import java.util.ArrayList;
import java.util.List;

/** A network's values at one rational point, computed without rounding. */
public final class ExactEvaluation {
    private final Network network;
    private final List<RationalVector> values = new ArrayList<>();

    /**
     * Evaluates all layers.
     *
     * @throws IllegalArgumentException when {@code x} has not {@code d} coordinates
     */
    public ExactEvaluation(Network network, RationalVector x) {
        if (x.size() != network.inputSize()) {
            throw new IllegalArgumentException(
                    "a point with " + x.size() + " coordinates for a network with " + network.inputSize() + " inputs");
        }
        this.network = network;
        values.add(x);
        for (Layer layer : network.layers()) {
            values.add(
                    switch (layer) {
                        case Relu relu -> values.get(relu.source()).relu();
                        case Affine affine -> apply(affine);
                    });
        }
    }

    private RationalVector apply(Affine affine) {
        AffineSum sum = new AffineSum(affine.outputSize(), values.getFirst());
        for (int i = 0; i < affine.outputSize(); i++) {
            int row = i;
            sum.addConstant(row, affine.bias(row));
            for (Affine.Term term : affine.terms()) {
                RationalVector source = values.get(term.source());
                term.map().forEachInRow(row, (column, weight) -> sum.addProduct(row, weight, source, column));
            }
        }
        return sum.toVector();
    }

    /** The network's output. */
    public RationalVector output() {
        return values.getLast();
    }

    /** The pre-activations of a ReLU layer, by its ordinal. */
    public RationalVector preActivation(int relu) {
        return values.get(
                network.layers().get(network.reluLayers().get(relu)).sources().getFirst());
    }
}
