package io.github.relucert.cli;

import io.github.relucert.engine.OutputFile;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.theorem.statement.Construction;
import io.github.relucert.train.OnnxWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A construction as files that mean exactly the same: the network as ONNX, its points as CSV, label first. Coordinates are rounded to
 * the type of the model's input when they are read, so a network in float32 about points that are none becomes one in float64.
 */
record ConstructionFiles(Construction construction) {
    /**
     * Writes both files, each whole or not at all.
     *
     * @throws io.github.relucert.exact.InputException when one cannot be written
     */
    void write(Path model, Path data) {
        OnnxWriter.write(network(), model);
        OutputFile.write(data, out -> out.write(rows().getBytes(StandardCharsets.UTF_8)));
    }

    private Network network() {
        Network network = construction.network();
        FloatType type = network.inputType();
        boolean exact = construction.rows().stream()
                .flatMapToDouble(Arrays::stream)
                .allMatch(coordinate -> type.round(coordinate) == coordinate);
        return exact ? network : new Network(FloatType.FLOAT64, network.inputShape(), network.layers());
    }

    private String rows() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < construction.rows().size(); i++) {
            text.append(construction.labels().get(i));
            for (double coordinate : construction.rows().get(i)) {
                // Java writes a decimal that is read as this number and no other.
                text.append(',').append(coordinate);
            }
            text.append('\n');
        }
        return text.toString();
    }
}
