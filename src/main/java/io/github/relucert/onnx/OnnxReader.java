package io.github.relucert.onnx;

import io.github.relucert.exact.InputException;
import io.github.relucert.network.Network;
import java.nio.file.Path;
import java.util.Optional;

/** Reads ONNX files. */
public final class OnnxReader {
    private OnnxReader() {}

    /**
     * Reads a model whose scores the file itself makes clear.
     *
     * @throws InputException as {@link #read(Path, Optional)}
     */
    public static OnnxModel read(Path path) {
        return read(path, Optional.empty());
    }

    /**
     * Reads a model. The network ends where its scores are: a tail that keeps their order is left out.
     *
     * @param path the model file; external data are read from its folder
     * @param output the name of the output that carries the scores, or is computed from them
     * @throws InputException when the file cannot be read, is damaged or ambiguous, or the scores need what is not supported
     */
    public static OnnxModel read(Path path, Optional<String> output) {
        ModelFile file = new ModelFile(path);
        Graph graph = GraphReader.read(file);
        ModelInput input = ModelInput.of(file, graph);
        Scores scores = new Scores(file, graph, new Evaluation(file, graph, input, graph.nodes()));
        Tail tail = scores.find(output);
        input.requireNoFixedBatch(file, tail.scores().shape());
        // Once more without what the scores do not need, so that it leaves no layer behind.
        Evaluation evaluation = new Evaluation(file, graph, input, scores.nodesOf(tail.tensor()));
        Network network = evaluation.network(tail.tensor());
        return new OnnxModel(
                network,
                file.name(),
                file.sha256(),
                tail.tensor(),
                scores.cutTail(tail.tensor()),
                evaluation.rounded(),
                tail.positive(),
                tail.labels());
    }
}
