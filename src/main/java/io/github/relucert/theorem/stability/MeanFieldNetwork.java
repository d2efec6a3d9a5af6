package io.github.relucert.theorem.stability;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.network.Relu;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * {@code f(x) = (1/m) sum_i a_i relu(w_i . x)} with {@code m} a power of two, so that everything is exact in doubles.
 *
 * @param inputSize {@code d}
 * @param inner {@code W}, {@code m x d} row-major
 * @param outer {@code a}, {@code m} numbers
 */
record MeanFieldNetwork(int inputSize, double[] inner, double[] outer) {
    private static final int GRID = 16;

    /** A network of width {@code 2^logWidth} with random multiples of 1/16 as weights, none of the outer ones zero. */
    static MeanFieldNetwork draw(int inputSize, int logWidth, UniformRandomProvider random) {
        double[] inner = new double[inputSize << logWidth];
        double[] outer = new double[1 << logWidth];
        Arrays.setAll(inner, i -> random.nextInt(-2 * GRID, 2 * GRID + 1) / (double) GRID);
        Arrays.setAll(outer, i -> (random.nextBoolean() ? 1 : -1) * random.nextInt(1, 2 * GRID + 1) / (double) GRID);
        return new MeanFieldNetwork(inputSize, inner, outer);
    }

    /** {@code (a_i, w_i)} to {@code (a_i / outerDivisor, innerFactor w_i)} for one neuron; both powers of two. */
    MeanFieldNetwork rescaled(int neuron, double innerFactor, double outerDivisor) {
        double[] newInner = inner.clone();
        double[] newOuter = outer.clone();
        for (int i = 0; i < inputSize; i++) {
            newInner[neuron * inputSize + i] *= innerFactor;
        }
        newOuter[neuron] /= outerDivisor;
        return new MeanFieldNetwork(inputSize, newInner, newOuter);
    }

    /** {@code (1/m) sum_i |a_i| ||w_i||_1}, exactly. */
    Rational pathNorm() {
        Rational sum = Rational.ZERO;
        for (int neuron = 0; neuron < outer.length; neuron++) {
            Rational length = Rational.ZERO;
            for (int i = 0; i < inputSize; i++) {
                length = length.add(Rational.of(inner[neuron * inputSize + i]).abs());
            }
            sum = sum.add(length.multiply(Rational.of(outer[neuron]).abs()));
        }
        return sum.divide(Rational.of(outer.length));
    }

    Network network() {
        int width = outer.length;
        double[] shares = Arrays.stream(outer).map(a -> a / width).toArray();
        return new Network(
                FloatType.FLOAT64,
                List.of(inputSize),
                List.of(
                        new Affine(
                                "hidden",
                                List.of(new Affine.Term(0, new Dense(width, inputSize, inner))),
                                new double[width]),
                        new Relu("relu", 1, width),
                        new Affine("output", List.of(new Affine.Term(2, new Dense(1, width, shares))), new double[1])));
    }

    /** {@code f(x)}, exactly. */
    Rational value(List<Rational> x) {
        return new ExactEvaluation(network(), RationalVector.of(x)).output().get(0);
    }
}
