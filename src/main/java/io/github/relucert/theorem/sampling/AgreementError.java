package io.github.relucert.theorem.sampling;

import io.github.relucert.exact.Rational;
import io.github.relucert.theorem.statistics.Binomials;
import java.math.BigInteger;
import java.util.function.Predicate;

/**
 * Errors of sign vectors {@code w} in {-1, 1}^d in the Bernoulli model, exactly. Only the number {@code kappa} of coordinates in which
 * {@code w} agrees with {@code theta*} matters: {@code y <w, x> = 2 (Bin(kappa, 1/2 + tau) + Bin(d - kappa, 1/2 - tau)) - d}. A tie is
 * an error. The vector learnt from a single sample has {@code kappa ~ Bin(d, 1/2 + tau)}.
 */
final class AgreementError {
    private final int dimension;
    private final BigInteger[] plus;
    private final BigInteger[] minus;
    private final BigInteger total;

    /** @param tau rational in [0, 1/2] */
    AgreementError(int dimension, Rational tau) {
        Rational agree = Rational.of(1, 2).add(tau);
        this.dimension = dimension;
        this.plus = powers(agree.numerator(), dimension);
        this.minus = powers(agree.denominator().subtract(agree.numerator()), dimension);
        this.total = agree.denominator().pow(dimension);
    }

    private static BigInteger[] powers(BigInteger base, int last) {
        BigInteger[] powers = new BigInteger[last + 1];
        powers[0] = BigInteger.ONE;
        for (int i = 1; i <= last; i++) {
            powers[i] = powers[i - 1].multiply(base);
        }
        return powers;
    }

    /** {@code P(y <w, x> <= eps d)}, the robust error in l_inf at radius {@code eps}; {@code eps = 0} gives the standard error. */
    Rational error(int agreements, Rational eps) {
        int others = dimension - agreements;
        BigInteger[] cumulative = masses(others, minus, plus);
        for (int b = 1; b <= others; b++) {
            cumulative[b] = cumulative[b].add(cumulative[b - 1]);
        }
        Rational limit = Rational.ONE.add(eps).multiply(Rational.of(dimension, 2));
        int most = limit.numerator()
                .divide(limit.denominator())
                .min(BigInteger.valueOf(dimension))
                .intValueExact();
        BigInteger[] own = masses(agreements, plus, minus);
        BigInteger sum = BigInteger.ZERO;
        for (int a = 0; a <= Math.min(agreements, most); a++) {
            sum = sum.add(own[a].multiply(cumulative[Math.min(others, most - a)]));
        }
        return Rational.of(sum, total);
    }

    /** {@code binom(n, i) success^i failure^(n - i)}. */
    private static BigInteger[] masses(int n, BigInteger[] success, BigInteger[] failure) {
        BigInteger[] result = new BigInteger[n + 1];
        BigInteger binomial = BigInteger.ONE;
        for (int i = 0; i <= n; i++) {
            result[i] = binomial.multiply(success[i]).multiply(failure[n - i]);
            binomial = binomial.multiply(BigInteger.valueOf((long) n - i)).divide(BigInteger.valueOf(i + 1L));
        }
        return result;
    }

    /** {@code P(kappa = agreements)} after one sample. */
    Rational chance(int agreements) {
        BigInteger binomial = Binomials.choose(dimension, agreements);
        return Rational.of(binomial.multiply(plus[agreements]).multiply(minus[dimension - agreements]), total);
    }

    /**
     * The chance over one training sample that the standard error passes a test which every larger error passes too. More agreements
     * make the error smaller, coordinate by coordinate, so the test separates the numbers of agreements in two.
     */
    Rational chanceOfError(Predicate<Rational> tooLarge) {
        int first = 0;
        int last = dimension + 1;
        while (first < last) {
            int middle = (first + last) / 2;
            if (middle <= dimension && tooLarge.test(error(middle, Rational.ZERO))) {
                first = middle + 1;
            } else {
                last = middle;
            }
        }
        Rational sum = Rational.ZERO;
        for (int k = 0; k < first; k++) {
            sum = sum.add(chance(k));
        }
        return sum;
    }
}
