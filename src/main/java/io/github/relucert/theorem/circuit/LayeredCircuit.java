package io.github.relucert.theorem.circuit;

import io.github.relucert.network.Affine;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.network.Sparse;
import java.util.ArrayList;
import java.util.List;

/**
 * A feed-forward network in the making, {@code y = W_L h_{L-1} + b_L}: neurons are added to the open layer, which reads the one
 * before it and nothing else, as published parameter counts assume. Counts every number written, zeros included.
 */
public final class LayeredCircuit {
    private final int inputs;
    private final List<Layer> layers = new ArrayList<>();
    private List<Signal> open = new ArrayList<>();
    private int depth;
    private long written;

    /** @param inputs number of inputs, at least one */
    public LayeredCircuit(int inputs) {
        if (inputs < 1) {
            throw new IllegalArgumentException(inputs + " inputs");
        }
        this.inputs = inputs;
    }

    /** One input, to be read by the first layer. */
    public Signal input(int index) {
        return Signal.unit(0, index);
    }

    /** Adds the neuron {@code max(signal, 0)} to the open layer; what it returns is read by the next layer. */
    public Signal relu(Signal signal) {
        requireOpen(signal);
        written += signal.entries();
        open.add(signal);
        return Signal.unit(depth + 1, open.size() - 1);
    }

    /** Ends the open layer; the next neurons read it. */
    public void closeLayer() {
        if (open.isEmpty()) {
            throw new IllegalStateException("layer " + (depth + 1) + " has no neuron");
        }
        String name = "hidden" + (depth + 1);
        layers.add(affine(name, open));
        layers.add(new Relu(name + "/relu", layers.size(), open.size()));
        open = new ArrayList<>();
        depth++;
    }

    /**
     * The network with these outputs; the circuit is finished by it.
     *
     * @throws IllegalStateException when neurons of an open layer are read by nobody
     */
    public Built build(List<Signal> outputs) {
        if (!open.isEmpty()) {
            throw new IllegalStateException("layer " + (depth + 1) + " is still open");
        }
        outputs.forEach(signal -> {
            requireOpen(signal);
            written += signal.entries();
        });
        layers.add(affine("output", outputs));
        Network network = new Network(FloatType.FLOAT64, List.of(inputs), layers);
        return new Built(network, ParameterCount.of(network, written));
    }

    /**
     * A finished circuit.
     *
     * @param network the network
     * @param parameters how many numbers it took
     */
    public record Built(Network network, ParameterCount parameters) {}

    private void requireOpen(Signal signal) {
        if (signal.layer() != depth) {
            throw new IllegalArgumentException(
                    "layer " + (depth + 1) + " reads layer " + depth + ", not layer " + signal.layer());
        }
    }

    private Affine affine(String name, List<Signal> rows) {
        int columns = layers.isEmpty() ? inputs : layers.getLast().outputSize();
        int[] starts = new int[rows.size() + 1];
        for (int i = 0; i < rows.size(); i++) {
            starts[i + 1] = starts[i] + rows.get(i).units().size();
        }
        int[] indices = new int[starts[rows.size()]];
        double[] coefficients = new double[indices.length];
        double[] bias = new double[rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            Signal row = rows.get(i);
            for (int k = 0; k < row.units().size(); k++) {
                indices[starts[i] + k] = row.units().get(k);
                coefficients[starts[i] + k] = row.weights().get(k);
            }
            bias[i] = row.bias().orElse(0);
        }
        Sparse map = new Sparse(columns, starts, indices, coefficients);
        return new Affine(name, List.of(new Affine.Term(layers.size(), map)), bias);
    }
}
