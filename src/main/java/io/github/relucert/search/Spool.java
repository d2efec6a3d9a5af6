package io.github.relucert.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** ASCII texts, appended and read by place: the newest part in memory, the rest in a temporary file once there is too much. */
final class Spool implements AutoCloseable {
    private static final int MOST_IN_MEMORY = 1 << 26;

    private final int mostInMemory;
    private byte[] memory = new byte[1 << 12];
    private int used;
    private long flushed;
    private FileChannel[] file = new FileChannel[0];

    Spool() {
        this(MOST_IN_MEMORY);
    }

    /**
     * @param mostInMemory bytes; no text may be longer
     */
    Spool(int mostInMemory) {
        this.mostInMemory = mostInMemory;
    }

    /** Appends a text and returns its place. */
    long append(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length > mostInMemory - used) {
            flush();
        }
        if (used + bytes.length > memory.length) {
            memory = Arrays.copyOf(memory, Math.max(used + bytes.length, 2 * memory.length));
        }
        System.arraycopy(bytes, 0, memory, used, bytes.length);
        used += bytes.length;
        return flushed + used - bytes.length;
    }

    /** The text of so many characters at a place. */
    String read(long place, int length) {
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append(new String(bytes(place + text.length(), length - text.length()), StandardCharsets.US_ASCII));
        }
        return text.toString();
    }

    /** At least one and at most so many bytes from a place on. */
    byte[] bytes(long place, int length) {
        if (place >= flushed) {
            int from = (int) (place - flushed);
            return Arrays.copyOfRange(memory, from, Math.min(used, from + length));
        }
        try {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(length, flushed - place));
            int count = file[0].read(bytes, place);
            return Arrays.copyOf(bytes.array(), count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void flush() {
        try {
            if (file.length == 0) {
                Path path = Files.createTempFile("relucert", ".proof");
                file = new FileChannel[] {
                    FileChannel.open(
                            path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)
                };
            }
            ByteBuffer bytes = ByteBuffer.wrap(memory, 0, used);
            long end = flushed;
            while (bytes.hasRemaining()) {
                end += file[0].write(bytes, end);
            }
            flushed = end;
            used = 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (FileChannel channel : file) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
