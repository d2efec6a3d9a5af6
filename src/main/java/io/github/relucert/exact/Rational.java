package io.github.relucert.exact;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * An exact rational {@code numerator / denominator} in lowest terms, denominator positive. The two infinities (denominator 0)
 * stand for absent sides of a box: they compare, negate and print, any other arithmetic on them throws.
 */
public final class Rational implements Comparable<Rational> {
    /** Longest decimal exponent read from text; beyond it a number can only come from hostile input. */
    public static final int MAX_DECIMAL_EXPONENT = 10_000;

    public static final Rational ZERO = new Rational(BigInteger.ZERO, BigInteger.ONE);
    public static final Rational ONE = new Rational(BigInteger.ONE, BigInteger.ONE);
    public static final Rational POSITIVE_INFINITY = new Rational(BigInteger.ONE, BigInteger.ZERO);
    public static final Rational NEGATIVE_INFINITY = new Rational(BigInteger.ONE.negate(), BigInteger.ZERO);

    private static final int QUOTIENT_BITS = 64;
    private static final Pattern FRACTION = Pattern.compile("-?\\d{1,100000}+(?:/-?\\d{1,100000}+)?+");

    private final BigInteger numerator;
    private final BigInteger denominator;

    private Rational(BigInteger numerator, BigInteger denominator) {
        this.numerator = numerator;
        this.denominator = denominator;
    }

    /**
     * {@code numerator / denominator}, reduced.
     *
     * @throws ArithmeticException when the denominator is zero
     */
    public static Rational of(BigInteger numerator, BigInteger denominator) {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("division by zero");
        }
        BigInteger divisor = commonDivisor(numerator, denominator);
        return divisor.equals(BigInteger.ONE)
                ? new Rational(numerator, denominator)
                : new Rational(numerator.divide(divisor), denominator.divide(divisor));
    }

    /** With the denominator's sign. Where that is a power of two, as it is for everything that a network stores, counting zeros suffices. */
    private static BigInteger commonDivisor(BigInteger numerator, BigInteger denominator) {
        return denominator.signum() > 0 && denominator.bitCount() == 1 && numerator.signum() != 0
                ? BigInteger.ONE.shiftLeft(Math.min(numerator.getLowestSetBit(), denominator.bitLength() - 1))
                : numerator.gcd(denominator).multiply(BigInteger.valueOf(denominator.signum()));
    }

    public static Rational of(long numerator, long denominator) {
        return of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    public static Rational of(long value) {
        return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
    }

    /**
     * The exact value of a finite double.
     *
     * @throws ArithmeticException when {@code value} is NaN or infinite
     */
    public static Rational of(double value) {
        return Dyadic.of(value).toRational();
    }

    /**
     * Reads an integer or a quotient of two integers ({@code 1/255}), exactly.
     *
     * @throws NumberFormatException when the text is neither, or an integer has more than 100,000 digits
     */
    public static Rational parseFraction(String text) {
        if (!FRACTION.matcher(text).matches()) {
            String start = text.substring(0, Math.min(text.length(), 40));
            throw new NumberFormatException("'" + start + "' is no integer or quotient of integers of bounded size");
        }
        int slash = text.indexOf('/');
        BigInteger divisor = slash < 0 ? BigInteger.ONE : new BigInteger(text.substring(slash + 1));
        if (divisor.signum() <= 0) {
            throw new NumberFormatException("the denominator of " + text + " is not positive");
        }
        return of(new BigInteger(slash < 0 ? text : text.substring(0, slash)), divisor);
    }

    /**
     * Reads a decimal ({@code -0.1}, {@code 2.5e-3}), an integer, or a quotient of two integers, exactly.
     *
     * @throws NumberFormatException when the text is none of these or its exponent exceeds {@link #MAX_DECIMAL_EXPONENT}
     */
    public static Rational parse(String text) {
        if (text.indexOf('/') >= 0) {
            return parseFraction(text);
        }
        BigDecimal decimal = new BigDecimal(text);
        if (Math.abs((long) decimal.scale()) > MAX_DECIMAL_EXPONENT) {
            throw new NumberFormatException("the exponent of " + text + " exceeds " + MAX_DECIMAL_EXPONENT);
        }
        return decimal.scale() <= 0
                ? new Rational(decimal.toBigIntegerExact(), BigInteger.ONE)
                : of(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
    }

    /** Longest factor that {@link #clearing} finds, in bits; only hostile input needs more. */
    private static final int MAX_CLEARING_BITS = 1 << 16;

    /**
     * The least positive integer whose products with these numbers are dyadic: the least common multiple of the odd parts of their
     * denominators; infinities are passed over. Multiplied out, decimals and quotients enter exact arithmetic without a division.
     *
     * @throws ArithmeticException when it is not below 2^65536
     */
    public static BigInteger clearing(Iterable<Rational> numbers) {
        BigInteger factor = BigInteger.ONE;
        for (Rational number : numbers) {
            BigInteger odd = number.isFinite() ? number.oddDenominator() : BigInteger.ONE;
            factor = factor.multiply(odd.divide(factor.gcd(odd)));
            if (factor.bitLength() > MAX_CLEARING_BITS) {
                throw new ArithmeticException("the denominators have no common multiple below 2^" + MAX_CLEARING_BITS);
            }
        }
        return factor;
    }

    private BigInteger oddDenominator() {
        return denominator.shiftRight(denominator.getLowestSetBit());
    }

    /**
     * {@code factor * this}.
     *
     * @throws ArithmeticException when that is not dyadic
     */
    public Dyadic times(BigInteger factor) {
        return Dyadic.of(multiply(of(factor, BigInteger.ONE)));
    }

    public BigInteger numerator() {
        return numerator;
    }

    public BigInteger denominator() {
        return denominator;
    }

    public boolean isFinite() {
        return denominator.signum() != 0;
    }

    public Rational add(Rational other) {
        requireFinite(other);
        return of(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    public Rational subtract(Rational other) {
        return add(other.negate());
    }

    public Rational multiply(Rational other) {
        requireFinite(other);
        return of(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /**
     * The quotient.
     *
     * @throws ArithmeticException when {@code other} is zero
     */
    public Rational divide(Rational other) {
        requireFinite(other);
        return of(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    public Rational negate() {
        return new Rational(numerator.negate(), denominator);
    }

    public Rational abs() {
        return signum() < 0 ? negate() : this;
    }

    public Rational min(Rational other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Rational max(Rational other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public int signum() {
        return numerator.signum();
    }

    /** The largest double that does not exceed this number; an infinity stays what it is. */
    public double doubleFloor() {
        if (!isFinite()) {
            return signum() * Double.POSITIVE_INFINITY;
        }
        // A quotient of at least 63 significant bits, rounded down, is finer than any double of its size.
        int shift = Math.max(0, QUOTIENT_BITS - (numerator.bitLength() - denominator.bitLength()));
        BigInteger shifted = numerator.shiftLeft(shift);
        BigInteger floor = shifted.subtract(shifted.mod(denominator)).divide(denominator);
        return Dyadic.of(floor, -shift).doubleFloor();
    }

    /** The smallest double that is not below this number; an infinity stays what it is. */
    public double doubleCeiling() {
        return 0.0 - negate().doubleFloor();
    }

    /**
     * The double nearest to this number, ties to even: the one rounding a stored coefficient may have. From halfway between the
     * largest double and 2^1024 on it is an infinity, as IEEE 754 has it.
     */
    public double doubleNearest() {
        double floor = doubleFloor();
        double ceiling = doubleCeiling();
        if (floor == ceiling) {
            return floor;
        }
        int side = subtract(atOrBeyond(floor)).compareTo(atOrBeyond(ceiling).subtract(this));
        boolean even = (Double.doubleToRawLongBits(floor) & 1) == 0;
        return side < 0 || (side == 0 && even) ? floor : ceiling;
    }

    /** The value of a finite double; plus or minus 2^1024, the next step of the grid, for an infinite one. */
    private static Rational atOrBeyond(double value) {
        return Double.isFinite(value)
                ? of(value)
                : of(Math.signum(value) * 0x1p1023).multiply(of(2));
    }

    private void requireFinite(Rational other) {
        if (!isFinite() || !other.isFinite()) {
            throw new ArithmeticException("arithmetic on an infinite number");
        }
    }

    @Override
    public int compareTo(Rational other) {
        if (!isFinite() || !other.isFinite()) {
            return Integer.compare(infinitySign(), other.infinitySign());
        }
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    private int infinitySign() {
        return isFinite() ? 0 : signum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rational that
                && numerator.equals(that.numerator)
                && denominator.equals(that.denominator);
    }

    @Override
    public int hashCode() {
        return 31 * numerator.hashCode() + denominator.hashCode();
    }

    /** {@code p/q}, {@code p} when the denominator is one, {@code inf} or {@code -inf}. */
    @Override
    public String toString() {
        if (!isFinite()) {
            return signum() > 0 ? "inf" : "-inf";
        }
        return denominator.equals(BigInteger.ONE) ? numerator.toString() : numerator + "/" + denominator;
    }
}
