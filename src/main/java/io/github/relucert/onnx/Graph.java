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
 * @param operatorSets version of the operators by domain; {@code ai.onnx} is the empty name
 */
record Graph(
        List<Node> nodes,
        Map<String, StoredTensor> constants,
        List<Input> inputs,
        List<String> outputs,
        Map<String, Long> operatorSets) {

    /**
     * An input of the graph.
     *
     * @param code number of its element type, 0 where it is no tensor
     * @param shape its dimensions, 0 where no positive number is given
     */
    record Input(String name, long code, List<Integer> shape) {}
}
