package io.github.relucert.certificate;

import io.github.relucert.data.Preprocessing;
import io.github.relucert.network.Network;
import io.github.relucert.onnx.OnnxModel;
import java.util.List;
import java.util.Optional;

/**
 * Which network a statement is about and how it comes from its file.
 *
 * @param fileName the plain name of the model file
 * @param sha256 of the model, see {@link OnnxModel#sha256()}
 * @param output the output that was asked for, where the file leaves a choice
 * @param scores the tensor that the network's outputs are
 * @param cutTail operators behind the scores that are left out
 * @param rounded nodes whose coefficients are by definition the nearest doubles
 * @param preprocessing what is put before the model, if anything
 */
public record ModelReference(
        String fileName,
        String sha256,
        Optional<String> output,
        String scores,
        List<String> cutTail,
        List<String> rounded,
        Optional<Preprocessing> preprocessing) {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException when the file name is not plain or the digest is none
     */
    public ModelReference {
        cutTail = List.copyOf(cutTail);
        rounded = List.copyOf(rounded);
        requirePlain(fileName);
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("'" + sha256 + "' is no SHA-256 in hexadecimal");
        }
    }

    /** Refuses what is no plain file name. */
    static void requirePlain(String fileName) {
        if (fileName.isBlank() || fileName.matches("(?s).*[/\\\\:\\p{Cntrl}].*|\\.\\.?")) {
            throw new IllegalArgumentException("'" + fileName + "' is no plain file name");
        }
    }

    /** A reference to a model as it was read; control characters in its names become question marks. */
    public static ModelReference of(OnnxModel model, Optional<String> output, Optional<Preprocessing> preprocessing) {
        return new ModelReference(
                printable(model.fileName()),
                model.sha256(),
                output.map(ModelReference::printable),
                printable(model.scores()),
                model.cutTail().stream().map(ModelReference::printable).toList(),
                model.rounded().stream().map(ModelReference::printable).toList(),
                preprocessing);
    }

    private static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }

    /** Whether the other one means the same network, be the file called what it may. */
    public boolean sameNetwork(ModelReference other) {
        return new ModelReference(other.fileName, sha256, output, scores, cutTail, rounded, preprocessing)
                .equals(other);
    }

    /** The network that is meant, preprocessing included. */
    public Network network(OnnxModel model) {
        return preprocessing.map(before -> before.prepend(model.network())).orElse(model.network());
    }

    /** Where the network comes from, in words. */
    @Override
    public String toString() {
        return fileName + " (SHA-256 " + sha256 + "), scores '" + scores + "'"
                + (cutTail.isEmpty() ? "" : " before " + String.join(", ", cutTail))
                + preprocessing.map(before -> ", fed with " + before).orElse("")
                + (rounded.isEmpty() ? "" : ", coefficients of " + String.join(", ", rounded) + " rounded to doubles");
    }
}
