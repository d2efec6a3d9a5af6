package io.github.relucert.onnx;

import io.github.relucert.exact.InputException;
import io.github.relucert.network.Network;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns nodes, in the order of the file, into constants and layers. A node that cannot be read does no harm unless its outputs
 * are asked for.
 */
final class Evaluation {
    private final ModelFile file;
    private final Graph graph;
    private final ModelInput input;
    private final Draft draft;
    private final Map<String, Value> values = new HashMap<>();

    /** Evaluates the given nodes of the graph. */
    Evaluation(ModelFile file, Graph graph, ModelInput input, List<Node> nodes) {
        this.file = file;
        this.graph = graph;
        this.input = input;
        this.draft = new Draft(new Budget(file));
        draft.budget().numbers(input.fullShape());
        values.put(input.name(), new Value.Data(0, input.fullShape()));
        nodes.stream().filter(node -> !node.outputs().isEmpty()).forEach(this::evaluate);
    }

    /** The nodes whose coefficients had to be rounded. */
    List<String> rounded() {
        return draft.rounded();
    }

    /**
     * The network that ends at a tensor.
     *
     * @throws InputException when the tensor cannot be read
     */
    Network network(String tensor) {
        return switch (value(tensor)) {
            case Value.Data data -> draft.finish(input.type(), input.rowShape(), data);
            case Value.Unreadable unreadable -> throw unreadable.reason();
            case Value.Constant _, Tail _ -> throw file.error("tensor '" + tensor + "' carries no scores");
        };
    }

    /** The value of a tensor as far as the nodes have been evaluated. */
    Value value(String tensor) {
        return value(tensor, "the end of the model");
    }

    private Value value(String tensor, String reader) {
        return values.computeIfAbsent(tensor, name -> stored(name, reader));
    }

    private Value stored(String tensor, String reader) {
        StoredTensor stored = graph.constants().get(tensor);
        if (stored == null) {
            return new Value.Unreadable(
                    file.error(reader + " reads the tensor '" + tensor
                            + "' before a node makes it: it does not exist, the nodes"
                            + " are not in order, or the graph is cyclic"),
                    Optional.empty());
        }
        try {
            return new Value.Constant(stored.decode(draft.budget()));
        } catch (InputException reason) {
            return new Value.Unreadable(reason, Optional.empty());
        }
    }

    private void evaluate(Node node) {
        // Constants of an unknown operator may be of any type: they are left undecoded, so that the operator is what is
        // reported.
        boolean known = Operators.SUPPORTED.containsKey(node.operator());
        List<Optional<Value>> inputs = node.inputs().stream()
                .map(name -> name.isEmpty() || !known
                        ? Optional.ofNullable(values.get(name))
                        : Optional.of(value(name, node.toString())))
                .toList();
        List<String> outputs = node.outputs();
        List<? extends Value> made;
        try {
            made = Operators.apply(new Call(file, node, inputs, graph.operatorSet(), draft));
        } catch (InputException reason) {
            made = Collections.nCopies(outputs.size(), new Value.Unreadable(reason, onlyScores(inputs)));
        }
        for (int i = 0; i < outputs.size(); i++) {
            InputException unknown = file.error(node + ": output " + i + " is not supported");
            values.put(outputs.get(i), i < made.size() ? made.get(i) : new Value.Unreadable(unknown, Optional.empty()));
        }
    }

    /** The scores, where everything a node reads is made of them and of constants. */
    private static Optional<Value.Data> onlyScores(List<Optional<Value>> inputs) {
        List<Optional<Value.Data>> found = inputs.stream()
                .flatMap(Optional::stream)
                .filter(value -> !(value instanceof Value.Constant))
                .map(value -> switch (value) {
                    case Tail tail -> Optional.of(tail.scores());
                    case Value.Unreadable unreadable -> unreadable.scores();
                    case Value.Constant _, Value.Data _ -> Optional.<Value.Data>empty();
                })
                .distinct()
                .toList();
        return found.size() == 1 ? found.getFirst() : Optional.empty();
    }
}
