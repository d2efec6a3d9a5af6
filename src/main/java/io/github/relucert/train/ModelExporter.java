package io.github.relucert.train;

import io.github.relucert.network.Convolution;
import io.github.relucert.network.FloatType;

/** Writes a trained network as ONNX in the operators that it was trained in: Gemm, Conv, Add, BatchNormalization, MaxPool, Relu. */
final class ModelExporter {
    private ModelExporter() {}

    /** The model file's content in float32, which a finished network's numbers are. */
    static byte[] toBytes(TrainableNetwork network) {
        OnnxGraph graph = new OnnxGraph(
                FloatType.FLOAT32, FloatType.FLOAT32, network.architecture().inputShape());
        OnnxGraph.Value value = graph.input();
        for (TrainableLayer layer : network.layers()) {
            value = write(graph, value, layer);
        }
        return graph.toBytes(value);
    }

    private static OnnxGraph.Value write(OnnxGraph graph, OnnxGraph.Value x, TrainableLayer layer) {
        return switch (layer) {
            case DenseLayer dense -> graph.gemm(x, dense.weights.values, dense.bias.values);
            case ConvolutionLayer convolution ->
                graph.convolution(
                        x, new Convolution(convolution.geometry(), convolution.kernel.values), convolution.bias.values);
            case ResidualLayer block -> {
                OnnxGraph.Value inner = write(graph, write(graph, x, block.first), block.relu);
                yield graph.add(x, write(graph, inner, block.second));
            }
            case BatchNormalizationLayer normalisation ->
                graph.batchNormalization(
                        x,
                        normalisation.scale.values,
                        normalisation.shift.values,
                        normalisation.mean,
                        normalisation.variance,
                        BatchNormalizationLayer.EPSILON);
            case MaxPoolingLayer pooling -> graph.maxPool(x, pooling.kernel(), pooling.outputShape());
            case ReluLayer _ -> graph.relu(x);
        };
    }
}
