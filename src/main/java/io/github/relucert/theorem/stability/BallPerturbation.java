package io.github.relucert.theorem.stability;

import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.theorem.generator.GaussianDraws;
import io.github.relucert.theorem.generator.InitialScale;
import io.github.relucert.theorem.generator.RandomDeepNetwork;
import io.github.relucert.theorem.generator.RealVectors;
import io.github.relucert.theorem.statistics.Sample;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.rng.UniformRandomProvider;

/** Perturbations {@code eps u}, {@code u} uniform in the unit ball of R^d, of networks at their initialisation. */
final class BallPerturbation {
    private BallPerturbation() {}

    /** {@code c_d = E |u_1| = d/(d+1) Gamma(d/2) / (sqrt(pi) Gamma((d+1)/2))}. */
    static double constant(int dimension) {
        double logRatio = Gamma.logGamma(dimension / 2.0) - Gamma.logGamma((dimension + 1) / 2.0);
        return dimension / (dimension + 1.0) * Math.exp(logRatio) / Math.sqrt(Math.PI);
    }

    /** The gradient of a random network at a random input of length one. */
    static double[] gradient(InitialScale scale, int dimension, int width, int depth, UniformRandomProvider random) {
        double[] x = GaussianDraws.onSphere(dimension, 1, random);
        CompiledNetwork network = CompiledNetwork.of(RandomDeepNetwork.draw(scale, dimension, width, depth, random));
        return network.gradient(x, new double[] {1});
    }

    /** Lengths of the gradients of independent networks. */
    static Sample gradientLengths(
            InitialScale scale, int dimension, int width, int depth, int networks, UniformRandomProvider random) {
        return Sample.of(
                DoubleStream.generate(() -> RealVectors.length(gradient(scale, dimension, width, depth, random)))
                        .limit(networks));
    }
}
