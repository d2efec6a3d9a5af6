package io.github.relucert.bounds;

import io.github.relucert.kernel.CompiledNetwork;

/** A way to bound all pre-activations of a network over a region. */
public interface BoundMethod {
    /**
     * Bounds that hold for every input of the region.
     *
     * @throws IllegalArgumentException when the region has another number of coordinates than the network has inputs
     */
    NeuronBounds bound(CompiledNetwork network, Region region);
}
