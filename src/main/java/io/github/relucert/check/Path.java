package io.github.relucert.check;

import io.github.relucert.network.Neuron;
import java.util.Optional;

/**
 * The neuron splits above a node, the last one first.
 *
 * @param neuron the neuron split
 * @param side +1 where z >= 0, -1 where z <= 0
 * @param depth number of neuron splits above this one
 */
record Path(Optional<Path> above, Neuron neuron, int side, int depth) {}
