package io.github.relucert.search;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a node that waits in the frontier knows. Bounds and slopes, {@code [relu][index]}, are shared with the parent until a layer changes.
 * Split neurons have bounds that say so: {@code upper <= 0} or {@code lower >= 0}.
 */
final class NodeState {
    /** The node's number in the tree. */
    int id;

    /** What came of the linear program for this node's bound. */
    ProgramGate.Program program = ProgramGate.Program.NONE;

    /** The only open disjunct. */
    final int disjunct;

    /** The sides of the node's box, without the ball; shared with the parent until an input is split. */
    final double[] low;

    final double[] high;

    /** Bounds of pre-activations as the search knows them. */
    final double[][] lower;

    final double[][] upper;

    /** Slopes as they are in force in the proof at the end of the node's lines. */
    final double[][] below;

    final double[][] above;

    /** Splits from the root on: layer, index, and whether the path took {@code z >= 0}; one weight each. */
    final int[] splitRelu;

    final int[] splitIndex;
    final boolean[] splitActive;
    final double[] beta;

    /** Weights of the disjunct's conditions. */
    final double[] weights;

    /** The newest half-space in scope. */
    Optional<HalfSpace> halfSpace = Optional.empty();

    /** Weights of half-spaces by number; only settled cells have them. */
    double[] halfSpaceWeights = new double[0];

    /** How near an unsafe point of the node may be; negative while the bound cannot exclude the centre. */
    double value = Double.NEGATIVE_INFINITY;

    /** The multiplier of the ball that belongs to the value. */
    double multiplier;

    /** Candidates for the next split, the most promising first, as layer and index in turn. */
    int[] candidates = new int[0];

    /** The root of a tree over a box, without a disjunct. */
    NodeState(double[] low, double[] high, double[][] lower, double[][] upper, double[][] below, double[][] above) {
        this(
                -1,
                low,
                high,
                lower,
                upper,
                below,
                above,
                new int[0],
                new int[0],
                new boolean[0],
                new double[0],
                new double[0]);
    }

    private NodeState(
            int disjunct,
            double[] low,
            double[] high,
            double[][] lower,
            double[][] upper,
            double[][] below,
            double[][] above,
            int[] splitRelu,
            int[] splitIndex,
            boolean[] splitActive,
            double[] beta,
            double[] weights) {
        this.disjunct = disjunct;
        this.low = low;
        this.high = high;
        this.lower = lower;
        this.upper = upper;
        this.below = below;
        this.above = above;
        this.splitRelu = splitRelu;
        this.splitIndex = splitIndex;
        this.splitActive = splitActive;
        this.beta = beta;
        this.weights = weights;
    }

    /** A node that knows what this one does about a disjunct within a box. */
    NodeState forDisjunct(int j, double[] boxLow, double[] boxHigh, double[] conditionWeights) {
        return copy(j, boxLow, boxHigh, splitRelu, splitIndex, splitActive, beta, conditionWeights);
    }

    /** One half of the box: {@code x <= at}, or {@code x >= at} when {@code above}. */
    NodeState half(int coordinate, double at, boolean above) {
        double[] boxLow = low.clone();
        double[] boxHigh = high.clone();
        (above ? boxLow : boxHigh)[coordinate] = at;
        NodeState child = copy(disjunct, boxLow, boxHigh, splitRelu, splitIndex, splitActive, beta, weights);
        child.value = value;
        return child;
    }

    /** One side of a split. */
    NodeState child(int relu, int index, boolean active) {
        int depth = splitRelu.length;
        int[] relus = Arrays.copyOf(splitRelu, depth + 1);
        int[] indices = Arrays.copyOf(splitIndex, depth + 1);
        boolean[] sides = Arrays.copyOf(splitActive, depth + 1);
        relus[depth] = relu;
        indices[depth] = index;
        sides[depth] = active;
        NodeState child = copy(disjunct, low, high, relus, indices, sides, Arrays.copyOf(beta, depth + 1), weights);
        child.own(relu);
        if (active) {
            child.lower[relu][index] = Math.max(0, child.lower[relu][index]);
        } else {
            child.upper[relu][index] = Math.min(0, child.upper[relu][index]);
        }
        child.value = value;
        return child;
    }

    private NodeState copy(
            int j,
            double[] boxLow,
            double[] boxHigh,
            int[] relus,
            int[] indices,
            boolean[] sides,
            double[] betas,
            double[] conditions) {
        NodeState copy = new NodeState(
                j,
                boxLow,
                boxHigh,
                lower.clone(),
                upper.clone(),
                below.clone(),
                above.clone(),
                relus,
                indices,
                sides,
                betas.clone(),
                conditions.clone());
        copy.halfSpace = halfSpace;
        return copy;
    }

    /** This node as it is now, whatever is made of it later. */
    NodeState snapshot() {
        NodeState copy = copy(disjunct, low, high, splitRelu, splitIndex, splitActive, beta, weights);
        copy.id = id;
        copy.value = value;
        copy.multiplier = multiplier;
        copy.halfSpaceWeights = halfSpaceWeights;
        return copy;
    }

    /** Makes a layer's bounds this node's own, to be written to. */
    void own(int relu) {
        lower[relu] = lower[relu].clone();
        upper[relu] = upper[relu].clone();
    }

    /** Makes a layer's slopes this node's own, to be written to. */
    void ownSlopes(int relu) {
        below[relu] = below[relu].clone();
        above[relu] = above[relu].clone();
    }

    boolean isUnstable(int relu, int index) {
        return lower[relu][index] < 0 && upper[relu][index] > 0;
    }

    boolean isSplit(int relu, int index) {
        for (int d = 0; d < splitRelu.length; d++) {
            if (splitRelu[d] == relu && splitIndex[d] == index) {
                return true;
            }
        }
        return false;
    }

    int halfSpaces() {
        return halfSpace.map(newest -> newest.number() + 1).orElse(0);
    }

    int unstableCount() {
        int count = 0;
        for (int relu = 0; relu < lower.length; relu++) {
            for (int i = 0; i < lower[relu].length; i++) {
                count += isUnstable(relu, i) ? 1 : 0;
            }
        }
        return count;
    }
}
