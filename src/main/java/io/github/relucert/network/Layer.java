package io.github.relucert.network;

import java.util.List;

/**
 * One step of a network. Values are numbered: 0 is the network's input, value {@code k} the output of layer {@code k - 1}; a
 * layer reads values of smaller number only.
 */
public sealed interface Layer permits Affine, Relu {
    /** The operator and node of the model file that the layer stems from, for messages. */
    String name();

    /** Number of coordinates of the layer's output. */
    int outputSize();

    /** The values that the layer reads. */
    List<Integer> sources();
}
