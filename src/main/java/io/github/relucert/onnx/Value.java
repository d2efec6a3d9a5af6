package io.github.relucert.onnx;

import io.github.relucert.exact.InputException;
import java.util.List;
import java.util.Optional;

/** What is known of a tensor of the graph while its nodes are read one by one. */
sealed interface Value permits Value.Constant, Value.Data, Tail, Value.Unreadable {
    /** The dimensions, with a batch of 1. */
    List<Integer> shape();

    /** A tensor that does not depend on the network's input. */
    record Constant(Tensor tensor) implements Value {
        @Override
        public List<Integer> shape() {
            return tensor.shape();
        }
    }

    /**
     * A value of the network.
     *
     * @param number as {@link io.github.relucert.network.Layer} counts them
     */
    record Data(int number, List<Integer> shape) implements Value {}

    /**
     * A tensor that cannot be computed; an error only if the scores need it.
     *
     * @param scores the scores it is made of, when it comes from the tail
     */
    record Unreadable(InputException reason, Optional<Data> scores) implements Value {
        @Override
        public List<Integer> shape() {
            throw reason;
        }
    }
}
