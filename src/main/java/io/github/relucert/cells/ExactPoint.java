package io.github.relucert.cells;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A rational point over one common denominator, with its rounding to doubles beside it. */
final class ExactPoint {
    /** Beyond this, rounding is no longer known to be relative. */
    private static final double LARGEST_MODERATE = 0x1p900;

    private final BigInteger[] numerators;
    private final BigInteger denominator;
    private final double[] rounded;
    private final boolean moderate;

    private ExactPoint(List<Rational> point) {
        BigInteger common = BigInteger.ONE;
        for (Rational x : point) {
            BigInteger divisor = common.gcd(x.denominator());
            common = common.multiply(x.denominator().divide(divisor));
        }
        this.denominator = common;
        this.numerators = new BigInteger[point.size()];
        this.rounded = new double[point.size()];
        for (int i = 0; i < numerators.length; i++) {
            Rational x = point.get(i);
            numerators[i] = x.numerator().multiply(common.divide(x.denominator()));
            rounded[i] = x.doubleFloor();
        }
        this.moderate = Arrays.stream(rounded).allMatch(x -> Math.abs(x) < LARGEST_MODERATE);
    }

    static ExactPoint of(List<Rational> point) {
        return new ExactPoint(point);
    }

    /** The point of a box nearest to a point in double. */
    static ExactPoint within(Box box, double[] x) {
        List<Rational> point = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            point.add(Rational.of(x[i]).max(box.lower().get(i)).min(box.upper().get(i)));
        }
        return new ExactPoint(point);
    }

    BigInteger numerator(int index) {
        return numerators[index];
    }

    BigInteger denominator() {
        return denominator;
    }

    /** The coordinates, each rounded down to a double; not written to. */
    double[] rounded() {
        return rounded;
    }

    /** Whether the rounded coordinates have small relative errors. */
    boolean isModerate() {
        return moderate;
    }

    List<Rational> toList() {
        List<Rational> point = new ArrayList<>();
        for (BigInteger numerator : numerators) {
            point.add(Rational.of(numerator, denominator));
        }
        return List.copyOf(point);
    }
}
