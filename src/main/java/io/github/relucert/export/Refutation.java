package io.github.relucert.export;

import io.github.relucert.exact.Rational;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Facts with multipliers whose weighed sum is a contradiction, by the lemma of Farkas: every fact is {@code left - right}, at most, below or
 * equal to zero, and the sum of multiplier times {@code left - right} is a constant that cannot be.
 *
 * @param multipliers integers without a common divisor; positive except those of equations
 * @param constant what the sum is
 */
record Refutation(Map<Fact, BigInteger> multipliers, Rational constant) {
    /** Scales multipliers to integers, for which every multiplier times a constant is an integer too, where that is asked for. */
    static Refutation of(Map<Fact, Rational> weights, Scaling scaling) {
        BigInteger common = BigInteger.ONE;
        for (Map.Entry<Fact, Rational> entry : weights.entrySet()) {
            common = lcm(common, entry.getValue().denominator());
            if (scaling == Scaling.CONSTANTS_TOO) {
                Rational constant = entry.getKey().atom().constant();
                common = lcm(common, entry.getValue().multiply(constant).denominator());
            }
        }
        Rational factor = Rational.of(common, BigInteger.ONE);
        BigInteger divisor = BigInteger.ZERO;
        Map<Fact, BigInteger> scaled = new LinkedHashMap<>();
        for (Map.Entry<Fact, Rational> entry : weights.entrySet()) {
            if (entry.getValue().signum() != 0) {
                BigInteger multiplier = entry.getValue().multiply(factor).numerator();
                scaled.put(entry.getKey(), multiplier);
                divisor = divisor.gcd(multiplier);
                if (scaling == Scaling.CONSTANTS_TOO) {
                    divisor = divisor.gcd(Rational.of(multiplier, BigInteger.ONE)
                            .multiply(entry.getKey().atom().constant())
                            .numerator());
                }
            }
        }
        Rational constant = Rational.ZERO;
        for (Map.Entry<Fact, BigInteger> entry : scaled.entrySet()) {
            BigInteger reduced = entry.getValue().divide(divisor);
            entry.setValue(reduced);
            constant = constant.add(Rational.of(reduced, BigInteger.ONE)
                    .multiply(entry.getKey().atom().constant()));
        }
        return new Refutation(scaled, constant);
    }

    /** What has to be an integer. */
    enum Scaling {
        MULTIPLIERS,
        CONSTANTS_TOO
    }

    private static BigInteger lcm(BigInteger a, BigInteger b) {
        return a.divide(a.gcd(b)).multiply(b);
    }

    /** Whether the sum is indeed impossible: above zero, or zero where a strict inequality takes part. */
    boolean holds() {
        boolean strict = multipliers.keySet().stream()
                .anyMatch(fact -> fact.atom().compared().relation() == Atom.Relation.BELOW);
        return constant.signum() > 0 || (constant.signum() == 0 && strict);
    }

    /** The splits that the contradiction rests on. */
    Set<Atom> splits() {
        Set<Atom> splits = new LinkedHashSet<>();
        multipliers.keySet().forEach(fact -> splits.addAll(fact.splits()));
        return splits;
    }
}
