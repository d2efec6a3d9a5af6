package io.github.relucert.theorem.singlestep;

import io.github.relucert.theorem.generator.Activation;
import io.github.relucert.theorem.generator.GaussianDraws;
import io.github.relucert.theorem.generator.GaussianTwoLayer;
import io.github.relucert.theorem.generator.RealVectors;
import io.github.relucert.theorem.statistics.Sample;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Independent pairs of a random network and a point of the sphere of radius {@code sqrt(d)}. */
final class SphereNetworks {
    private SphereNetworks() {}

    /** A uniform point of the sphere of radius {@code sqrt(d)}. */
    static double[] point(int dimension, UniformRandomProvider random) {
        return GaussianDraws.onSphere(dimension, Math.sqrt(dimension), random);
    }

    /** A number of each of {@code trials} pairs. */
    static double[] measure(
            int dimension, int width, int trials, long seed, ToDoubleBiFunction<GaussianTwoLayer, double[]> number) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        return IntStream.range(0, trials)
                .mapToDouble(trial -> {
                    double[] x = point(dimension, random);
                    return number.applyAsDouble(GaussianTwoLayer.draw(dimension, width, random), x);
                })
                .toArray();
    }

    /** Mean and spread of {@code f(x)^2}. */
    static Sample squaredValues(Activation activation, int dimension, int width, int trials, long seed) {
        return Sample.of(Arrays.stream(measure(dimension, width, trials, seed, (network, x) -> {
            double value = network.value(activation, x);
            return value * value;
        })));
    }

    /** Mean and spread of {@code ||grad f(x)||^2}. */
    static Sample squaredGradients(Activation activation, int dimension, int width, int trials, long seed) {
        return Sample.of(Arrays.stream(measure(dimension, width, trials, seed, (network, x) -> {
            double length = RealVectors.length(network.gradient(activation, x));
            return length * length;
        })));
    }
}
