package io.github.relucert.theorem.singlestep;

import io.github.relucert.theorem.generator.Activation;
import io.github.relucert.theorem.generator.GaussianTwoLayer;
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
        double[] x = GaussianTwoLayer.gaussian(dimension, 1, random);
        return scaled(x, Math.sqrt(dimension) / length(x));
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
            double length = length(network.gradient(activation, x));
            return length * length;
        })));
    }

    static double length(double[] vector) {
        double sum = 0;
        for (double x : vector) {
            sum += x * x;
        }
        return Math.sqrt(sum);
    }

    static double[] scaled(double[] vector, double factor) {
        double[] result = new double[vector.length];
        Arrays.setAll(result, i -> factor * vector[i]);
        return result;
    }

    /** {@code x + factor v}. */
    static double[] moved(double[] x, double[] v, double factor) {
        double[] result = new double[x.length];
        Arrays.setAll(result, i -> x[i] + factor * v[i]);
        return result;
    }
}
