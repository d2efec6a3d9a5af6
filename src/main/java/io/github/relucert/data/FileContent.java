package io.github.relucert.data;

import io.github.relucert.exact.InputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/**
 * A file in memory, unpacked when it is gzip.
 *
 * @param name the plain file name, for messages
 * @param sha256 of the bytes as they lie on the disk, in hexadecimal
 * @param bytes the content; not copied, nobody writes to it
 */
public record FileContent(String name, String sha256, byte[] bytes) {
    /**
     * Reads the whole file.
     *
     * @throws InputException when the file is missing, unreadable or a damaged gzip file
     */
    public static FileContent read(Path path) {
        try {
            byte[] stored = Files.readAllBytes(path);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(stored);
            boolean packed = stored.length > 1 && stored[0] == 0x1f && stored[1] == (byte) 0x8b;
            String name = String.valueOf(path.getFileName());
            return new FileContent(name, HexFormat.of().formatHex(digest), packed ? unpack(stored) : stored);
        } catch (NoSuchFileException e) {
            throw new InputException(path + ": no such file; check the path", e);
        } catch (IOException e) {
            throw new InputException(path + ": cannot be read (" + e + "); check the file and its permissions", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] unpack(byte[] stored) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(stored))) {
            return gzip.readAllBytes();
        }
    }

    /** Whether the content begins with these bytes. */
    boolean startsWith(int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (bytes.length <= i || Byte.toUnsignedInt(bytes[i]) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /** The lines that are not blank, read as UTF-8. */
    String[] lines() {
        String text = new String(bytes, StandardCharsets.UTF_8);
        String marked = text.startsWith("\ufeff") ? text.substring(1) : text;
        return marked.lines().filter(line -> !line.isBlank()).toArray(String[]::new);
    }
}
