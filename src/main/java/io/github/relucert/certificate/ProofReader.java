package io.github.relucert.certificate;

import io.github.relucert.certificate.ProofRecord.Method;
import io.github.relucert.certificate.ProofRecord.Precision;
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
import java.util.stream.IntStream;

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

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1," + MAX_NUMBER_DIGITS + "}+(?:p-?[0-9]{1,5}+)?+");
    private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}+");

    private final LineReader lines;
    private final int inputSize;
    private final int[] layerSizes;
    private String[] words = {};
    private int length;

    /** Reads a body that is a whole text. */
    public static ProofReader ofBody(LineReader text, Network network) {
        return new ProofReader(text, network);
    }

    /** Reads from the current line on. */
    ProofReader(LineReader lines, Network network) {
        this.lines = lines;
        lines.liftLimit();
        this.inputSize = network.inputSize();
        this.layerSizes = network.reluLayers().stream()
                .mapToInt(layer -> network.layers().get(layer).outputSize())
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

    private ProofRecord parse(String line) {
        length = line.length();
        words = line.split(" ", -1);
        return switch (words[0]) {
            case "a", "s" -> slopes();
            case "+", "-" -> settled();
            case "b" -> new ProofRecord.SplitWeights(weights());
            case "w" -> new ProofRecord.ConditionWeights(index(1, Integer.MAX_VALUE), nonNegative(2, words.length));
            case "h" -> new ProofRecord.HalfSpaceWeights(weights());
            case "n" -> new ProofRecord.Multiplier(nonNegative(1, exactly(2)).getFirst());
            case "L" -> bounds(Method.BACKWARD);
            case "I" -> bounds(Method.INTERVAL);
            case "H" -> new ProofRecord.HalfSpace(words.length == 1 ? OptionalInt.empty() : disjunct());
            case "x" -> new ProofRecord.Refutation(disjunct(), Precision.ANY);
            case "x!" -> new ProofRecord.Refutation(disjunct(), Precision.EXACT);
            case "l" -> refutation(Precision.ANY);
            case "l!" -> refutation(Precision.EXACT);
            case "c" -> new ProofRecord.Crossing(neuron());
            case "z" -> new ProofRecord.NeuronSplit(neuron());
            case "i" -> new ProofRecord.InputSplit(index(1, inputSize), number(words[exactly(3) - 1]));
            case "d" -> disjunctSplit();
            default -> throw violation("no record begins with '" + shortened(words[0]) + "'");
        };
    }

    private ProofRecord slopes() {
        int relu = index(1, layerSizes.length);
        int[] neurons = neurons(words[exactly(4) - 2], relu);
        double[] values = fractions(words[3], neurons.length);
        return words[0].equals("a")
                ? new ProofRecord.Slopes(relu, neurons, values, new double[0])
                : new ProofRecord.Slopes(relu, neurons, new double[0], values);
    }

    private ProofRecord settled() {
        int relu = index(1, layerSizes.length);
        int[] neurons = neurons(words[exactly(3) - 1], relu);
        double[] values = new double[neurons.length];
        Arrays.fill(values, words[0].equals("+") ? 1 : 0);
        return new ProofRecord.Slopes(relu, neurons, values, values);
    }

    private ProofRecord bounds(Method method) {
        int relu = index(1, layerSizes.length);
        List<Integer> rows = new ArrayList<>();
        List<Integer> signs = new ArrayList<>();
        String sides = word(2);
        for (String part : sides.equals("*") ? List.of("0-" + (layerSizes[relu] - 1)) : List.of(sides.split(",", -1))) {
            boolean lower = !part.endsWith("u");
            boolean upper = !part.endsWith("l");
            String range = lower && upper ? part : part.substring(0, part.length() - 1);
            for (int neuron : range(range, relu, rows.isEmpty() ? -1 : rows.getLast())) {
                if (lower) {
                    rows.add(neuron);
                    signs.add(1);
                }
                if (upper) {
                    rows.add(neuron);
                    signs.add(-1);
                }
            }
        }
        int next = 3;
        List<Dyadic> multipliers = List.of();
        if (next < words.length && words[next].equals("n")) {
            int end = next + 1;
            while (end < words.length && !words[end].equals("h")) {
                end++;
            }
            multipliers = nonNegative(next + 1, end);
            next = end;
        }
        if (multipliers.size() > 1 && multipliers.size() != rows.size()) {
            throw violation(multipliers.size() + " multipliers for " + rows.size() + " rows");
        }
        SortedMap<Integer, List<Dyadic>> halfSpaces = new TreeMap<>();
        while (next < words.length) {
            int end = next + 2 + rows.size();
            if (!words[next].equals("h") || end > words.length) {
                throw violation("expected h, a half-space and " + rows.size() + " weights");
            }
            if (halfSpaces.put(index(next + 1, Integer.MAX_VALUE), nonNegative(next + 2, end)) != null) {
                throw violation("half-space " + words[next + 1] + " is weighed twice");
            }
            next = end;
        }
        return new ProofRecord.Bounds(method, relu, ints(rows), ints(signs), multipliers, halfSpaces);
    }

    private ProofRecord refutation(Precision precision) {
        exactly(1);
        return new ProofRecord.Refutation(OptionalInt.empty(), precision);
    }

    private ProofRecord disjunctSplit() {
        exactly(1);
        return new ProofRecord.DisjunctSplit();
    }

    private OptionalInt disjunct() {
        return OptionalInt.of(index(exactly(2) - 1, Integer.MAX_VALUE));
    }

    private Neuron neuron() {
        int relu = index(1, layerSizes.length);
        return new Neuron(relu, index(exactly(3) - 1, layerSizes[relu]));
    }

    private int exactly(int count) {
        if (words.length != count) {
            throw violation(
                    "a record " + shortened(words[0]) + " has " + (count - 1) + " operands, not " + (words.length - 1));
        }
        return count;
    }

    private String word(int position) {
        if (position >= words.length) {
            throw violation("a record " + shortened(words[0]) + " has more operands");
        }
        return words[position];
    }

    private int index(int position, int limit) {
        return index(word(position), limit);
    }

    private int index(String word, int limit) {
        if (!INDEX.matcher(word).matches() || Integer.parseInt(word) >= limit) {
            throw violation("'" + shortened(word) + "' is no index below " + limit);
        }
        return Integer.parseInt(word);
    }

    private Dyadic number(String word) {
        int p = word.indexOf('p');
        int exponent = p < 0 || !NUMBER.matcher(word).matches() ? 0 : Integer.parseInt(word.substring(p + 1));
        if (!NUMBER.matcher(word).matches() || Math.abs(exponent) > MAX_EXPONENT) {
            throw violation("'" + shortened(word) + "' is no number");
        }
        return Dyadic.of(new BigInteger(p < 0 ? word : word.substring(0, p)), exponent);
    }

    private List<Dyadic> nonNegative(int from, int to) {
        List<Dyadic> numbers = new ArrayList<>();
        for (int position = from; position < to; position++) {
            Dyadic number = number(word(position));
            if (number.signum() < 0) {
                throw violation("the weight " + shortened(words[position]) + " is negative");
            }
            numbers.add(number);
        }
        return numbers;
    }

    private SortedMap<Integer, Dyadic> weights() {
        SortedMap<Integer, Dyadic> weights = new TreeMap<>();
        for (int position = 1; position < words.length; position++) {
            int colon = words[position].indexOf(':');
            int key = index(words[position].substring(0, Math.max(colon, 0)), Integer.MAX_VALUE);
            words[position] = words[position].substring(colon + 1);
            if (weights.put(key, nonNegative(position, position + 1).getFirst()) != null) {
                throw violation(key + " is weighed twice");
            }
        }
        return weights;
    }

    private int[] neurons(String set, int relu) {
        List<Integer> neurons = new ArrayList<>();
        for (String part : set.equals("*") ? List.of("0-" + (layerSizes[relu] - 1)) : List.of(set.split(",", -1))) {
            for (int neuron : range(part, relu, neurons.isEmpty() ? -1 : neurons.getLast())) {
                neurons.add(neuron);
            }
        }
        return ints(neurons);
    }

    /** The indices of {@code i} or {@code i-j}, all above {@code previous}. */
    private int[] range(String text, int relu, int previous) {
        int dash = text.indexOf('-');
        int first = index(dash < 0 ? text : text.substring(0, dash), layerSizes[relu]);
        int last = dash < 0 ? first : index(text.substring(dash + 1), layerSizes[relu]);
        if (first <= previous || last < first) {
            throw violation("the neurons " + shortened(text) + " are out of order");
        }
        return IntStream.rangeClosed(first, last).toArray();
    }

    private double[] fractions(String digits, int count) {
        int places = digits.length() / Math.max(count, 1);
        if (places == 0 || places > MAX_PLACES || places * count != digits.length()) {
            throw violation(digits.length() + " digits for " + count + " slopes");
        }
        double[] values = new double[count];
        for (int i = 0; i < digits.length(); i++) {
            int digit = DIGITS.indexOf(digits.charAt(i));
            values[i / places] = values[i / places] + Math.scalb((double) digit, -6 * (i % places + 1));
            if (digit < 0 || values[i / places] > 1) {
                throw violation("slope " + i / places + " is not between 0 and 1");
            }
        }
        return values;
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    private static String shortened(String word) {
        return word.length() <= 40 ? word : word.substring(0, 40) + "...";
    }
}
