package io.github.relucert.certificate;

import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
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

/**
 * A text file of lines {@code key value}, read one line at a time. Lines end in a line feed and hold tokens separated by single
 * spaces. The sizes of the file, of a line and of a number are bounded, so that reading a hostile file takes bounded memory.
 */
final class LineReader implements AutoCloseable {
    private static final long LARGEST_FILE = 1L << 28;
    private static final int LONGEST_LINE = 1 << 20;
    private static final int MOST_DIGITS = 100_000;

    private final String name;
    private final InputStream in;
    private long bytesRead;
    private int linesRead;
    private int place;
    private String line = "";
    private boolean ended;

    /**
     * Opens the file; {@link #advance} reads its first line.
     *
     * @throws InputException when it cannot be opened
     */
    LineReader(Path file) {
        this.name = String.valueOf(file.getFileName());
        try {
            this.in = new BufferedInputStream(Files.newInputStream(file));
        } catch (NoSuchFileException e) {
            throw new InputException(file + ": no such file; check the path", e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private InputException unreadable(IOException e) {
        return new InputException(name + ": cannot be read (" + e + "); check the file and its permissions", e);
    }

    /** The complaint about the line that was read last. */
    InputException wrong(String what) {
        return new InputException(name + ": line " + place + ": " + what + "; the file was damaged or made by hand");
    }

    /** Makes the next line the current one; behind the last one an empty line. */
    void advance() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        linesRead++;
        try {
            int next = in.read();
            ended = next < 0;
            for (; next >= 0 && next != '\n'; next = in.read()) {
                bytes.write(next);
                if (bytes.size() > LONGEST_LINE || ++bytesRead > LARGEST_FILE) {
                    place = linesRead;
                    throw wrong("the line or the file is too long");
                }
            }
            if (next < 0 && bytes.size() > 0) {
                place = linesRead;
                throw wrong("the file ends within the line");
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        line = bytes.toString(StandardCharsets.UTF_8);
        if (line.chars().anyMatch(Character::isISOControl)) {
            place = linesRead;
            throw wrong("a control character");
        }
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
