package io.github.relucert.onnx;

import java.util.List;
import java.util.Map;

/**
 * The graph of a model file.
 *
 * @param nodes in the order of the file, which has to be topological
 * @param constants the initializers by name
 * @param inputs the inputs that are no initializers
 * @param outputs the names of the outputs
 * @param operatorSet version of the operators of {@code ai.onnx}
 */
record Graph(
        List<Node> nodes,
        Map<String, StoredTensor> constants,
        List<Input> inputs,
        List<String> outputs,
        long operatorSet) {

    /**
     * An input of the graph.
     *
     * @param code number of its element type, 0 where it is no tensor
     * @param shape its dimensions, 0 where no positive number is given
     */
    record Input(String name, long code, List<Integer> shape) {}
}
