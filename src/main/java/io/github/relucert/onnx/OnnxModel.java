package io.github.relucert.onnx;

import io.github.relucert.network.Network;
import java.util.List;
import java.util.OptionalInt;

/**
 * A saved model as a network of real numbers, and how it came from its file.
 *
 * @param network the network; its outputs are the elements of {@code scores}, row-major, a batch of 1 being read
 * @param fileName the plain name of the model file
 * @param sha256 64 hexadecimal digits. For a model in one file, the SHA-256 of that file. With external data, the SHA-256 of
 *     the lines {@code digest + '\n'} with the SHA-256 of the model file and then of each data file in the order of their names,
 *     as {@code sha256sum MODEL DATA... | cut -c1-64 | sha256sum} prints it
 * @param scores the name of the tensor that the network's outputs are
 * @param cutTail the operators that are computed from the scores and left out, each once, in the order of the file
 * @param rounded the nodes with coefficients that are quotients, roots or products no double holds: those coefficients are
 *     by definition the double nearest to them
 * @param positiveClass where the tail makes probabilities of two classes from one output by a Sigmoid: the index of the class
 *     that an output above 0 means (the Sigmoid is then above 1/2)
 * @param classLabels the labels that the tail gives the classes, in the order of their index; empty where it gives none
 */
public record OnnxModel(
        Network network,
        String fileName,
        String sha256,
        String scores,
        List<String> cutTail,
        List<String> rounded,
        OptionalInt positiveClass,
        List<String> classLabels) {
    /** Copies the lists. */
    public OnnxModel {
        cutTail = List.copyOf(cutTail);
        rounded = List.copyOf(rounded);
        classLabels = List.copyOf(classLabels);
    }
}
