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
 * The nearest-neighbour network of the Euclidean norm,
 * {@code f(x) = max_a (2 a.x - |a|^2) - max_b (2 b.x - |b|^2) = min_b |x - b|^2 - min_a |x - a|^2}. Both maxima are raised by one
 * constant that keeps their terms non-negative where {@code |x| <= R}; there, and only there, the network is this function. With
 * {@code N/2 >= 2} points a class, a power of two, it takes {@code N (d + 5.5) - 8} parameters.
 */
public final class VoronoiNet {
    private VoronoiNet() {}

    /** What a centre contributes to the first layer. */
    public enum Centre {
        /** {@code 2 a.x - |a|^2}. */
        WITH_SQUARE,
        /** {@code 2 a.x}, as if all centres had the same length: a false variant, for controls. */
        WITHOUT_SQUARE
    }

    /**
     * The network of two sets; coordinates have to be doubles whose squares are.
     *
     * @param reach {@code R}, a whole number not below the length of any centre
     */
    public static LayeredCircuit.Built of(SeparatedSets sets, int reach, Centre centre) {
        double raise = 3.0 * reach * reach;
        LayeredCircuit circuit = new LayeredCircuit(sets.dimension());
        List<List<Signal>> terms = new ArrayList<>();
        for (List<List<Rational>> points : List.of(sets.a(), sets.b())) {
            terms.add(points.stream()
                    .map(point -> circuit.relu(term(point, centre).plus(raise)))
                    .toList());
        }
        circuit.closeLayer();
        List<Signal> largest = Gadgets.extremes(circuit, Extreme.MAXIMUM, terms);
        return circuit.build(List.of(largest.get(0).minus(largest.get(1))));
    }

    private static Signal term(List<Rational> point, Centre centre) {
        Rational square = switch (centre) {
            case WITH_SQUARE ->
                point.stream().map(c -> c.multiply(c)).reduce(Rational::add).orElseThrow();
            case WITHOUT_SQUARE -> Rational.ZERO;
        };
        return Signal.ofInputs(
                point.stream().map(c -> 2 * c.doubleNearest()).toList(),
                square.negate().doubleNearest());
    }

    /** {@code N (d + 5.5) - 8}, for two points {@code N (d + 1) + 2}. */
    public static long formula(int points, int dimension) {
        return points == 2 ? 2L * (dimension + 1) + 2 : (points * (2L * dimension + 11) - 16) / 2;
    }

    /** Whether the formula is exact. */
    static boolean isBalanced(SeparatedSets sets) {
        return sets.a().size() == sets.b().size() && Integer.bitCount(sets.a().size()) == 1;
    }
}
