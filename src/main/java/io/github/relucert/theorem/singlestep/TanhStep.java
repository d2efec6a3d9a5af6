package io.github.relucert.theorem.singlestep;

import io.github.relucert.theorem.generator.Activation;
import io.github.relucert.theorem.generator.GaussianTwoLayer;
import io.github.relucert.theorem.generator.RealVectors;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A tanh network at a point, with what the statements about gradient steps need. Everything is computed in double; comparisons allow a
 * relative error of {@link #TOLERANCE}. The curvature bound is never too small: see {@link OperatorNorm}.
 *
 * @param network the network
 * @param point {@code x}
 * @param value {@code f(x)}
 * @param gradient {@code g = grad f(x)}
 * @param curvature {@code L ||W||_op^2 / sqrt(k)} rounded up, {@code L = 4 / (3 sqrt(3))}
 */
record TanhStep(GaussianTwoLayer network, double[] point, double value, double[] gradient, double curvature) {
    /** Rounding errors of values and gradients are far below it. */
    static final double TOLERANCE = 1e-9;

    static TanhStep of(GaussianTwoLayer network, double[] point) {
        double norm = OperatorNorm.upperBound(network.weights(), network.width(), network.inputSize());
        return new TanhStep(
                network,
                point,
                network.value(Activation.TANH, point),
                network.gradient(Activation.TANH, point),
                Activation.TANH_SLOPE_CONSTANT * norm * norm / Math.sqrt(network.width()) * (1 + TOLERANCE));
    }

    /** A random network at a random point of the sphere of radius {@code sqrt(d)}. */
    static TanhStep draw(int dimension, int width, UniformRandomProvider random) {
        double[] x = SphereNetworks.point(dimension, random);
        return of(GaussianTwoLayer.draw(dimension, width, random), x);
    }

    /**
     * The case in which the curvature bound is met with equality in the limit of small steps: all neurons alike, and the point where
     * tanh is most curved.
     */
    static TanhStep mostCurved(int dimension, int width) {
        double[] row = new double[dimension];
        Arrays.fill(row, 1 / Math.sqrt(dimension));
        double place = Math.log((1 + Math.sqrt(3)) / (Math.sqrt(3) - 1)) / 2;
        return of(GaussianTwoLayer.repeated(row, width), RealVectors.scaled(row, place));
    }

    /** {@code ||g||}. */
    double slope() {
        return RealVectors.length(gradient);
    }

    /** {@code ||grad f(x) - grad f(x + delta)||}. */
    double gradientChange(double[] delta) {
        double[] there = network.gradient(Activation.TANH, RealVectors.moved(point, delta, 1));
        return RealVectors.length(RealVectors.moved(there, gradient, -1));
    }

    /** {@code f(x + factor g)}. */
    double valueAlongGradient(double factor) {
        return network.value(Activation.TANH, RealVectors.moved(point, gradient, factor));
    }

    /** The step in (0, 6] whose certified decrease {@code eta ||g||^2 (1 - curvature eta)} is largest. */
    double bestStep() {
        return Math.min(6, 1 / (2 * curvature));
    }

    /** Whether the certified decrease at {@link #bestStep} exceeds {@code |f(x)|}. */
    boolean isFlipCertified() {
        double eta = bestStep();
        double decrease = eta * slope() * slope() * (1 - curvature * eta);
        return Math.abs(value) * (1 + TOLERANCE) + TOLERANCE < decrease;
    }
}
