package io.github.relucert.onnx;

import java.util.List;
import java.util.Map;

/**
 * A node of the graph.
 *
 * @param index its place in the file, from 0
 * @param name its name, often empty
 * @param operator the operator, with its domain in front unless that is {@code ai.onnx}
 * @param inputs names of the tensors it reads; empty where an optional one is left out
 * @param outputs names of the tensors it makes
 */
record Node(
        int index,
        String name,
        String operator,
        List<String> inputs,
        List<String> outputs,
        Map<String, Attribute> attributes) {

    /** The operator and the name or place, for messages and statements. */
    @Override
    public String toString() {
        return operator + " " + (name.isEmpty() ? "(node " + index + ")" : "'" + name + "'");
    }
}
