package io.github.relucert.train;

import io.github.relucert.network.Convolution;
import io.github.relucert.network.FloatType;

/** Writes a trained network as ONNX, one operator a layer: Gemm, Conv, BatchNormalization, Relu. */
final class ModelExporter {
    private ModelExporter() {}

    /** The model file's content in float32, which a finished network's numbers are. */
    static byte[] toBytes(TrainableNetwork network) {
        OnnxGraph graph = new OnnxGraph(
                FloatType.FLOAT32, FloatType.FLOAT32, network.architecture().inputShape());
        OnnxGraph.Value value = graph.input();
        for (TrainableLayer layer : network.layers()) {
            value = switch (layer) {
                case DenseLayer dense -> graph.gemm(value, dense.weights.values, dense.bias.values);
                case ConvolutionLayer convolution ->
                    graph.convolution(
                            value,
                            new Convolution(convolution.geometry(), convolution.kernel.values),
                            convolution.bias.values);
                case BatchNormalizationLayer normalisation ->
                    graph.batchNormalization(
                            value,
                            normalisation.scale.values,
                            normalisation.shift.values,
                            normalisation.mean,
                            normalisation.variance,
                            BatchNormalizationLayer.EPSILON);
                case ReluLayer _ -> graph.relu(value);
            };
        }
        return graph.toBytes(value);
    }
}
