package io.github.relucert.certificate;

import io.github.relucert.exact.InputException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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
    private static final int SHORT = 40;
    private static final Pattern INTEGER = Pattern.compile("-?\\d++");
    private static final Pattern COUNT = Pattern.compile("\\d{1,7}");

    private final String name;
    private final InputStream in;
    private final List<Optional<String>> ahead = new ArrayList<>();
    private long allowance = LARGEST_HEADER;
    private long place;

    /** @throws InputException when the file cannot be opened */
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
            in = gzip ? new BufferedInputStream(new GZIPInputStream(packed, BUFFER), BUFFER) : packed;
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static InputStream opened(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new InputException(file + ": no such file; check the path", e);
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    private static InputException unreadable(String name, IOException e) {
        return new InputException(name + ": cannot be read (" + e + "); check the file and its permissions", e);
    }

    /** The complaint about the line that was taken last. */
    public InputException wrong(String what) {
        String cause = place > 1
                ? "the file was damaged or made by hand"
                : "this is no certificate, or one of another version than is known here";
        return new InputException(name + ": line " + place + ": " + what + "; " + cause);
    }

    /** The number of the line that was taken last, from 1. */
    long place() {
        return place;
    }

    /** From here on lines are taken one by one and not kept, so that there may be any number of them. */
    void liftLimit() {
        allowance = Long.MAX_VALUE;
    }

    /** Takes the next line; nothing at the end. */
    public Optional<String> next() {
        Optional<String> line = peek();
        ahead.clear();
        place++;
        return line;
    }

    private Optional<String> peek() {
        if (ahead.isEmpty()) {
            ahead.add(read());
        }
        return ahead.getFirst();
    }

    private Optional<String> read() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            int next = in.read();
            if (next < 0) {
                return Optional.empty();
            }
            for (; next >= 0 && next != '\n'; next = in.read()) {
                bytes.write(next);
                allowance--;
                requireOfNext(bytes.size() <= LONGEST_LINE && allowance >= 0, "the line or the file is too long");
            }
            requireOfNext(next >= 0, "the file ends within the line");
        } catch (IOException e) {
            throw unreadable(name, e);
        }
        String line = bytes.toString(StandardCharsets.UTF_8);
        requireOfNext(line.chars().noneMatch(Character::isISOControl), "a control character");
        return Optional.of(line);
    }

    private void requireOfNext(boolean kept, String otherwise) {
        if (!kept) {
            place++;
            throw wrong(otherwise);
        }
    }

    /** Whether the next line has this key, which may be several words. */
    boolean at(String key) {
        return peek().orElse("").startsWith(key + " ");
    }

    /** What follows the key of the next line, which is taken. */
    public String text(String key) {
        String line = next().orElse("");
        if (!line.startsWith(key + " ")) {
            throw wrong("'" + key + " ...' is needed, not '" + shortened(line) + "'");
        }
        return line.substring(key.length() + 1);
    }

    /** The values of all lines, from the next one on, that have this key. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        while (at(key)) {
            texts.add(text(key));
        }
        return texts;
    }

    /** The tokens after the key of the next line, exactly {@code count} of them; they run on over lines led by a space. */
    List<String> tokens(String key, int count) {
        List<String> tokens = new ArrayList<>(List.of(text(key).split(" ", -1)));
        while (tokens.size() <= count && at("")) {
            tokens.addAll(List.of(text("").split(" ", -1)));
        }
        if (tokens.size() != count) {
            throw wrong("'" + key + "' needs " + count + " values, not " + tokens.size());
        }
        return tokens;
    }

    /** Takes the next line, which has to be this one. */
    public void expect(String wanted) {
        String line = next().orElse("");
        if (!line.equals(wanted)) {
            throw wrong("the line '" + wanted + "' is needed, not '" + shortened(line) + "'");
        }
    }

    /** A token of a form, and of bounded size. */
    String token(String token, Pattern form, String name) {
        if (token.length() > MOST_DIGITS || !form.matcher(token).matches()) {
            throw wrong("'" + shortened(token) + "' is no " + name);
        }
        return token;
    }

    BigInteger integer(String token) {
        return new BigInteger(token(token, INTEGER, "integer"));
    }

    /** A number of things, an index. */
    int count(String token) {
        return Integer.parseInt(token(token, COUNT, "count"));
    }

    static String shortened(String word) {
        return word.length() <= SHORT ? word : word.substring(0, SHORT) + "...";
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }
}
