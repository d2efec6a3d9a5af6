package io.github.relucert.onnx;

import io.github.relucert.network.FloatType;
import java.util.ArrayList;
import java.util.List;

/**
 * The network's input.
 *
 * <p>The first of two or more dimensions is the batch when it is 1 or no fixed number (a name, 0, -1, or nothing); it is read
 * as 1 and left out of the shape of a row. Any other first dimension, and that of a vector, belongs to the row itself.
 *
 * @param type its element type
 * @param fullShape its dimensions, with a batch of 1
 * @param rowShape its dimensions without the batch
 */
record ModelInput(String name, FloatType type, List<Integer> fullShape, List<Integer> rowShape) {

    /** @throws io.github.relucert.exact.InputException when the graph has not one input of a supported type and shape */
    static ModelInput of(ModelFile file, Graph graph) {
        List<String> names = graph.inputs().stream().map(Graph.Input::name).toList();
        if (names.size() != 1) {
            throw file.error("the model has " + names.size() + " inputs " + names + "; supported is one");
        }
        Graph.Input input = graph.inputs().getFirst();
        FloatType type = switch (ElementType.of(input.code()).orElse(ElementType.STRING)) {
            case FLOAT -> FloatType.FLOAT32;
            case DOUBLE -> FloatType.FLOAT64;
            case INT32, INT64, BOOL, STRING ->
                throw file.error("input '" + input.name() + "' has elements of type " + ElementType.nameOf(input.code())
                        + "; supported are float and double");
        };
        List<Integer> shape = new ArrayList<>(input.shape());
        boolean batch = shape.size() > 1 && shape.getFirst() <= 1;
        if (batch) {
            shape.set(0, 1);
        }
        if (shape.isEmpty() || shape.contains(0)) {
            throw file.error(
                    "input '" + input.name() + "' has the shape " + input.shape()
                            + " (0: not fixed); only the first dimension, the batch, may be left open; export with fixed sizes");
        }
        return new ModelInput(
                input.name(), type, List.copyOf(shape), List.copyOf(shape.subList(batch ? 1 : 0, shape.size())));
    }

    /**
     * Refuses a batch of fixed size: the scores then repeat it in front.
     *
     * @throws io.github.relucert.exact.InputException when they do
     */
    void requireNoFixedBatch(ModelFile file, List<Integer> scores) {
        int first = fullShape.getFirst();
        if (first > 1 && fullShape.size() > 1 && scores.size() > 1 && scores.getFirst() == first) {
            throw file.error("input '" + name + "' of shape " + fullShape + " gives scores of shape " + scores
                    + ", a fixed batch of " + first + "; export with a batch of 1 or a symbolic one");
        }
    }
}
