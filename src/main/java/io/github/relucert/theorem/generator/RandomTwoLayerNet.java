package io.github.relucert.theorem.generator;

import io.github.relucert.network.Network;
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
        List<Double> weights = units.stream().map(_ -> quarter(random)).toList();
        return circuit.build(List.of(new Signal(1, units, weights, OptionalDouble.of(quarter(random)))))
                .network();
    }

    private static double quarter(SplittableRandom random) {
        return random.nextInt(-8, 9) / 4.0;
    }
}
