package io.github.relucert.report;

import io.github.relucert.engine.OutputFile;
import io.github.relucert.network.FloatType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes arrays in NumPy's format, version 1.0, little endian, row-major. */
public final class NpyWriter {
    private static final int ALIGNMENT = 64;
    private static final int PREFIX = 10;

    private NpyWriter() {}

    /**
     * Writes one array.
     *
     * @param values already of the element type; row-major in {@code shape}
     * @throws io.github.relucert.exact.InputException when the file cannot be written
     */
    public static void write(Path target, FloatType type, List<Integer> shape, double[] values) {
        String dimensions = shape.stream().map(n -> n + ",").collect(Collectors.joining(" "));
        String element = switch (type) {
            case FLOAT32 -> "<f4";
            case FLOAT64 -> "<f8";
        };
        String header = "{'descr': '" + element + "', 'fortran_order': False, 'shape': (" + dimensions + "), }";
        int padding = ALIGNMENT - (PREFIX + header.length() + 1) % ALIGNMENT;
        byte[] text = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(PREFIX + text.length + values.length * Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        bytes.putShort((short) text.length).put(text);
        for (double value : values) {
            switch (type) {
                case FLOAT32 -> bytes.putFloat((float) value);
                case FLOAT64 -> bytes.putDouble(value);
            }
        }
        OutputFile.write(target, out -> out.write(bytes.array(), 0, bytes.position()));
    }
}
