package io.github.relucert.cli;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.FloatType;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.Buffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model as ONNX Runtime runs it, where somebody has added ONNX Runtime's jar to the class path. ReluCert neither brings nor needs it, so
 * it is called by name.
 */
final class OnnxRuntime {
    private static final String PACKAGE = "ai.onnxruntime.";

    private final Object environment;
    private final Object session;
    private final FloatType type;

    private OnnxRuntime(Object environment, Object session, FloatType type) {
        this.environment = environment;
        this.session = session;
        this.type = type;
    }

    /**
     * Opens a model.
     *
     * @param type of the model's input
     * @param err told when ONNX Runtime is there but cannot open the model
     * @return nothing where there is no ONNX Runtime or it cannot
     */
    static Optional<OnnxRuntime> open(Path model, FloatType type, PrintWriter err) {
        try {
            Object environment =
                    type("OrtEnvironment").getMethod("getEnvironment").invoke(null);
            Object session = type("OrtEnvironment")
                    .getMethod("createSession", String.class)
                    .invoke(environment, model.toString());
            return Optional.of(new OnnxRuntime(environment, session, type));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        } catch (ReflectiveOperationException | LinkageError e) {
            err.println(complaint(model.toString(), e));
            return Optional.empty();
        }
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(PACKAGE + name);
    }

    private static String complaint(String place, Throwable e) {
        Throwable cause = e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
        return "warning: " + place + ": ONNX Runtime cannot run it ("
                + String.valueOf(cause.getMessage()).replaceAll("\\R+", " ") + ")";
    }

    /**
     * The first output at a point of the model's input type, both row-major.
     *
     * @param err told when ONNX Runtime cannot say
     */
    Optional<List<Rational>> evaluate(List<Rational> x, PrintWriter err) {
        try (AutoCloseable input = tensor(x);
                AutoCloseable result = (AutoCloseable)
                        type("OrtSession").getMethod("run", Map.class).invoke(session, Map.of(inputName(), input))) {
            Object output =
                    type("OrtSession$Result").getMethod("get", int.class).invoke(result, 0);
            Object floats = type("OnnxTensor").getMethod("getFloatBuffer").invoke(output);
            Object doubles = type("OnnxTensor").getMethod("getDoubleBuffer").invoke(output);
            List<Rational> y = new ArrayList<>();
            if (floats instanceof FloatBuffer buffer) {
                for (int i = 0; i < buffer.limit(); i++) {
                    y.add(Rational.of(buffer.get(i)));
                }
            } else if (doubles instanceof DoubleBuffer buffer) {
                for (int i = 0; i < buffer.limit(); i++) {
                    y.add(Rational.of(buffer.get(i)));
                }
            }
            return Optional.of(y);
        } catch (Exception | LinkageError e) {
            err.println(complaint("the witness", e));
            return Optional.empty();
        }
    }

    private Map<?, ?> inputs() throws ReflectiveOperationException {
        return (Map<?, ?>) type("OrtSession").getMethod("getInputInfo").invoke(session);
    }

    private String inputName() throws ReflectiveOperationException {
        return (String) inputs().keySet().iterator().next();
    }

    private AutoCloseable tensor(List<Rational> x) throws ReflectiveOperationException {
        Object node = inputs().values().iterator().next();
        Object info = type("NodeInfo").getMethod("getInfo").invoke(node);
        long[] declared = (long[]) type("TensorInfo").getMethod("getShape").invoke(info);
        // A symbolic dimension, the batch, is given as -1.
        long[] shape = Arrays.stream(declared).map(Math::abs).toArray();
        Class<? extends Buffer> kind = switch (type) {
            case FLOAT32 -> FloatBuffer.class;
            case FLOAT64 -> DoubleBuffer.class;
        };
        double[] values = x.stream().mapToDouble(Rational::doubleNearest).toArray();
        return (AutoCloseable) type("OnnxTensor")
                .getMethod("createTensor", type("OrtEnvironment"), kind, long[].class)
                .invoke(null, environment, buffer(values), shape);
    }

    private Buffer buffer(double[] values) {
        return switch (type) {
            case FLOAT64 -> DoubleBuffer.wrap(values);
            case FLOAT32 -> {
                FloatBuffer floats = FloatBuffer.allocate(values.length);
                for (double value : values) {
                    floats.put((float) value);
                }
                yield floats.flip();
            }
        };
    }
}
