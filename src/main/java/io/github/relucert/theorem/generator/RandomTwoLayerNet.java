package io.github.relucert.theorem.generator;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.theorem.circuit.LayeredCircuit;
import io.github.relucert.theorem.circuit.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Small random networks with one hidden layer and one output, weights and biases multiples of 1/4 in [-2, 2], so that exact
 * arithmetic stays short and kinks, ties and dead neurons occur.
 */
public final class RandomTwoLayerNet {
    private RandomTwoLayerNet() {}

    /** A network with that many inputs and hidden neurons. */
    public static Network generate(long seed, int inputs, int neurons) {
        return build(seed, inputs, neurons, 1, 0);
    }

    /**
     * The same, its sign chosen and shifted by a constant so that {@code f(a) = -f(b) >= 0}; zero at both where the network does not
     * tell them apart.
     *
     * @param a coordinates of doubles
     * @param b likewise
     */
    public static Network separating(long seed, int neurons, List<Rational> a, List<Rational> b) {
        Network plain = generate(seed, a.size(), neurons);
        Rational atA = new ExactEvaluation(plain, RationalVector.of(a)).output().get(0);
        Rational atB = new ExactEvaluation(plain, RationalVector.of(b)).output().get(0);
        int sign = atA.compareTo(atB) < 0 ? -1 : 1;
        Rational shift = atA.add(atB).multiply(Rational.of(-sign, 2));
        return build(seed, a.size(), neurons, sign, shift.doubleNearest());
    }

    private static Network build(long seed, int inputs, int neurons, int sign, double shift) {
        SplittableRandom random = new SplittableRandom(seed);
        LayeredCircuit circuit = new LayeredCircuit(inputs);
        for (int j = 0; j < neurons; j++) {
            List<Double> weights = new ArrayList<>();
            for (int i = 0; i < inputs; i++) {
                weights.add(quarter(random));
            }
            circuit.relu(Signal.ofInputs(weights, quarter(random)));
        }
        circuit.closeLayer();
        List<Integer> units = IntStream.range(0, neurons).boxed().toList();
        List<Double> weights = units.stream().map(_ -> sign * quarter(random)).toList();
        double bias = sign * quarter(random) + shift;
        return circuit.build(List.of(new Signal(1, units, weights, OptionalDouble.of(bias))))
                .network();
    }

    private static double quarter(SplittableRandom random) {
        return random.nextInt(-8, 9) / 4.0;
    }
}
