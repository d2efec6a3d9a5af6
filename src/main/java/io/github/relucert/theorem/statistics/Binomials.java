package io.github.relucert.theorem.statistics;

import java.math.BigInteger;

/** Binomial coefficients as integers. */
public final class Binomials {
    private Binomials() {}

    /** {@code n choose k}; zero for {@code k > n}. */
    public static BigInteger choose(int n, int k) {
        BigInteger result = k > n ? BigInteger.ZERO : BigInteger.ONE;
        for (int i = 0; i < Math.min(k, n); i++) {
            result = result.multiply(BigInteger.valueOf((long) n - i)).divide(BigInteger.valueOf(i + 1L));
        }
        return result;
    }

    /** The sum of {@code n choose i} over {@code i = 0 .. last}; at most {@code 2^n}. */
    public static BigInteger sum(int n, int last) {
        BigInteger term = BigInteger.ONE;
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i <= Math.min(n, last); i++) {
            sum = sum.add(term);
            term = term.multiply(BigInteger.valueOf((long) n - i)).divide(BigInteger.valueOf(i + 1L));
        }
        return sum;
    }
}
