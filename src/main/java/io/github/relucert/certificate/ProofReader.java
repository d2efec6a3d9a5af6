package io.github.relucert.certificate;

import io.github.relucert.certificate.ProofRecord.Method;
import io.github.relucert.certificate.ProofRecord.Precision;
import io.github.relucert.certificate.ProofRecord.Row;
import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.InputException;
import io.github.relucert.network.Network;
import io.github.relucert.network.Neuron;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads a proof body line by line; every index is within the network when it leaves here. */
public final class ProofReader {
    /** Digits of slopes: digit {@code d} at place {@code p} adds {@code d / 64^p}; the last digit stands for 64/64 = 1. */
    public static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/=";

    /** Most places a slope may have, so that it is a double. */
    public static final int MAX_PLACES = 8;

    /** Most decimal digits of a mantissa. */
    public static final int MAX_NUMBER_DIGITS = 10_000;

    /** Largest absolute binary exponent. */
    public static final int MAX_EXPONENT = 20_000;

    private static final int ANY = Integer.MAX_VALUE;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1," + MAX_NUMBER_DIGITS + "}+(?:p-?[0-9]{1,5}+)?+");
    private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}+");

    private final LineReader lines;
    private final int inputSize;
    private final int[] layerSizes;
    private String[] words = {};
    private int taken;
    private int length;

    /** Reads a body that is a whole text. */
    public static ProofReader ofBody(LineReader text, Network network) {
        return new ProofReader(text, network);
    }

    /** Reads from the next line on. */
    ProofReader(LineReader lines, Network network) {
        this.lines = lines;
        lines.liftLimit();
        inputSize = network.inputSize();
        layerSizes = network.reluLayers().stream()
                .mapToInt(layer -> network.valueSize(layer + 1))
                .toArray();
    }

    /** The number of the line read last. */
    public long line() {
        return lines.place();
    }

    /** The length of the line read last. */
    public int lineLength() {
        return length;
    }

    /**
     * The next record; nothing at the end of the text.
     *
     * @throws InputException when the line follows no rule of the grammar
     */
    public Optional<ProofRecord> next() {
        return lines.next().map(this::parse);
    }

    /** A complaint about the line read last. */
    public InputException violation(String rule) {
        return lines.wrong(rule);
    }

    private void require(boolean kept, String otherwise) {
        if (!kept) {
            throw violation(otherwise);
        }
    }

    private ProofRecord parse(String line) {
        length = line.length();
        words = line.split(" ", -1);
        taken = 0;
        String kind = word();
        Precision precision = kind.endsWith("!") ? Precision.EXACT : Precision.ANY;
        ProofRecord parsed = switch (kind) {
            case "a", "s", "+", "-" -> slopes(kind);
            case "b" -> new ProofRecord.SplitWeights(weights());
            case "w" -> new ProofRecord.ConditionWeights(index(ANY), numbers());
            case "h" -> new ProofRecord.HalfSpaceWeights(weights());
            case "n" -> new ProofRecord.Multiplier(nonNegative(word()));
            case "L" -> bounds(Method.BACKWARD);
            case "I" -> bounds(Method.INTERVAL);
            case "H" -> new ProofRecord.HalfSpace(more() ? OptionalInt.of(index(ANY)) : OptionalInt.empty());
            case "x", "x!" -> new ProofRecord.Refutation(OptionalInt.of(index(ANY)), precision);
            case "l", "l!" -> new ProofRecord.Refutation(OptionalInt.empty(), precision);
            case "c" -> new ProofRecord.Crossing(neuron());
            case "z" -> new ProofRecord.NeuronSplit(neuron());
            case "i" -> new ProofRecord.InputSplit(index(inputSize), number(word()));
            case "d" -> new ProofRecord.DisjunctSplit();
            default -> throw violation("no record begins with '" + LineReader.shortened(kind) + "'");
        };
        require(!more(), "a record " + kind + " has fewer operands than " + (words.length - 1));
        return parsed;
    }

    private boolean more() {
        return taken < words.length;
    }

    private String word() {
        require(more(), "a record " + words[0] + " has more operands than " + (words.length - 1));
        return words[taken++];
    }

    private ProofRecord slopes(String kind) {
        int relu = index(layerSizes.length);
        int[] neurons = rows(relu, false).stream().mapToInt(Row::neuron).toArray();
        double[] none = {};
        return switch (kind) {
            case "a" -> new ProofRecord.Slopes(relu, neurons, fractions(word(), neurons.length), none);
            case "s" -> new ProofRecord.Slopes(relu, neurons, none, fractions(word(), neurons.length));
            default -> {
                double[] both = new double[neurons.length];
                Arrays.fill(both, kind.equals("+") ? 1 : 0);
                yield new ProofRecord.Slopes(relu, neurons, both, both);
            }
        };
    }

    private ProofRecord bounds(Method method) {
        int relu = index(layerSizes.length);
        List<Row> rows = rows(relu, true);
        List<Dyadic> multipliers = at("n") ? numbers() : List.of();
        if (multipliers.size() > 1 && multipliers.size() != rows.size()) {
            throw violation(multipliers.size() + " multipliers for " + rows.size() + " rows");
        }
        SortedMap<Integer, List<Dyadic>> halfSpaces = new TreeMap<>();
        while (more()) {
            String form = "expected h, a half-space not weighed yet and " + rows.size() + " weights";
            require(at("h"), form);
            int number = index(ANY);
            List<Dyadic> weights = numbers();
            require(weights.size() == rows.size() && halfSpaces.put(number, weights) == null, form);
        }
        return new ProofRecord.Bounds(method, relu, rows, multipliers, halfSpaces);
    }

    /** Takes the next word if it is this one. */
    private boolean at(String word) {
        boolean found = more() && words[taken].equals(word);
        taken += found ? 1 : 0;
        return found;
    }

    private Neuron neuron() {
        int relu = index(layerSizes.length);
        return new Neuron(relu, index(layerSizes[relu]));
    }

    private int index(int limit) {
        return index(word(), limit);
    }

    private int index(String word, int limit) {
        int index = Integer.parseInt(lines.token(word, INDEX, "index below " + limit));
        require(index < limit, "'" + word + "' is no index below " + limit);
        return index;
    }

    private Dyadic number(String word) {
        int p = lines.token(word, NUMBER, "number").indexOf('p');
        int exponent = p < 0 ? 0 : Integer.parseInt(word.substring(p + 1));
        require(Math.abs(exponent) <= MAX_EXPONENT, "'" + LineReader.shortened(word) + "' is no number");
        return Dyadic.of(new BigInteger(p < 0 ? word : word.substring(0, p)), exponent);
    }

    private Dyadic nonNegative(String word) {
        Dyadic number = number(word);
        require(number.signum() >= 0, "the weight " + LineReader.shortened(word) + " is negative");
        return number;
    }

    /** The numbers up to the end of the line or to the next half-space. */
    private List<Dyadic> numbers() {
        List<Dyadic> numbers = new ArrayList<>();
        while (more() && !words[taken].equals("h")) {
            numbers.add(nonNegative(word()));
        }
        return numbers;
    }

    private SortedMap<Integer, Dyadic> weights() {
        SortedMap<Integer, Dyadic> weights = new TreeMap<>();
        while (more()) {
            String word = word();
            int colon = Math.max(word.indexOf(':'), 0);
            int key = index(word.substring(0, colon), ANY);
            require(weights.put(key, nonNegative(word.substring(colon + 1))) == null, key + " is weighed twice");
        }
        return weights;
    }

    /** Neurons, one row each; or bounds of neurons, the lower before the upper, where a part does not end in the letter of one. */
    private List<Row> rows(int relu, boolean areBounds) {
        List<Row> rows = new ArrayList<>();
        int previous = -1;
        String set = word();
        for (String part : set.equals("*") ? List.of("0-" + (layerSizes[relu] - 1)) : List.of(set.split(",", -1))) {
            boolean lower = !(areBounds && part.endsWith("u"));
            boolean upper = areBounds && !part.endsWith("l");
            String range = areBounds && lower != upper ? part.substring(0, part.length() - 1) : part;
            int dash = range.indexOf('-');
            int first = index(dash < 0 ? range : range.substring(0, dash), layerSizes[relu]);
            int last = dash < 0 ? first : index(range.substring(dash + 1), layerSizes[relu]);
            require(
                    previous < first && first <= last,
                    "the neurons " + LineReader.shortened(part) + " are out of order");
            previous = last;
            for (int neuron = first; neuron <= last; neuron++) {
                if (lower) {
                    rows.add(new Row(neuron, 1));
                }
                if (upper) {
                    rows.add(new Row(neuron, -1));
                }
            }
        }
        return rows;
    }

    private double[] fractions(String digits, int count) {
        int places = digits.length() / count;
        require(
                places > 0 && places <= MAX_PLACES && places * count == digits.length(),
                digits.length() + " digits for " + count + " slopes");
        double[] values = new double[count];
        for (int i = 0; i < digits.length(); i++) {
            int digit = DIGITS.indexOf(digits.charAt(i));
            values[i / places] = values[i / places] + Math.scalb((double) digit, -6 * (i % places + 1));
            require(digit >= 0 && values[i / places] <= 1, "slope " + i / places + " is not between 0 and 1");
        }
        return values;
    }
}
