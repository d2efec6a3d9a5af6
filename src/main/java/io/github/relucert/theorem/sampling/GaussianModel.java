package io.github.relucert.theorem.sampling;

import io.github.relucert.specification.Norm;
import io.github.relucert.theorem.generator.GaussianDraws;
import io.github.relucert.theorem.generator.RealVectors;
import io.github.relucert.theorem.statistics.Proportion;
import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * The Gaussian model of Schmidt et al.: {@code y} a fair sign, {@code x ~ N(y theta*, sigma^2 I)}.
 *
 * @param mean {@code theta*}
 * @param deviation {@code sigma}, positive
 */
record GaussianModel(double[] mean, double deviation) {
    private static final NormalDistribution NORMAL = new NormalDistribution(0, 1);

    /** A model with a mean drawn from the standard normal distribution and a deviation. */
    static GaussianModel draw(int dimension, double deviation, UniformRandomProvider random) {
        return new GaussianModel(GaussianDraws.vector(dimension, 1, random), deviation);
    }

    /**
     * The error of {@code sign <w, x>} when every {@code y <w, x>} is lowered by {@code cost}:
     * {@code Phi((cost - <w, theta*>) / (sigma ||w||_2))}.
     */
    double error(double[] w, double cost) {
        return NORMAL.cumulativeProbability(
                (cost - RealVectors.product(w, mean)) / (deviation * RealVectors.length(w)));
    }

    /** How often the worst point of the ball of a radius around a random {@code x} is misclassified. */
    Proportion sampleErrors(double[] w, Norm norm, double eps, int trials, UniformRandomProvider random) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double[] step = worstStep(w, norm, eps);
        int errors = 0;
        for (int trial = 0; trial < trials; trial++) {
            int label = random.nextBoolean() ? 1 : -1;
            double value = 0;
            for (int i = 0; i < w.length; i++) {
                double x = label * mean[i] + deviation * normal.sample();
                value += w[i] * (x - label * step[i]);
            }
            errors += label * value <= 0 ? 1 : 0;
        }
        return new Proportion(errors, trials);
    }

    /** The vector of length {@code eps} with the largest product with {@code w}. */
    private static double[] worstStep(double[] w, Norm norm, double eps) {
        double[] step = new double[w.length];
        switch (norm) {
            case LINF -> Arrays.setAll(step, i -> eps * Math.signum(w[i]));
            case L2 -> Arrays.setAll(step, i -> eps * w[i] / RealVectors.length(w));
            case L1 -> {
                int largest = 0;
                for (int i = 1; i < w.length; i++) {
                    largest = Math.abs(w[i]) > Math.abs(w[largest]) ? i : largest;
                }
                step[largest] = eps * Math.signum(w[largest]);
            }
        }
        return step;
    }

    /** {@code ||w||} in the dual of a norm. */
    static double dualNorm(double[] w, Norm norm) {
        return switch (norm) {
            case LINF -> Arrays.stream(w).map(Math::abs).sum();
            case L2 -> RealVectors.length(w);
            case L1 -> Arrays.stream(w).map(Math::abs).max().orElse(0);
        };
    }
}
