package io.github.relucert.theorem.sampling;

import io.github.relucert.exact.Rational;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The exact law of {@code S = sum_i w_i z_i} with integer weights, where {@code z_i} are independent signs, +1 with probability
 * {@code 1/2 + tau}: the Bernoulli model of Schmidt et al. seen along a weight vector whose coordinates are counted in the direction of
 * {@code theta*}. By convolution, coordinate by coordinate.
 */
final class SignedSum {
    private final BigInteger[] masses;
    private final int offset;
    private final BigInteger total;

    /** @param tau rational in [0, 1/2] */
    SignedSum(int[] weights, Rational tau) {
        Rational agree = Rational.of(1, 2).add(tau);
        BigInteger whole = agree.denominator();
        BigInteger plus = agree.numerator();
        BigInteger minus = whole.subtract(plus);
        this.offset = Arrays.stream(weights).map(Math::abs).sum();
        this.total = whole.pow(weights.length);
        BigInteger[] law = zeros(2 * offset + 1);
        law[offset] = BigInteger.ONE;
        for (int weight : weights) {
            BigInteger[] next = zeros(law.length);
            for (int s = 0; s < law.length; s++) {
                if (law[s].signum() != 0) {
                    next[s + weight] = next[s + weight].add(law[s].multiply(plus));
                    next[s - weight] = next[s - weight].add(law[s].multiply(minus));
                }
            }
            law = next;
        }
        this.masses = law;
    }

    private static BigInteger[] zeros(int size) {
        BigInteger[] result = new BigInteger[size];
        Arrays.fill(result, BigInteger.ZERO);
        return result;
    }

    /** {@code P(S <= limit)}. */
    Rational atMost(Rational limit) {
        BigInteger sum = BigInteger.ZERO;
        for (int s = 0; s < masses.length; s++) {
            if (Rational.of((long) s - offset).compareTo(limit) <= 0) {
                sum = sum.add(masses[s]);
            }
        }
        return Rational.of(sum, total);
    }
}
