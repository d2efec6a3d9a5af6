package io.github.relucert.network;

/**
 * A ReLU of a network.
 *
 * @param relu ordinal of its ReLU layer, 0 for the first
 * @param index coordinate within the layer
 */
public record Neuron(int relu, int index) {}
