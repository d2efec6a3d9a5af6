package io.github.relucert.onnx;

import io.github.relucert.exact.InputException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the scores: the tensor that the outputs are, or that their tail was computed from.
 *
 * <p>One output, or the one named by the user, is followed back through its tail. Of several, those with a tail decide if they all
 * lead to the same tensor and every other output is data that could be read; else the user has to name one.
 */
final class Scores {
    private final ModelFile file;
    private final Graph graph;
    private final Evaluation evaluation;

    Scores(ModelFile file, Graph graph, Evaluation evaluation) {
        this.file = file;
        this.graph = graph;
        this.evaluation = evaluation;
    }

    /**
     * The scores behind an output, with what the whole tail says about them.
     *
     * @throws io.github.relucert.exact.InputException when no output, or not exactly one, carries scores
     */
    Tail find(Optional<String> asked) {
        List<String> outputs = graph.outputs();
        file.require(!outputs.isEmpty(), "the model has no output, so none that carries scores");
        file.require(
                asked.isEmpty() || outputs.contains(asked.get()),
                "there is no output '" + asked.orElse("") + "'; the outputs are " + outputs);
        List<String> candidates = asked.map(List::of).orElse(outputs);
        return withLabels(candidates.size() == 1 ? tail(candidates.getFirst()) : common(candidates));
    }

    private Tail tail(String output) {
        return switch (evaluation.value(output)) {
            case Tail tail -> tail;
            case Value.Data data -> Tail.of("the network", output, data);
            case Value.Constant _ ->
                throw file.error("output '" + output + "' does not depend on the input; it carries no scores");
            case Value.Unreadable unreadable ->
                throw unreadable.scores().isEmpty()
                        ? unreadable.reason()
                        : new InputException(
                                unreadable.reason().getMessage() + "; output '" + output + "' carries no scores");
        };
    }

    private Tail common(List<String> outputs) {
        List<Tail> tails = new ArrayList<>();
        Set<Integer> scores = new LinkedHashSet<>();
        Set<Integer> bare = new LinkedHashSet<>();
        for (String output : outputs) {
            switch (evaluation.value(output)) {
                case Tail tail -> {
                    tails.add(tail);
                    scores.add(tail.scores().number());
                }
                case Value.Data data -> bare.add(data.number());
                case Value.Constant _ -> bare.add(-1);
                case Value.Unreadable unreadable ->
                    scores.add(unreadable
                            .scores()
                            .map(Value.Data::number)
                            .orElseThrow(() -> ambiguous(
                                    outputs, "; " + unreadable.reason().getMessage())));
            }
        }
        if ((tails.isEmpty() ? bare : scores).size() != 1) {
            throw ambiguous(outputs, "");
        }
        return tails.isEmpty() ? tail(outputs.getFirst()) : tails.getFirst();
    }

    private InputException ambiguous(List<String> outputs, String reason) {
        return file.error(
                "the outputs " + outputs + " do not all lead to the same scores; name one by --output NAME" + reason);
    }

    /** Adds labels that another output of the same scores knows. */
    private Tail withLabels(Tail chosen) {
        Tail labelled = graph.outputs().stream()
                .map(evaluation::value)
                .flatMap(value -> value instanceof Tail tail ? Stream.of(tail) : Stream.empty())
                .filter(tail ->
                        tail.scores().equals(chosen.scores()) && !tail.labels().isEmpty())
                .findFirst()
                .orElse(chosen);
        int scores = Selection.size(chosen.scores().shape());
        int classes = scores == 1 ? 2 : scores;
        file.require(
                labelled.labels().isEmpty() || labelled.labels().size() == classes,
                labelled.labels().size() + " class labels " + labelled.labels() + " for " + classes + " classes");
        return chosen.labelled(labelled.labels())
                .positive(labelled.positive().isPresent() ? labelled.positive() : chosen.positive());
    }

    /** The operators of the nodes that read a tensor, directly or not; each once, in the order of the file. */
    List<String> cutTail(String tensor) {
        Set<String> reached = new HashSet<>(Set.of(tensor));
        Set<String> operators = new LinkedHashSet<>();
        for (Node node : graph.nodes()) {
            if (node.inputs().stream().anyMatch(reached::contains)) {
                reached.addAll(node.outputs());
                operators.add(node.operator().substring(node.operator().lastIndexOf('.') + 1));
            }
        }
        return List.copyOf(operators);
    }

    /** The nodes that a tensor is computed by, in the order of the file. */
    List<Node> nodesOf(String tensor) {
        Set<String> wanted = new HashSet<>(Set.of(tensor));
        List<Node> needed = new ArrayList<>();
        for (Node node : graph.nodes().reversed()) {
            if (node.outputs().stream().anyMatch(wanted::contains)) {
                wanted.addAll(node.inputs());
                needed.addFirst(node);
            }
        }
        return needed;
    }
}
