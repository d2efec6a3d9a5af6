package io.github.relucert.search;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.network.Network;
import io.github.relucert.network.Neuron;
import io.github.relucert.network.Phase;
import io.github.relucert.search.ProofWriter.Bound;
import io.github.relucert.search.ProofWriter.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The proof lines of one node in the making. Slopes are written only where they differ from those in force, which the node's state keeps.
 */
final class NodeText {
    /** Places of upper slopes: the chord is met to 2^-19 of its slope. */
    static final int CHORD_PLACES = 3;

    private static final int NUMBER_BITS = 26;

    private final StringBuilder text = new StringBuilder();
    private final ProofWriter out;

    NodeText(Network network) {
        this.out = new ProofWriter(text, network);
    }

    /** A line of a proof writer over memory, which cannot fail. */
    private interface Line {
        void write() throws IOException;
    }

    private static void write(Line line) {
        try {
            line.write();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The text so far, which starts anew. */
    String take() {
        String taken = text.toString();
        text.setLength(0);
        return taken;
    }

    /** Puts the slopes of a layer's lines in force. */
    void align(NodeState node, Lines lines, int relu, int lowerPlaces, IntPredicate isRead) {
        double[] below = lines.below[relu];
        double[] above = lines.above[relu];
        int size = below.length;
        int[] active = new int[size];
        int[] inactive = new int[size];
        int[] lower = new int[size];
        int[] upper = new int[size];
        int actives = 0;
        int inactives = 0;
        int lowers = 0;
        int uppers = 0;
        for (int i = 0; i < size; i++) {
            boolean sameBelow = node.below[relu][i] == below[i];
            boolean sameAbove = node.above[relu][i] == above[i];
            if ((sameBelow && sameAbove) || node.isSplit(relu, i)) {
                continue;
            }
            if (!node.isUnstable(relu, i)) {
                if (above[i] == 1) {
                    active[actives++] = i;
                } else {
                    inactive[inactives++] = i;
                }
            } else {
                if (!sameBelow && isRead.test(i)) {
                    lower[lowers++] = i;
                }
                if (!sameAbove) {
                    upper[uppers++] = i;
                }
            }
        }
        if (actives + inactives + lowers + uppers == 0) {
            return;
        }
        node.ownSlopes(relu);
        settle(node, relu, Phase.ACTIVE, Arrays.copyOf(active, actives), 1);
        settle(node, relu, Phase.INACTIVE, Arrays.copyOf(inactive, inactives), 0);
        slopes(Side.LOWER, relu, Arrays.copyOf(lower, lowers), below, node.below[relu], lowerPlaces);
        slopes(Side.UPPER, relu, Arrays.copyOf(upper, uppers), above, node.above[relu], CHORD_PLACES);
    }

    private void settle(NodeState node, int relu, Phase phase, int[] neurons, double slope) {
        write(() -> out.settled(phase, relu, neurons));
        for (int i : neurons) {
            node.below[relu][i] = slope;
            node.above[relu][i] = slope;
        }
    }

    private void slopes(Side side, int relu, int[] neurons, double[] wanted, double[] inForce, int places) {
        double[] values = Arrays.stream(neurons).mapToDouble(i -> wanted[i]).toArray();
        write(() -> out.slopes(side, relu, neurons, values, places));
        for (int i : neurons) {
            inForce[i] = wanted[i];
        }
    }

    void intervals(int relu) {
        write(() -> out.intervalBounds(relu, Dyadic.ZERO));
    }

    /** Rows of bounds: multipliers one a row or none, weights of one half-space one a row or none. */
    void bounds(
            int relu, int[] neurons, List<Bound> sides, List<Double> multipliers, int halfSpace, List<Double> weights) {
        List<Dyadic> nus = multipliers.stream().map(NodeText::coarse).toList();
        SortedMap<Integer, List<Dyadic>> halfSpaces = new TreeMap<>();
        if (weights.stream().anyMatch(w -> w > 0)) {
            halfSpaces.put(halfSpace, weights.stream().map(Dyadic::of).toList());
        }
        write(() -> out.bounds(relu, neurons, sides, nus, halfSpaces));
    }

    /** The weights of splits and conditions and the multiplier, as far as they differ from those in force. */
    void weights(NodeState node, double[] formerBeta, double[] formerWeights, boolean hasMultiplier) {
        SortedMap<Integer, Dyadic> changed = new TreeMap<>();
        for (int d = 0; d < node.beta.length; d++) {
            double former = d < formerBeta.length ? formerBeta[d] : 0;
            if (former != node.beta[d]) {
                changed.put(d, Dyadic.of(node.beta[d]));
            }
        }
        write(() -> out.splitWeights(changed));
        if (!Arrays.equals(formerWeights, node.weights)) {
            write(() -> out.conditionWeights(
                    node.disjunct,
                    Arrays.stream(node.weights).mapToObj(Dyadic::of).toList()));
        }
        if (hasMultiplier && Double.isFinite(node.multiplier)) {
            write(() -> out.multiplier(Dyadic.of(node.multiplier)));
        }
    }

    /** The weights of half-spaces by number; nothing where there are none. */
    void halfSpaceWeights(double[] weights) {
        SortedMap<Integer, Dyadic> positive = new TreeMap<>();
        for (int number = 0; number < weights.length; number++) {
            if (weights[number] > 0) {
                positive.put(number, Dyadic.of(weights[number]));
            }
        }
        if (!positive.isEmpty()) {
            write(() -> out.halfSpaceWeights(positive));
        }
    }

    /** No half-space has a weight from here on. */
    void noHalfSpaceWeights() {
        write(() -> out.halfSpaceWeights(new TreeMap<>()));
    }

    /**
     * A leaf that is refuted in exact arithmetic by these weights, whatever was in force before.
     *
     * @param splits one weight a split on the path
     * @param conditions one a condition of the disjunct
     */
    void exactLeaf(int disjunct, List<Dyadic> splits, List<Dyadic> conditions, Dyadic multiplier) {
        SortedMap<Integer, Dyadic> numbered = new TreeMap<>();
        for (int d = 0; d < splits.size(); d++) {
            numbered.put(d, splits.get(d));
        }
        write(() -> out.splitWeights(numbered));
        write(() -> out.conditionWeights(disjunct, conditions));
        write(() -> out.multiplier(multiplier));
        write(out::exactLeaf);
    }

    void halfSpace(int disjunct) {
        write(() -> out.halfSpace(disjunct));
    }

    void refute(int disjunct) {
        write(() -> out.refute(disjunct));
    }

    void split(int relu, int index) {
        write(() -> out.split(new Neuron(relu, index)));
    }

    void split(int coordinate, double at) {
        write(() -> out.split(coordinate, Dyadic.of(at)));
    }

    void crossing(int relu, int index) {
        write(() -> out.crossing(new Neuron(relu, index)));
    }

    static int[] all(int size) {
        return IntStream.range(0, size).toArray();
    }

    private static Dyadic coarse(double number) {
        if (!(number > 0) || Double.isInfinite(number)) {
            return Dyadic.ZERO;
        }
        double step = Math.scalb(1.0, Math.getExponent(number) - NUMBER_BITS);
        return Dyadic.of(Math.rint(number / step) * step);
    }
}
