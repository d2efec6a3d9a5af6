package io.github.relucert.train;

import io.github.relucert.engine.OutputFile;
import io.github.relucert.exact.InputException;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Convolution;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Layer;
import io.github.relucert.network.LinearMap;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.network.Sparse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes a network as ONNX: dense maps as Gemm, convolutions as Conv, selections and element-wise factors as Gather and Mul,
 * any other sparse map as MatMul, sums as Add, stacked values as Concat. The file means exactly the network, as real numbers.
 *
 * <p>It is written in float32 when the input is float32 and every stored number is one, else in float64 (a float32 input is
 * then cast first). ONNX Runtime evaluates both, except that it has no float64 Conv; this project's reader has. Batch size 1,
 * input {@code input} in the network's shape, output {@code output} of shape {@code [1, m]}. The same network gives the same
 * bytes.
 */
public final class OnnxWriter {
    private final Network network;
    private final OnnxGraph graph;
    private final List<OnnxGraph.Value> values = new ArrayList<>();

    private OnnxWriter(Network network) {
        this.network = network;
        this.graph = new OnnxGraph(network.inputType(), arithmetic(network), network.inputShape());
        values.add(graph.input());
    }

    /**
     * The model file's content.
     *
     * @throws ArithmeticException when a sparse map that needs a MatMul has 2^31 or more entries as a dense matrix
     */
    public static byte[] toBytes(Network network) {
        return new OnnxWriter(network).write();
    }

    /**
     * Writes the model file, whole or not at all.
     *
     * @throws InputException when the file cannot be written
     * @throws ArithmeticException as {@link #toBytes} does
     */
    public static void write(Network network, Path file) {
        byte[] content = toBytes(network);
        OutputFile.write(file, out -> out.write(content));
    }

    private byte[] write() {
        for (Layer layer : network.layers()) {
            values.add(
                    switch (layer) {
                        case Relu relu -> graph.relu(values.get(relu.source()));
                        case Affine affine -> affine(affine);
                    });
        }
        return graph.toBytes(values.getLast());
    }

    private OnnxGraph.Value affine(Affine affine) {
        Optional<OnnxGraph.Value> sum = Optional.empty();
        boolean biasPending = Arrays.stream(affine.bias()).anyMatch(number -> number != 0);
        List<Affine.Term> terms = affine.terms();
        if (StackedTerms.recognise(terms)) {
            sum = Optional.of(graph.concatenate(
                    terms.stream().map(term -> values.get(term.source())).toList()));
            terms = List.of();
        }
        for (Affine.Term term : terms) {
            OnnxGraph.Value x = values.get(term.source());
            double[] bias = biasPending ? affine.bias() : new double[affine.outputSize()];
            OnnxGraph.Value part = switch (term.map()) {
                case Dense dense -> graph.gemm(x, dense.weights(), bias);
                case Convolution convolution -> convolution(x, convolution, bias);
                case Sparse sparse -> sparse(x, sparse);
            };
            biasPending &= !absorbsBias(term.map(), bias);
            sum = Optional.of(sum.map(before -> graph.add(before, part)).orElse(part));
        }
        OnnxGraph.Value total = sum.orElseThrow();
        return biasPending ? graph.addConstant(total, affine.bias()) : total;
    }

    private OnnxGraph.Value convolution(OnnxGraph.Value x, Convolution convolution, double[] bias) {
        if (!OnnxPadding.fits(convolution.geometry())) {
            return matMul(x, convolution);
        }
        int channels = convolution.geometry().outputChannels();
        double[] channelBias = new double[channels];
        if (absorbsBias(convolution, bias)) {
            Arrays.setAll(channelBias, c -> bias[c * (bias.length / channels)]);
        }
        return graph.convolution(x, convolution, channelBias);
    }

    /** Whether the node written for the map takes the bias with it. */
    private static boolean absorbsBias(LinearMap map, double[] bias) {
        return switch (map) {
            case Dense _ -> true;
            case Convolution convolution ->
                OnnxPadding.fits(convolution.geometry())
                        && constantPerChannel(bias, convolution.geometry().outputChannels());
            case Sparse _ -> false;
        };
    }

    private static boolean constantPerChannel(double[] bias, int channels) {
        int area = bias.length / channels;
        for (int i = 0; i < bias.length; i++) {
            if (bias[i] != bias[i / area * area]) {
                return false;
            }
        }
        return true;
    }

    private OnnxGraph.Value sparse(OnnxGraph.Value x, Sparse map) {
        int[] indices = new int[map.outputSize()];
        double[] factors = new double[map.outputSize()];
        int[] entries = new int[map.outputSize()];
        for (int i = 0; i < indices.length; i++) {
            int row = i;
            map.forEachInRow(row, (column, coefficient) -> {
                indices[row] = column;
                factors[row] = coefficient;
                entries[row]++;
            });
        }
        if (Arrays.stream(entries).anyMatch(count -> count > 1)) {
            return matMul(x, map);
        }
        boolean inOrder = indices.length == map.inputSize();
        for (int i = 0; inOrder && i < indices.length; i++) {
            inOrder = indices[i] == i || factors[i] == 0;
        }
        OnnxGraph.Value selected = inOrder ? x : graph.gather(x, indices);
        return Arrays.stream(factors).allMatch(factor -> factor == 1) ? selected : graph.multiply(selected, factors);
    }

    private OnnxGraph.Value matMul(OnnxGraph.Value x, LinearMap map) {
        int columns = map.outputSize();
        double[] matrix = new double[Math.multiplyExact(map.inputSize(), columns)];
        for (int i = 0; i < columns; i++) {
            int row = i;
            map.forEachInRow(row, (column, coefficient) -> matrix[column * columns + row] = coefficient);
        }
        return graph.matMul(x, matrix, columns);
    }

    private static FloatType arithmetic(Network network) {
        boolean single = network.inputType() == FloatType.FLOAT32
                && network.layers().stream().allMatch(OnnxWriter::isSingle);
        return single ? FloatType.FLOAT32 : FloatType.FLOAT64;
    }

    private static boolean isSingle(Layer layer) {
        return switch (layer) {
            case Relu _ -> true;
            case Affine affine ->
                isSingle(affine.bias()) && affine.terms().stream().allMatch(term -> isSingle(coefficients(term.map())));
        };
    }

    private static double[] coefficients(LinearMap map) {
        return switch (map) {
            case Dense dense -> dense.weights();
            case Convolution convolution -> convolution.kernel();
            case Sparse sparse -> coefficients(sparse);
        };
    }

    private static double[] coefficients(Sparse map) {
        List<Double> numbers = new ArrayList<>();
        for (int row = 0; row < map.outputSize(); row++) {
            map.forEachInRow(row, (column, coefficient) -> numbers.add(coefficient));
        }
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static boolean isSingle(double[] numbers) {
        return Arrays.stream(numbers).allMatch(number -> FloatType.FLOAT32.round(number) == number);
    }
}
