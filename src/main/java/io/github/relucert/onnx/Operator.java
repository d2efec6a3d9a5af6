package io.github.relucert.onnx;

import java.util.List;

/** What a node computes: from its inputs, the values of its outputs, the first ones at least. */
@FunctionalInterface
interface Operator {
    List<? extends Value> apply(Call call);

    /** An operator with one output. */
    static Operator of(SingleOutput operator) {
        return call -> List.of(operator.apply(call));
    }

    /** What a node with one output computes. */
    @FunctionalInterface
    interface SingleOutput {
        Value apply(Call call);
    }
}
