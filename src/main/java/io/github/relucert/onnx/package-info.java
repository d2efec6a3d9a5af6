/**
 * Saved models: reads the protocol buffers' wire format of an ONNX file into a {@link io.github.relucert.network.Network}.
 *
 * <p>Trusted. A file is read in four steps: {@code Wire} cuts bytes into fields, {@code GraphReader} makes the graph of them,
 * {@code Evaluation} turns node after node into constants or layers, {@code Scores} finds what the tail was hung on.
 *
 * <p>Format: onnx.proto of the ONNX project; operators as in the operator sets 1 to 28 of {@code ai.onnx}.
 */
package io.github.relucert.onnx;
