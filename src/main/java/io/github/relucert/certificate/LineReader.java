package io.github.relucert.certificate;

import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A text of lines {@code key value}, plain or gzip, read one line at a time. Lines end in a line feed and hold tokens separated by
 * single spaces. The sizes of a header, of a line and of a number are bounded, so that reading a hostile file takes bounded memory.
 */
public final class LineReader implements AutoCloseable {
    private static final long LARGEST_HEADER = 1L << 26;
    private static final int LONGEST_LINE = 1 << 20;
    private static final int MOST_DIGITS = 100_000;
    private static final int BUFFER = 1 << 16;

    private final String name;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;
    private int taken;
    private byte[] bytes = new byte[256];
    private long allowance = LARGEST_HEADER;
    private long linesRead;
    private long place;
    private String line = "";
    private boolean ended;

    /**
     * Opens the file; {@link #advance} reads its first line.
     *
     * @throws InputException when it cannot be opened
     */
    public LineReader(Path file) {
        this(String.valueOf(file.getFileName()), opened(file));
    }

    /**
     * Reads a stream, which {@link #close} closes.
     *
     * @param name for messages
     * @throws InputException when it only begins like gzip
     */
    public LineReader(String name, InputStream stream) {
        this.name = name;
        BufferedInputStream packed = new BufferedInputStream(stream, BUFFER);
        try {
            packed.mark(2);
            boolean gzip = packed.read() == 0x1f && packed.read() == 0x8b;
            packed.reset();
            this.in = gzip ? new GZIPInputStream(packed, BUFFER) : packed;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static InputStream opened(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new InputException(file + ": no such file; check the path", e);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e + "); check the file and its permissions", e);
        }
    }

    private InputException unreadable(IOException e) {
        return new InputException(name + ": cannot be read (" + e + "); check the file and its permissions", e);
    }

    /** The complaint about the line that was read last. */
    InputException wrong(String what) {
        return new InputException(name + ": line " + place + ": " + what + "; the file was damaged or made by hand");
    }

    /** The number of the line that was taken last, from 1. */
    long place() {
        return place;
    }

    /** From here on lines are taken one by one and not kept, so that there may be any number of them. */
    void liftLimit() {
        allowance = Long.MAX_VALUE;
    }

    /** Takes the current line, at the beginning the first one, and goes on to the next; nothing at the end. */
    public Optional<String> next() {
        if (linesRead == 0) {
            advance();
        }
        place = linesRead;
        Optional<String> taken = ended ? Optional.empty() : Optional.of(line);
        if (!ended) {
            advance();
        }
        return taken;
    }

    /** Makes the next line the current one; behind the last one an empty line. */
    void advance() {
        linesRead++;
        int length = 0;
        boolean plain = true;
        int next = read();
        ended = next < 0;
        while (next >= 0 && next != '\n') {
            if (length == LONGEST_LINE || --allowance < 0) {
                place = linesRead;
                throw wrong("the line or the file is too long");
            }
            bytes = length == bytes.length ? Arrays.copyOf(bytes, 2 * length) : bytes;
            bytes[length++] = (byte) next;
            plain &= next >= ' ' && next < 0x7f;
            next = read();
        }
        line = new String(bytes, 0, length, StandardCharsets.UTF_8);
        if (next < 0 && length > 0) {
            place = linesRead;
            throw wrong("the file ends within the line");
        }
        if (!plain && line.chars().anyMatch(Character::isISOControl)) {
            place = linesRead;
            throw wrong("a control character");
        }
    }

    private int read() {
        if (taken == filled) {
            try {
                filled = in.read(buffer);
            } catch (IOException e) {
                throw unreadable(e);
            }
            taken = 0;
            if (filled < 1) {
                filled = 0;
                return -1;
            }
        }
        return Byte.toUnsignedInt(buffer[taken++]);
    }

    /** Whether the current line has this key, which may be several words. */
    boolean at(String key) {
        return line.startsWith(key + " ");
    }

    /** What follows the key of the current line; goes on to the next line. */
    String text(String key) {
        place = linesRead;
        if (!at(key)) {
            String found = line.isEmpty() ? "an empty line or the end" : line.substring(0, Math.min(line.length(), 40));
            throw wrong("'" + key + " ...' is needed, not '" + found + "'");
        }
        String text = line.substring(key.length() + 1);
        advance();
        return text;
    }

    /** The values of all lines, from the current one on, that have this key. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        while (at(key)) {
            texts.add(text(key));
        }
        return texts;
    }

    /** The tokens after the key of the current line, exactly {@code count} of them; they run on over lines led by a space. */
    List<String> tokens(String key, int count) {
        List<String> tokens = new ArrayList<>(List.of(text(key).split(" ", -1)));
        while (tokens.size() <= count && line.startsWith(" ")) {
            tokens.addAll(List.of(text("").split(" ", -1)));
        }
        if (tokens.size() != count) {
            throw wrong("'" + key + "' needs " + count + " values, not " + tokens.size());
        }
        return tokens;
    }

    /** Makes sure that the current line is this one; goes on to the next line. */
    void expect(String wanted) {
        place = linesRead;
        if (!line.equals(wanted)) {
            throw wrong("the line '" + wanted + "' is needed, not '" + line.substring(0, Math.min(line.length(), 40))
                    + "'");
        }
        advance();
    }

    /** Makes sure that the current line is this one and that nothing follows. */
    void end(String lastLine) {
        place = linesRead;
        boolean last = line.equals(lastLine);
        advance();
        if (!last || !ended) {
            throw wrong("the file has to end with the line '" + lastLine + "'");
        }
    }

    /** An exact rational. */
    Rational rational(String token) {
        int slash = token.indexOf('/');
        if (slash < 0) {
            return Rational.of(integer(token), BigInteger.ONE);
        }
        BigInteger denominator = integer(token.substring(slash + 1));
        if (denominator.signum() <= 0) {
            throw wrong("a denominator that is not positive");
        }
        return Rational.of(integer(token.substring(0, slash)), denominator);
    }

    BigInteger integer(String token) {
        if (token.length() > MOST_DIGITS || !token.matches("-?\\d++")) {
            throw wrong("'" + token.substring(0, Math.min(token.length(), 40)) + "' is no integer of bounded size");
        }
        return new BigInteger(token);
    }

    /** A number of things, an index. */
    int count(String token) {
        if (!token.matches("\\d{1,7}")) {
            throw wrong("'" + token.substring(0, Math.min(token.length(), 40)) + "' is no count");
        }
        return Integer.parseInt(token);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
