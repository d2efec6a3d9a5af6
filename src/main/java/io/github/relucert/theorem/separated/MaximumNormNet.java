package io.github.relucert.theorem.separated;

import io.github.relucert.exact.Rational;
import io.github.relucert.theorem.circuit.Gadgets;
import io.github.relucert.theorem.circuit.Gadgets.Extreme;
import io.github.relucert.theorem.circuit.LayeredCircuit;
import io.github.relucert.theorem.circuit.Signal;
import io.github.relucert.theorem.generator.SeparatedSets;
import java.util.ArrayList;
import java.util.List;

/**
 * The nearest-neighbour network of the maximum norm, {@code f(x) = min_b ||x - b||_inf - min_a ||x - a||_inf}: absolute values, a
 * binary tree of maxima a point, a binary tree of minima a class. With {@code N/2} points a class, {@code d} and {@code N/2} powers
 * of two, it takes {@code 10 N d - 8} parameters.
 */
public final class MaximumNormNet {
    private MaximumNormNet() {}

    /** The network of two sets; coordinates have to be doubles. */
    public static LayeredCircuit.Built of(SeparatedSets sets) {
        LayeredCircuit circuit = new LayeredCircuit(sets.dimension());
        List<List<Signal>> steps = new ArrayList<>();
        for (List<List<Rational>> points : List.of(sets.a(), sets.b())) {
            for (List<Rational> point : points) {
                List<Signal> coordinates = new ArrayList<>();
                for (int i = 0; i < point.size(); i++) {
                    Signal step =
                            circuit.input(i).plus(-point.get(i).doubleNearest()); // the bias is written, even when zero
                    coordinates.add(Gadgets.absolute(circuit, step));
                }
                steps.add(coordinates);
            }
        }
        circuit.closeLayer();
        List<Signal> distances = Gadgets.extremes(circuit, Extreme.MAXIMUM, steps);
        List<List<Signal>> classes = List.of(
                distances.subList(0, sets.a().size()),
                distances.subList(sets.a().size(), distances.size()));
        List<Signal> nearest = Gadgets.extremes(circuit, Extreme.MINIMUM, classes);
        return circuit.build(List.of(nearest.get(1).minus(nearest.get(0))));
    }

    /** {@code 10 N d - 8}. */
    public static long formula(int points, int dimension) {
        return 10L * points * dimension - 8;
    }

    /** Whether the formula is exact: no signal has to pass through a neuron. */
    static boolean isBalanced(SeparatedSets sets) {
        return sets.a().size() == sets.b().size()
                && Integer.bitCount(sets.a().size()) == 1
                && Integer.bitCount(sets.dimension()) == 1;
    }
}
