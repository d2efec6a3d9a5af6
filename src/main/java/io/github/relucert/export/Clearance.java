package io.github.relucert.export;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Condition;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/** Conditions with rational numbers, multiplied until these are integers over powers of two: certificates weigh those. */
final class Clearance {
    private Clearance() {}

    /** The least common multiple of the odd parts of a condition's denominators. */
    static Rational of(Condition condition) {
        Rational constant = condition.input().constant().add(condition.output().constant());
        BigInteger factor = Stream.of(
                        condition.input().coefficients(), condition.output().coefficients(), List.of(constant))
                .flatMap(List::stream)
                .map(number ->
                        number.denominator().shiftRight(number.denominator().getLowestSetBit()))
                .reduce(BigInteger.ONE, (a, b) -> a.divide(a.gcd(b)).multiply(b));
        return Rational.of(factor, BigInteger.ONE);
    }

    /** A rational whose denominator is a power of two. */
    static Dyadic dyadic(Rational number) {
        return Dyadic.of(number.numerator(), -number.denominator().getLowestSetBit());
    }
}
