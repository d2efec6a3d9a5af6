package io.github.relucert.data;

import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a domain: {@code LO,HI} for all inputs, or a file with one {@code lo,hi} a line for each input in the network's order.
 * Sides are exact decimals, quotients, {@code -inf} or {@code inf}; equal sides freeze an input.
 */
public final class DomainReader {
    private DomainReader() {}

    /** Reads what the user wrote after {@code --domain}; see {@link #read(String, String, int)}. */
    public static Box read(String text, int size) {
        return read("--domain", text, size);
    }

    /**
     * Reads what the user wrote.
     *
     * @param option which option it follows, for complaints
     * @param size number of inputs
     * @throws InputException when it is neither two sides nor a file with {@code size} of them, or a side is out of order
     */
    public static Box read(String option, String text, int size) {
        // Also what is written like a number but is none, such as nan: no name of a file, but a side to be refused.
        boolean same = text.matches("(?i)[-+0-9./ aefinty]+,[-+0-9./ aefinty]+");
        String[] lines =
                same ? new String[] {text} : FileContent.read(Path.of(text)).lines();
        if (!same && lines.length != size) {
            throw new InputException(text + ": " + lines.length + " lines for a model with " + size
                    + " inputs; give one lo,hi a line for each input");
        }
        List<Rational> lower = new ArrayList<>();
        List<Rational> upper = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            String line = lines[same ? 0 : i];
            String place = same ? option : text + ": input " + i;
            String[] sides = line.split(",", -1);
            if (sides.length != 2) {
                throw new InputException(place + ": '" + line + "' is not of the form lo,hi");
            }
            Rational low = side(sides[0].strip(), place);
            Rational high = side(sides[1].strip(), place);
            if (low.compareTo(high) > 0 || (low.equals(high) && !low.isFinite())) {
                throw new InputException(place + ": no number lies between " + line + "; give the lower side first");
            }
            lower.add(low);
            upper.add(high);
        }
        return new Box(lower, upper);
    }

    private static Rational side(String text, String place) {
        return switch (text) {
            case "inf", "+inf" -> Rational.POSITIVE_INFINITY;
            case "-inf" -> Rational.NEGATIVE_INFINITY;
            default -> {
                try {
                    yield Rational.parse(text);
                } catch (NumberFormatException e) {
                    throw new InputException(place + ": '" + text + "' is no side; give a decimal, inf or -inf", e);
                }
            }
        };
    }
}
