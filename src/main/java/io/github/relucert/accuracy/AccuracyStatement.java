package io.github.relucert.accuracy;

import io.github.relucert.certificate.LineReader;
import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A certificate of robust accuracy: a verdict for each row asked for at each radius, and the counts.
 *
 * <pre>
 * relucert-accuracy 1
 * model FILE
 * sha256 DIGEST
 * norm linf | l2 | l1
 * data FILE
 * data-sha256 DIGEST
 * label first | last | none | predicted | column NAME | file NAME
 * labels-sha256 DIGEST ?                   when labels lie in a file of their own
 * classes A,B,.. ?
 * layout nchw | nhwc
 * threshold T ?
 * tolerance T ?
 * at E robust N attacked N undecided N     * one line a radius, E its length
 * rows LIST                                0-9,12
 * row N VERDICTS LOWER UPPER DIGEST        + one line a row, in the order of the list
 * end
 * </pre>
 *
 * @param model plain name of the model file
 * @param sha256 of the model
 * @param lengths the radii asked for, lengths also in l2
 * @param selection the rows asked for
 * @param rows one line for each of them
 */
public record AccuracyStatement(
        String model,
        String sha256,
        Norm norm,
        DataReference data,
        List<Rational> lengths,
        String selection,
        List<RowLine> rows) {
    private static final String FIRST_LINE = "relucert-accuracy 1";

    /** @throws IllegalArgumentException when a row has another number of verdicts than there are radii */
    public AccuracyStatement {
        lengths = List.copyOf(lengths);
        rows = List.copyOf(rows);
        for (RowLine row : rows) {
            if (row.verdicts().size() != lengths.size()) {
                throw new IllegalArgumentException("row " + row.row() + " has "
                        + row.verdicts().size() + " verdicts for " + lengths.size() + " radii");
            }
        }
    }

    /** The radii asked for. */
    public List<Radius> radii() {
        return lengths.stream().map(length -> Radius.ofLength(norm, length)).toList();
    }

    /** The same statement about other rows. */
    public AccuracyStatement with(List<RowLine> others) {
        return new AccuracyStatement(model, sha256, norm, data, lengths, selection, others);
    }

    /** How many rows have the verdict at the radius with this index. */
    public long count(int radius, RowVerdict verdict) {
        return rows.stream()
                .filter(row -> row.verdicts().get(radius) == verdict)
                .count();
    }

    /** What is counted at the radius with this index, in words. */
    public String counts(int radius) {
        return lengths.get(radius) + " robust " + count(radius, RowVerdict.ROBUST) + " attacked "
                + count(radius, RowVerdict.ATTACKED) + " undecided " + count(radius, RowVerdict.UNDECIDED);
    }

    /** The lines of the file; the statement is made of nothing else. */
    public List<String> lines() {
        List<String> lines =
                new ArrayList<>(List.of(FIRST_LINE, "model " + model, "sha256 " + sha256, "norm " + norm.id()));
        lines.addAll(data.lines());
        IntStream.range(0, lengths.size()).forEach(i -> lines.add("at " + counts(i)));
        lines.add("rows " + selection);
        rows.forEach(row -> lines.add(row.toString()));
        lines.add("end");
        return lines;
    }

    /**
     * Whether a file begins like a certificate of accuracy of some version.
     *
     * @throws InputException when it cannot be read
     */
    public static boolean isIn(Path file) {
        try (LineReader in = new LineReader(file)) {
            return in.next().orElse("").startsWith("relucert-accuracy ");
        }
    }

    /**
     * Reads a file whose lines are exactly {@link #lines()}.
     *
     * @throws InputException when they are not, naming a line
     */
    public static AccuracyStatement read(Path file) {
        List<String> lines = new ArrayList<>();
        try (LineReader in = new LineReader(file)) {
            for (Optional<String> next = in.next(); next.isPresent(); next = in.next()) {
                lines.add(next.get());
            }
        }
        AccuracyStatement statement;
        try {
            statement = read(new KeyedLines(lines));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new InputException(file.getFileName() + ": " + e.getMessage(), e);
        }
        String difference = difference(lines, statement.lines());
        if (!difference.isEmpty()) {
            throw new InputException(file.getFileName() + ": " + difference);
        }
        return statement;
    }

    /** The first place where lines are not what they should be; empty when they are. */
    static String difference(List<String> stated, List<String> found) {
        for (int i = 0; i < Math.max(stated.size(), found.size()); i++) {
            String says = i < stated.size() ? stated.get(i) : "";
            String should = i < found.size() ? found.get(i) : "";
            if (!says.equals(should)) {
                return "line " + (i + 1) + " says '" + says + "' where '" + should + "' is right";
            }
        }
        return "";
    }

    private static AccuracyStatement read(KeyedLines in) {
        if (!in.text("relucert-accuracy").equals("1")) {
            throw new IllegalArgumentException("only version 1 is supported");
        }
        String model = KeyedLines.plainName(in.text("model"));
        String sha256 = in.text("sha256");
        Norm norm = Norm.valueOf(in.text("norm").toUpperCase(Locale.ROOT));
        DataReference data = DataReference.read(in);
        List<Rational> lengths = new ArrayList<>();
        while (in.at("at")) {
            lengths.add(Rational.parse(in.text("at").split(" ", -1)[0]));
        }
        String selection = in.text("rows");
        List<RowLine> rows = new ArrayList<>();
        while (in.at("row")) {
            rows.add(row(in.text("row").split(" ", -1)));
        }
        return new AccuracyStatement(model, sha256, norm, data, lengths, selection, rows);
    }

    private static RowLine row(String[] tokens) {
        if (tokens.length != 5) {
            throw new IllegalArgumentException("a row has a number, verdicts, two ends and a digest");
        }
        List<RowVerdict> stated = tokens[1]
                .replace("-", "")
                .chars()
                .mapToObj(letter -> RowVerdict.of((char) letter))
                .toList();
        return new RowLine(
                Integer.parseInt(tokens[0]),
                stated,
                end(tokens[2]),
                end(tokens[3]),
                Optional.of(tokens[4]).filter(digest -> !digest.equals("none")));
    }

    private static Rational end(String token) {
        return token.equals("inf") ? Rational.POSITIVE_INFINITY : Rational.parse(token);
    }
}
