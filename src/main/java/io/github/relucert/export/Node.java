package io.github.relucert.export;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.export.ProofText.Clause;
import io.github.relucert.network.Neuron;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is in force at a node of a proof while its lines are read. Rows of arrays are replaced and not changed: children share them. */
final class Node {
    /** A proved bound of a pre-activation. */
    record Bound(double value, Fact fact) {}

    /** The upper line of a ReLU, and what it was made from. */
    record Line(double slope, Optional<Bound> lower, Optional<Bound> upper, Fact fact) {}

    /** A split of a neuron. */
    record Split(Neuron neuron, Fact side, boolean active) {}

    final double[][] alpha;
    final double[][] slope;
    final Bound[][] lower;
    final Bound[][] upper;
    final Map<Neuron, Line> lines = new HashMap<>();
    final Map<Neuron, Split> sides = new HashMap<>();
    final List<Split> path = new ArrayList<>();
    final SortedMap<Integer, Dyadic> splitWeights = new TreeMap<>();
    final Map<Integer, List<Dyadic>> conditionWeights = new HashMap<>();
    final List<Optional<HalfSpace>> halfSpaces = new ArrayList<>();
    SortedMap<Integer, Dyadic> halfSpaceWeights = new TreeMap<>();
    Dyadic nu = Dyadic.ZERO;
    final List<Side> lowSides;
    final List<Side> highSides;
    final BitSet open;
    final Map<Integer, Clause> refuted = new HashMap<>();
    Optional<Refutation> crossing = Optional.empty();
    /** The one open disjunct, where it is assumed since a split of the disjuncts above. */
    OptionalInt assumed = OptionalInt.empty();

    Node(Query query, int[] layerSizes, int disjuncts) {
        int layers = layerSizes.length;
        alpha = new double[layers][];
        slope = new double[layers][];
        lower = new Bound[layers][];
        upper = new Bound[layers][];
        for (int r = 0; r < layers; r++) {
            alpha[r] = new double[layerSizes[r]];
            slope[r] = new double[layerSizes[r]];
            Arrays.fill(slope[r], 1);
            lower[r] = new Bound[layerSizes[r]];
            upper[r] = new Bound[layerSizes[r]];
        }
        lowSides = new ArrayList<>(query.lower());
        highSides = new ArrayList<>(query.upper());
        open = new BitSet();
        open.set(0, disjuncts);
    }

    private Node(Node parent) {
        alpha = parent.alpha.clone();
        slope = parent.slope.clone();
        lower = parent.lower.clone();
        upper = parent.upper.clone();
        lines.putAll(parent.lines);
        sides.putAll(parent.sides);
        path.addAll(parent.path);
        splitWeights.putAll(parent.splitWeights);
        conditionWeights.putAll(parent.conditionWeights);
        halfSpaces.addAll(parent.halfSpaces);
        halfSpaceWeights = parent.halfSpaceWeights;
        nu = parent.nu;
        lowSides = new ArrayList<>(parent.lowSides);
        highSides = new ArrayList<>(parent.highSides);
        open = (BitSet) parent.open.clone();
        refuted.putAll(parent.refuted);
        crossing = parent.crossing;
        assumed = parent.assumed;
    }

    /** A node below, with everything that is in force here. */
    Node child() {
        return new Node(this);
    }

    Optional<Bound> lower(int relu, int i) {
        return Optional.ofNullable(lower[relu][i]);
    }

    Optional<Bound> upper(int relu, int i) {
        return Optional.ofNullable(upper[relu][i]);
    }
}
