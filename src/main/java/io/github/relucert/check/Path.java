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
record Path(Optional<Path> above, Neuron neuron, Phase side, int depth) {
    /** The split of a neuron, if the path has one. */
    static Optional<Path> find(Optional<Path> path, Neuron neuron) {
        Optional<Path> at = path;
        while (at.isPresent() && !at.get().neuron().equals(neuron)) {
            at = at.get().above();
        }
        return at;
    }
}
