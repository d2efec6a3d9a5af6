package io.github.relucert.certificate;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.network.Neuron;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;

/** One line of a proof body; {@code certificates/FORMAT.md} says what each means. Arrays are not copied. */
public sealed interface ProofRecord {
    /**
     * Slopes of the lines that enclose ReLUs; they hold in the subtree.
     *
     * @param neurons ascending indices in the ReLU layer
     * @param lower slopes in [0, 1], one a neuron, or none to keep what is inherited
     * @param upper likewise
     */
    record Slopes(int relu, int[] neurons, double[] lower, double[] upper) implements ProofRecord {}

    /** Weights of the splits on the path, by their depth among the neuron splits. */
    record SplitWeights(SortedMap<Integer, Dyadic> weights) implements ProofRecord {}

    /** Weights of all conditions of a disjunct. */
    record ConditionWeights(int disjunct, List<Dyadic> weights) implements ProofRecord {}

    /** Weights of half-spaces in scope; the others get none. */
    record HalfSpaceWeights(SortedMap<Integer, Dyadic> weights) implements ProofRecord {}

    /** The number nu that divides a linear form between ball and box. */
    record Multiplier(Dyadic nu) implements ProofRecord {}

    /** Whether a bound is pushed back with the slopes in force or with slopes zero. */
    enum Method {
        BACKWARD,
        INTERVAL
    }

    /**
     * One bound.
     *
     * @param sign +1 for a lower bound, -1 for an upper one
     */
    record Row(int neuron, int sign) {}

    /**
     * A block of bounds on pre-activations of one ReLU layer.
     *
     * @param rows in order of the neurons, the lower bound before the upper
     * @param multipliers one a row, one for all rows, or none to use the number in force
     * @param halfSpaces weights of half-spaces, one a row
     */
    record Bounds(
            Method method,
            int relu,
            List<Row> rows,
            List<Dyadic> multipliers,
            SortedMap<Integer, List<Dyadic>> halfSpaces)
            implements ProofRecord {}

    /**
     * A half-space that contains every unsafe point of the node.
     *
     * @param disjunct whose conditions enter; none when only splits do
     */
    record HalfSpace(OptionalInt disjunct) implements ProofRecord {}

    /** Which arithmetic a refutation asks for. */
    enum Precision {
        ANY,
        EXACT
    }

    /**
     * A refutation.
     *
     * @param disjunct the one refuted; none for all that are open, which closes the node
     */
    record Refutation(OptionalInt disjunct, Precision precision) implements ProofRecord {}

    /** The neuron's lower bound exceeds its upper bound: closes the node. */
    record Crossing(Neuron neuron) implements ProofRecord {}

    /** First child {@code z <= 0}, second child {@code z >= 0}. */
    record NeuronSplit(Neuron neuron) implements ProofRecord {}

    /** First child {@code x_k <= at}, second child {@code x_k >= at}. */
    record InputSplit(int coordinate, Dyadic at) implements ProofRecord {}

    /** One child a disjunct that is open, in ascending order. */
    record DisjunctSplit() implements ProofRecord {}
}
