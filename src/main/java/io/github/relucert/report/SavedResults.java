package io.github.relucert.report;

import io.github.relucert.exact.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the JSON lines of {@code certify}, {@code robust} and {@code compare} say: one object a line, told apart by their fields. Lines about the same row
 * and norm are merged, the tighter bracket wins; lines about another model, other data or another domain are refused. Lengths are in the data's own
 * unit, infinite where the line has null.
 *
 * @param rows what is known of each row and norm by all lines
 * @param counted what {@code robust} says of the rows that it counts
 * @param accuracies its counts
 */
public record SavedResults(
        List<RowResult> rows, List<RowResult> counted, List<Finding> findings, List<Accuracy> accuracies) {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    /** Copies the lists. */
    public SavedResults {
        rows = List.copyOf(rows);
        counted = List.copyOf(counted);
        findings = List.copyOf(findings);
        accuracies = List.copyOf(accuracies);
    }

    /**
     * A row's certified bracket.
     *
     * @param isProved whether a proof vouches for the lower end
     * @param seconds that it took; none where it was taken from a file
     */
    public record RowResult(
            int row,
            Optional<String> label,
            String norm,
            double lower,
            double upper,
            boolean isProved,
            OptionalDouble seconds,
            boolean isStopped) {
        /** Whether the bracket is at most 1e-6 wide, relative; also where nothing in the domain is unsafe. */
        public boolean isClosed() {
            return lower >= upper * (1 - 1e-6);
        }

        /** Whether the question that was asked has its answer, be it the radius or whether it exceeds some length. */
        public boolean isDecided() {
            return isClosed() || !isStopped;
        }

        private RowResult meet(RowResult other) {
            boolean higher = other.lower > lower;
            return new RowResult(
                    row,
                    label.or(other::label),
                    norm,
                    Math.max(lower, other.lower),
                    Math.min(upper, other.upper),
                    higher ? other.isProved : isProved || (other.isProved && other.lower == lower),
                    seconds.isPresent() ? seconds : other.seconds,
                    isStopped && other.isStopped);
        }
    }

    /**
     * What an attack did to a row.
     *
     * @param distance of its nearest unsafe point, infinite where it found none
     * @param ratios of the distance over the certified bracket, as the line has them
     * @param masking why gradients do not see what the certificate's witness shows
     */
    public record Finding(
            int row,
            String norm,
            String attack,
            String source,
            double distance,
            DistanceRatios.OfRow ratios,
            OptionalDouble evaluations,
            OptionalDouble seconds,
            boolean isStalled,
            Optional<String> masking) {}

    /** Robust accuracy at a radius, as {@code robust} counts it. */
    public record Accuracy(
            String norm,
            String epsilon,
            int rows,
            int robust,
            int attacked,
            int undecided,
            double populationLower,
            double populationUpper) {
        /** The radius as a number; not one where the line has none. */
        double radius() {
            try {
                return Double.parseDouble(epsilon);
            } catch (NumberFormatException e) {
                return Double.NaN;
            }
        }

        /** The least share of rows that keep their class, as proved. */
        double lower() {
            return (double) robust / rows;
        }

        /** The largest share that is possible. */
        double upper() {
            return (double) (robust + undecided) / rows;
        }
    }

    /**
     * Reads all files of a folder that end in {@code .json} or {@code .jsonl}, in the order of their names.
     *
     * @throws InputException when there is none, one cannot be read, a line is no JSON object, or two lines answer different questions or
     *     contradict each other
     */
    public static SavedResults in(Path folder) {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(
                            f -> f.toString().endsWith(".jsonl") || f.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InputException(folder + ": no folder that can be read (" + e.getMessage() + ")", e);
        }
        if (files.isEmpty()) {
            throw new InputException(
                    folder + ": holds no results (*.jsonl); certify, robust and compare write theirs with"
                            + " --out DIR, or with --format json > DIR/NAME.jsonl");
        }
        return read(files);
    }

    /**
     * Reads some files of JSON lines.
     *
     * @throws InputException naming file and line
     */
    public static SavedResults read(List<Path> files) {
        Builder builder = new Builder();
        for (Path file : files) {
            List<String> lines;
            try {
                lines = Files.readAllLines(file);
            } catch (IOException e) {
                throw new InputException(file + ": cannot be read (" + e.getMessage() + ")", e);
            }
            for (int k = 0; k < lines.size(); k++) {
                boolean torn = k == lines.size() - 1 && isTorn(file, lines.get(k));
                if (!lines.get(k).isBlank() && !torn) {
                    String place = file + ", line " + (k + 1);
                    builder.add(object(lines.get(k), place), place);
                }
            }
        }
        return builder.build();
    }

    /** Whether a last line is the beginning of one, as a run leaves it that was killed while it wrote or is still at work. */
    private static boolean isTorn(Path file, String last) {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer end = ByteBuffer.allocate(1);
            channel.read(end, Math.max(0, channel.size() - 1));
            return !last.endsWith("}") && last.startsWith("{") && end.get(0) != '\n';
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /**
     * Reads lines that are at hand.
     *
     * @throws InputException naming the line
     */
    public static SavedResults of(List<String> lines) {
        Builder builder = new Builder();
        for (int k = 0; k < lines.size(); k++) {
            String place = "line " + (k + 1);
            builder.add(object(lines.get(k), place), place);
        }
        return builder.build();
    }

    private static JsonNode object(String line, String place) {
        try {
            JsonNode node = MAPPER.readTree(line);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            throw new InputException(place + ": no JSON (" + e.getOriginalMessage() + ")", e);
        }
        throw new InputException(place + ": no JSON object; one line of certify, robust or compare was expected");
    }

    /** The norms that rows or findings have, in the order l_inf, l2, l1. */
    public List<String> norms() {
        return Stream.of("linf", "l2", "l1")
                .filter(norm -> rows.stream().anyMatch(r -> r.norm().equals(norm)))
                .toList();
    }

    /** The rows of a norm in order. */
    public List<RowResult> rows(String norm) {
        return rows.stream().filter(r -> r.norm().equals(norm)).toList();
    }

    /** The counts of a norm in the order of their radii. */
    List<Accuracy> accuracies(String norm) {
        return accuracies.stream()
                .filter(a -> a.norm().equals(norm))
                .sorted(Comparator.comparingDouble(Accuracy::radius))
                .toList();
    }

    /** What {@code robust} says of its rows in a norm. */
    List<RowResult> counted(String norm) {
        return counted.stream().filter(r -> r.norm().equals(norm)).toList();
    }

    private static final class Builder {
        private final Map<String, RowResult> rows = new LinkedHashMap<>();
        private final Map<String, RowResult> counted = new LinkedHashMap<>();
        private final List<Finding> findings = new ArrayList<>();
        private final List<Accuracy> accuracies = new ArrayList<>();
        private Optional<SavedQuestion> question = Optional.empty();

        void add(JsonNode line, String place) {
            boolean isCount = line.has("epsilon") && line.has("accuracy_lower");
            boolean isRow = line.has("row") && line.has("norm") && line.has("lower");
            if (isCount || isRow) {
                SavedQuestion asked = SavedQuestion.of(line, place);
                question.ifPresent(first -> first.requireSame(asked));
                question = Optional.of(question.orElse(asked));
            }
            if (isCount) {
                accuracies.add(new Accuracy(
                        line.path("norm").asString(""),
                        line.path("epsilon").asString(""),
                        line.path("rows").asInt(0),
                        line.path("robust").asInt(0),
                        line.path("attacked").asInt(0),
                        line.path("undecided").asInt(0),
                        line.path("population_lower").asDouble(0),
                        line.path("population_upper").asDouble(1)));
            } else if (isRow) {
                addRow(line, place);
            }
        }

        private void addRow(JsonNode line, String place) {
            boolean isFinding = line.has("attack") && line.has("distance");
            String lowerBy = line.path("lower_by").asString("proof");
            boolean isTimed = !isFinding && line.path("seconds").isNumber();
            RowResult row = new RowResult(
                    line.path("row").asInt(0),
                    text(line.path("label")),
                    line.path("norm").asString(""),
                    number(line.path("lower")),
                    number(line.path("upper")),
                    lowerBy.equals("proof"),
                    isTimed ? OptionalDouble.of(line.path("seconds").asDouble(0)) : OptionalDouble.empty(),
                    line.path("stopped").isString());
            RowResult met = rows.merge(row.norm() + " " + row.row(), row, RowResult::meet);
            if (met.lower() > met.upper()) {
                throw new InputException(
                        place + ": row " + row.row() + " in " + row.norm() + " would have the lower end "
                                + met.lower() + " and the upper end " + met.upper()
                                + ", by this line and those before it; one of them is wrong: check the certificates");
            }
            if (line.has("verdicts")) {
                counted.merge(row.norm() + " " + row.row(), row, RowResult::meet);
            }
            if (isFinding) {
                findings.add(new Finding(
                        row.row(),
                        row.norm(),
                        line.path("attack").asString(""),
                        line.path("source").asString(""),
                        number(line.path("distance")),
                        new DistanceRatios.OfRow(number(line.path("ratio_low")), number(line.path("ratio_high"))),
                        optional(line.path("evaluations")),
                        optional(line.path("seconds")),
                        line.path("stalled").asBoolean(false),
                        text(line.path("masking"))));
            }
        }

        private static double number(JsonNode node) {
            return node.isNumber() ? node.asDouble(0) : Double.POSITIVE_INFINITY;
        }

        private static OptionalDouble optional(JsonNode node) {
            return node.isNumber() ? OptionalDouble.of(node.asDouble(0)) : OptionalDouble.empty();
        }

        private static Optional<String> text(JsonNode node) {
            return node.isNull() || node.isMissingNode() ? Optional.empty() : Optional.of(node.asString(""));
        }

        SavedResults build() {
            List<RowResult> ordered = rows.values().stream()
                    .sorted((a, b) -> Integer.compare(a.row(), b.row()))
                    .toList();
            return new SavedResults(ordered, List.copyOf(counted.values()), findings, accuracies);
        }
    }
}
