package io.github.relucert.train;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/** A model in ONNX Runtime, on one thread: what the files that we write mean to somebody else. */
public final class OrtModel implements AutoCloseable {
    private final OrtSession session;
    private final String inputName;
    private final TensorInfo input;

    /** Opens a model. */
    public OrtModel(byte[] model) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = OrtEnvironment.getEnvironment().createSession(model, options);
        }
        Map.Entry<String, NodeInfo> first =
                session.getInputInfo().entrySet().iterator().next();
        inputName = first.getKey();
        input = (TensorInfo) first.getValue().getInfo();
    }

    OnnxJavaType inputType() {
        return input.type;
    }

    /** The first output at one input, both row-major. */
    public double[] evaluate(double[] x) throws OrtException {
        try (OnnxTensor tensor = tensor(x);
                OrtSession.Result result = session.run(Map.of(inputName, tensor))) {
            OnnxTensor output = (OnnxTensor) result.get(0);
            double[] numbers = new double[(int) output.getInfo().getNumElements()];
            FloatBuffer floats = output.getFloatBuffer();
            DoubleBuffer doubles = output.getDoubleBuffer();
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = floats == null ? doubles.get(i) : floats.get(i);
            }
            return numbers;
        }
    }

    private OnnxTensor tensor(double[] x) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        // A symbolic dimension, the batch, is given as -1.
        long[] shape = Arrays.stream(input.getShape()).map(Math::abs).toArray();
        if (input.type == OnnxJavaType.DOUBLE) {
            return OnnxTensor.createTensor(environment, DoubleBuffer.wrap(x), shape);
        }
        float[] floats = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            floats[i] = (float) x[i];
        }
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(floats), shape);
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
