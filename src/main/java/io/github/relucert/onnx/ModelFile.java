package io.github.relucert.onnx;

import io.github.relucert.exact.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The bytes of a model: its file, and the data files beside it that its tensors name. Each file is read once, so that what is
 * hashed is what is used.
 */
final class ModelFile {
    private final Path path;
    private final Budget budget = new Budget(this);
    private final byte[] content;
    private final SortedMap<String, byte[]> dataFiles = new TreeMap<>();
    private long size;

    /** @throws InputException when the file cannot be read or does not fit into memory */
    ModelFile(Path path) {
        this.path = path;
        this.content = read(path, path.toString());
    }

    /** The whole model file as a message. */
    Message message() {
        return new Message(this, ByteBuffer.wrap(content));
    }

    /**
     * The content of a data file that a tensor names.
     *
     * @throws InputException when the name is more than a plain file name, or the file a link, missing or too large
     */
    ByteBuffer dataFile(String tensor, String name) {
        boolean plain =
                !name.isEmpty() && !name.equals(".") && !name.equals("..") && !name.matches("(?s).*[/\\\\:\0].*");
        require(
                plain,
                tensor + ": external data in '" + name
                        + "' is refused; only a plain file name in the model's own folder is read");
        String what = path + ": " + tensor + ": external data '" + name + "'";
        return ByteBuffer.wrap(dataFiles.computeIfAbsent(
                name, key -> read(path.resolveSibling(key), what, LinkOption.NOFOLLOW_LINKS)));
    }

    private byte[] read(Path file, String what, LinkOption... links) {
        if (!Files.isRegularFile(file, links)) {
            String state = Files.exists(file, links) ? "is no regular file (a link or a folder)" : "does not exist";
            throw new InputException(what + " " + state + "; name a file that can be read");
        }
        try (InputStream stream = Files.newInputStream(file, links)) {
            size += Files.size(file);
            budget.numbers(Files.size(file) / Double.BYTES);
            return stream.readAllBytes();
        } catch (IOException failure) {
            throw new InputException(what + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    /** The plain name of the model file. */
    String name() {
        return String.valueOf(path.getFileName());
    }

    /** The size of all files read so far, in bytes. */
    long size() {
        return size;
    }

    /** Room for what is read from the file, as long as it is not decoded. */
    Budget budget() {
        return budget;
    }

    /** The hash that {@link OnnxModel#sha256()} describes, over the model file and every data file read. */
    String sha256() {
        if (dataFiles.isEmpty()) {
            return sha256(content);
        }
        StringBuilder lines = new StringBuilder(sha256(content)).append('\n');
        dataFiles.values().forEach(data -> lines.append(sha256(data)).append('\n'));
        return sha256(lines.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** The file as the user named it. */
    @Override
    public String toString() {
        return path.toString();
    }

    /** An error that names this file. */
    InputException error(String message) {
        return new InputException(path + ": " + message);
    }

    /** Throws {@link #error} unless the condition holds. */
    void require(boolean condition, String otherwise) {
        if (!condition) {
            throw error(otherwise);
        }
    }
}
