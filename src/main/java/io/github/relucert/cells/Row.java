package io.github.relucert.cells;

import io.github.relucert.convex.ExactRow;
import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One inequality {@code normal . x <= limit} in integers, with a copy in double scaled by a power of two so that its largest
 * coefficient lies between 1/2 and 1.
 */
final class Row {
    /** Each of the {@code d + 1} rounded products, sums and coefficients of a row adds at most some roundings of 2^-53. */
    private static final double ROUNDING = 0x1p-51;

    private final BigInteger[] normal;
    private final BigInteger limit;
    private final int shift;
    private final double[] roundedNormal;
    private final double roundedLimit;

    private Row(BigInteger[] normal, BigInteger limit) {
        this.normal = normal;
        this.limit = limit;
        int bits = 0;
        for (BigInteger number : normal) {
            bits = Math.max(bits, number.bitLength());
        }
        this.shift = bits;
        this.roundedNormal = new double[normal.length];
        Arrays.setAll(roundedNormal, i -> scaled(normal[i]));
        this.roundedLimit = scaled(limit);
    }

    private double scaled(BigInteger number) {
        return Dyadic.of(number, -shift).doubleFloor();
    }

    /** {@code form <= 0} where {@code sign} is 1, {@code form >= 0} where it is -1. */
    static Row of(DyadicForm form, int sign) {
        int size = form.size();
        BigInteger[] normal = new BigInteger[size];
        Arrays.setAll(normal, i -> sign > 0 ? form.numbers()[i] : form.numbers()[i].negate());
        BigInteger constant = form.numbers()[size];
        // Only integers are kept, and both sides carry the same power of two, which does not matter to the inequality.
        return new Row(normal, sign > 0 ? constant.negate() : constant);
    }

    static Row of(ExactRow row) {
        BigInteger common = row.limit().denominator();
        for (Rational a : row.normal()) {
            common = common.multiply(a.denominator().divide(common.gcd(a.denominator())));
        }
        BigInteger[] normal = new BigInteger[row.normal().size()];
        for (int i = 0; i < normal.length; i++) {
            normal[i] = over(row.normal().get(i), common);
        }
        return new Row(normal, over(row.limit(), common));
    }

    private static BigInteger over(Rational value, BigInteger denominator) {
        return value.numerator().multiply(denominator.divide(value.denominator()));
    }

    int size() {
        return normal.length;
    }

    BigInteger normal(int index) {
        return normal[index];
    }

    BigInteger limit() {
        return limit;
    }

    /** The copy in double is the row divided by two to this power. */
    int shift() {
        return shift;
    }

    double[] roundedNormal() {
        return roundedNormal;
    }

    double roundedLimit() {
        return roundedLimit;
    }

    ExactRow exact() {
        List<Rational> slope = new ArrayList<>();
        for (BigInteger number : normal) {
            slope.add(Rational.of(number, BigInteger.ONE));
        }
        return new ExactRow(slope, Rational.of(limit, BigInteger.ONE));
    }

    /** By how much a point violates the copy in double. */
    double roundedViolation(double[] x) {
        double sum = -roundedLimit;
        for (int i = 0; i < x.length; i++) {
            sum += roundedNormal[i] * x[i];
        }
        return sum;
    }

    /** The sign of {@code normal . x - limit}, exactly: in double where its error bound allows, else in integers. */
    int violation(ExactPoint point) {
        double[] x = point.rounded();
        double sum = -roundedLimit;
        double magnitude = Math.abs(roundedLimit);
        double length = 1;
        for (int i = 0; i < x.length; i++) {
            double product = roundedNormal[i] * x[i];
            sum += product;
            magnitude += Math.abs(product);
            length += Math.abs(x[i]);
        }
        double error = (x.length + 4) * ROUNDING * magnitude + length * Double.MIN_NORMAL;
        if (point.isModerate() && Math.abs(sum) > error) {
            return sum > 0 ? 1 : -1;
        }
        BigInteger exact = limit.multiply(point.denominator()).negate();
        for (int i = 0; i < normal.length; i++) {
            if (normal[i].signum() != 0) {
                exact = exact.add(normal[i].multiply(point.numerator(i)));
            }
        }
        return exact.signum();
    }

    /** Whether the left side is the same on the whole box: no coordinate that may move has a coefficient. */
    boolean isConstantOn(Box box) {
        for (int i = 0; i < normal.length; i++) {
            if (normal[i].signum() != 0
                    && !box.lower().get(i).equals(box.upper().get(i))) {
                return false;
            }
        }
        return true;
    }
}
