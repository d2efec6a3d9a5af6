package io.github.relucert.theorem.generator;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** Vectors drawn with normal numbers. */
public final class GaussianDraws {
    private GaussianDraws() {}

    /** Independent normal coordinates of mean zero. */
    public static double[] vector(int size, double deviation, UniformRandomProvider random) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[] values = new double[size];
        Arrays.setAll(values, i -> deviation * normal.sample());
        return values;
    }

    /** A uniform point of the sphere of a radius around the origin. */
    public static double[] onSphere(int dimension, double radius, UniformRandomProvider random) {
        double[] x = vector(dimension, 1, random);
        return RealVectors.scaled(x, radius / RealVectors.length(x));
    }

    /** A uniform point of the unit ball. */
    public static double[] inUnitBall(int dimension, UniformRandomProvider random) {
        return onSphere(dimension, Math.pow(random.nextDouble(), 1.0 / dimension), random);
    }
}
