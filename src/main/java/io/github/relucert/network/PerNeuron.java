package io.github.relucert.network;

import java.util.Arrays;

/** A number for each neuron, by ReLU layer. Not to be changed in place: unchanged layers are shared. */
public record PerNeuron(double[][] layers) {
    /** The same number for all. */
    public static PerNeuron filled(Network network, double number) {
        double[][] layers = new double[network.reluLayers().size()][];
        for (int relu = 0; relu < layers.length; relu++) {
            layers[relu] = new double[network.valueSize(network.reluLayers().get(relu) + 1)];
            Arrays.fill(layers[relu], number);
        }
        return new PerNeuron(layers);
    }

    /** The numbers of a ReLU layer. */
    public double[] of(int relu) {
        return layers[relu];
    }

    /** These numbers with a layer replaced. */
    public PerNeuron with(int relu, double[] layer) {
        double[][] changed = layers.clone();
        changed[relu] = layer;
        return new PerNeuron(changed);
    }

    /** These numbers with others for the given neurons of a layer. */
    public PerNeuron with(int relu, int[] neurons, double[] numbers) {
        double[] layer = layers[relu].clone();
        for (int i = 0; i < numbers.length; i++) {
            layer[neurons[i]] = numbers[i];
        }
        return with(relu, layer);
    }
}
