package io.github.relucert.search;

import io.github.relucert.certificate.ProofReader;
import io.github.relucert.exact.Dyadic;
import io.github.relucert.network.Network;
import io.github.relucert.network.Neuron;
import io.github.relucert.network.Phase;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;

/**
 * Writes the lines of a proof body, in the order in which they are called; {@code certificates/FORMAT.md} says what each means.
 * Holds nothing: a tree of any size streams through in preorder.
 */
public final class ProofWriter {
    private static final int PLACE_BITS = 6;

    private final Appendable out;
    private final Network network;

    public ProofWriter(Appendable out, Network network) {
        this.out = out;
        this.network = network;
    }

    /** The two families of slopes. */
    public enum Side {
        LOWER("a"),
        UPPER("s");

        private final String word;

        Side(String word) {
            this.word = word;
        }
    }

    /** The nearest slope that can be written with so many places of 6 bits each. */
    public static double writable(double slope, int places) {
        double scale = Math.scalb(1.0, PLACE_BITS * places);
        return Math.clamp(Math.rint(slope * scale) / scale, 0, 1);
    }

    /**
     * Slopes in force from here on in the subtree.
     *
     * @param neurons ascending
     * @param values one a neuron, each {@link #writable} with {@code places}
     * @param places digits a slope, 1 to 8
     */
    public void slopes(Side side, int relu, int[] neurons, double[] values, int places) throws IOException {
        if (neurons.length == 0) {
            return;
        }
        StringBuilder digits = new StringBuilder(neurons.length * places);
        for (double value : values) {
            long steps = (long) Math.scalb(value, PLACE_BITS * places);
            if (Math.scalb((double) steps, -PLACE_BITS * places) != value) {
                throw new IllegalArgumentException(value + " has no " + places + " places");
            }
            for (int place = 1; place <= places; place++) {
                long digit = steps >> (PLACE_BITS * (places - place));
                digits.append(ProofReader.DIGITS.charAt((int) (value == 1 ? place == 1 ? 64 : 0 : digit & 63)));
            }
        }
        line(side.word + " " + relu + " " + set(relu, neurons) + " " + digits);
    }

    /** Both slopes 1 (ACTIVE) or 0 (INACTIVE) from here on in the subtree; neurons ascend. */
    public void settled(Phase phase, int relu, int[] neurons) throws IOException {
        String word = switch (phase) {
            case ACTIVE -> "+";
            case INACTIVE -> "-";
            case UNSTABLE -> throw new IllegalArgumentException("an unstable neuron is not settled");
        };
        if (neurons.length > 0) {
            line(word + " " + relu + " " + set(relu, neurons));
        }
    }

    /** Weights of splits on the path, by depth among the neuron splits; the others keep theirs. */
    public void splitWeights(SortedMap<Integer, Dyadic> weights) throws IOException {
        if (!weights.isEmpty()) {
            line("b" + weighed(weights));
        }
    }

    /** Weights of half-spaces in refutations; the others have none from here on. */
    public void halfSpaceWeights(SortedMap<Integer, Dyadic> weights) throws IOException {
        line("h" + weighed(weights));
    }

    /** Weights of the conditions of a disjunct, all of them. */
    public void conditionWeights(int disjunct, List<Dyadic> weights) throws IOException {
        line("w " + disjunct + numbers(weights));
    }

    /** The number nu from here on. */
    public void multiplier(Dyadic nu) throws IOException {
        line("n " + number(nu));
    }

    /** Which sides of a neuron a block of bounds is for. */
    public enum Bound {
        BOTH(""),
        LOWER("l"),
        UPPER("u");

        private final String suffix;

        Bound(String suffix) {
            this.suffix = suffix;
        }
    }

    /** Interval bounds of all neurons of a layer. */
    public void intervalBounds(int relu, Dyadic nu) throws IOException {
        line("I " + relu + " * n " + number(nu));
    }

    /**
     * Bounds of one layer. Rows are the neurons in their order, the lower bound before the upper one.
     *
     * @param neurons ascending
     * @param bounds one a neuron
     * @param multipliers one a row, one for all rows, or none
     * @param halfSpaces weights by half-space, one a row
     */
    public void bounds(
            int relu,
            int[] neurons,
            List<Bound> bounds,
            List<Dyadic> multipliers,
            SortedMap<Integer, List<Dyadic>> halfSpaces)
            throws IOException {
        if (neurons.length == 0) {
            return;
        }
        StringBuilder text = new StringBuilder("L " + relu + " ");
        for (int from = 0; from < neurons.length; ) {
            int to = from;
            while (to + 1 < neurons.length
                    && neurons[to + 1] == neurons[to] + 1
                    && bounds.get(to + 1) == bounds.get(from)) {
                to++;
            }
            text.append(from == 0 ? "" : ",").append(range(neurons[from], neurons[to]));
            text.append(bounds.get(from).suffix);
            from = to + 1;
        }
        text.append(multipliers.isEmpty() ? "" : " n" + numbers(multipliers));
        halfSpaces.forEach(
                (number, weights) -> text.append(" h ").append(number).append(numbers(weights)));
        line(text.toString());
    }

    /** A half-space from the splits on the path alone. */
    public void halfSpaceOfSplits() throws IOException {
        line("H");
    }

    /** A half-space from the conditions of the only disjunct that is open, and the splits. */
    public void halfSpace(int disjunct) throws IOException {
        line("H " + disjunct);
    }

    /** Refutes one disjunct. */
    public void refute(int disjunct) throws IOException {
        line("x " + disjunct);
    }

    /** Refutes one disjunct, to be decided in exact arithmetic. */
    public void refuteExactly(int disjunct) throws IOException {
        line("x! " + disjunct);
    }

    /** Refutes every disjunct that is open and closes the node. */
    public void leaf() throws IOException {
        line("l");
    }

    /** Refutes every disjunct that is open, to be decided in exact arithmetic, and closes the node. */
    public void exactLeaf() throws IOException {
        line("l!");
    }

    /** Closes the node: the proved bounds of the neuron cross. */
    public void crossing(Neuron neuron) throws IOException {
        line("c " + neuron.relu() + " " + neuron.index());
    }

    /** Splits the node; the child with {@code z <= 0} comes next, then the one with {@code z >= 0}. */
    public void split(Neuron neuron) throws IOException {
        line("z " + neuron.relu() + " " + neuron.index());
    }

    /** Splits the node; the child with {@code x <= at} comes next, then the one with {@code x >= at}. */
    public void split(int coordinate, Dyadic at) throws IOException {
        line("i " + coordinate + " " + number(at));
    }

    /** Splits the node; one child a disjunct that is open comes next, in ascending order. */
    public void splitDisjuncts() throws IOException {
        line("d");
    }

    private void line(String text) throws IOException {
        out.append(text).append('\n');
    }

    /** A number as it is written: {@code M} or {@code MpE}. */
    public static String number(Dyadic value) {
        boolean plain = value.exponent() >= 0 && value.exponent() <= PLACE_BITS;
        return plain
                ? value.mantissa().shiftLeft(value.exponent()).toString()
                : value.mantissa() + "p" + value.exponent();
    }

    private static String numbers(List<Dyadic> values) {
        StringBuilder text = new StringBuilder();
        values.forEach(value -> text.append(' ').append(number(value)));
        return text.toString();
    }

    private static String weighed(SortedMap<Integer, Dyadic> weights) {
        StringBuilder text = new StringBuilder();
        weights.forEach(
                (key, weight) -> text.append(' ').append(key).append(':').append(number(weight)));
        return text.toString();
    }

    private String set(int relu, int[] neurons) {
        if (neurons.length == network.valueSize(network.reluLayers().get(relu) + 1)) {
            return "*";
        }
        StringBuilder text = new StringBuilder();
        for (int from = 0; from < neurons.length; ) {
            int to = from;
            while (to + 1 < neurons.length && neurons[to + 1] == neurons[to] + 1) {
                to++;
            }
            text.append(from == 0 ? "" : ",").append(range(neurons[from], neurons[to]));
            from = to + 1;
        }
        return text.toString();
    }

    private static String range(int first, int last) {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
