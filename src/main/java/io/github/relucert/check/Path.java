package io.github.relucert.check;

import io.github.relucert.network.Neuron;
import io.github.relucert.network.Phase;
import java.util.Optional;

/**
 * The neuron splits above a node, the last one first.
 *
 * @param neuron the neuron split
 * @param side ACTIVE where z >= 0, INACTIVE where z <= 0
 * @param depth number of neuron splits above this one
 */
record Path(Optional<Path> above, Neuron neuron, Phase side, int depth) {}
