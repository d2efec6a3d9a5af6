package io.github.relucert.cells;

import io.github.relucert.exact.Doubles;
import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.Rational;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * An affine function of the input with dyadic coefficients, {@code (n_0 x_0 + .. + n_{d-1} x_{d-1} + n_d) 2^exponent}. Sums of
 * multiples by doubles stay in this form, so that no fraction is ever reduced on the way through a network.
 */
final class DyadicForm {
    private final BigInteger[] numbers;
    private final int exponent;

    private DyadicForm(BigInteger[] numbers, int exponent) {
        this.numbers = numbers;
        this.exponent = exponent;
    }

    /** The coordinate {@code x_index} of an input of the given size. */
    static DyadicForm coordinate(int size, int index) {
        BigInteger[] numbers = new BigInteger[size + 1];
        Arrays.fill(numbers, BigInteger.ZERO);
        numbers[index] = BigInteger.ONE;
        return new DyadicForm(numbers, 0);
    }

    static DyadicForm zero(int size) {
        BigInteger[] numbers = new BigInteger[size + 1];
        Arrays.fill(numbers, BigInteger.ZERO);
        return new DyadicForm(numbers, 0);
    }

    /** Number of inputs. */
    int size() {
        return numbers.length - 1;
    }

    /** The integer coefficients, the constant last; not written to. */
    BigInteger[] numbers() {
        return numbers;
    }

    int exponent() {
        return exponent;
    }

    /** A coefficient, or the constant at index {@link #size()}. */
    Rational get(int index) {
        return Dyadic.of(numbers[index], exponent).toRational();
    }

    AffineFunction toFunction() {
        Rational[] slope = new Rational[size()];
        Arrays.setAll(slope, this::get);
        return new AffineFunction(List.of(slope), get(size()));
    }

    /** A sum under construction. */
    static final class Sum {
        private final BigInteger[] numbers;
        private int exponent;

        Sum(int size) {
            numbers = new BigInteger[size + 1];
            Arrays.fill(numbers, BigInteger.ZERO);
        }

        /** Adds a number to the constant. */
        void addConstant(double constant) {
            long mantissa = Doubles.mantissa(constant);
            if (mantissa != 0) {
                BigInteger aligned = align(mantissa, Doubles.exponent(constant));
                numbers[numbers.length - 1] = numbers[numbers.length - 1].add(aligned);
            }
        }

        /** Adds a multiple of a form. */
        void add(double factor, DyadicForm form) {
            long mantissa = Doubles.mantissa(factor);
            if (mantissa != 0) {
                add(align(mantissa, Math.addExact(Doubles.exponent(factor), form.exponent)), form);
            }
        }

        /** Adds a multiple of a form. */
        void add(Dyadic factor, DyadicForm form) {
            if (factor.signum() != 0) {
                int scale = Math.addExact(factor.exponent(), form.exponent);
                lowerExponentTo(scale);
                add(factor.mantissa().shiftLeft(scale - exponent), form);
            }
        }

        private void add(BigInteger aligned, DyadicForm form) {
            boolean unit = aligned.equals(BigInteger.ONE);
            for (int i = 0; i < numbers.length; i++) {
                BigInteger other = form.numbers[i];
                if (other.signum() != 0) {
                    numbers[i] = numbers[i].add(unit ? other : aligned.multiply(other));
                }
            }
        }

        /** Adds a number to the constant. */
        void addConstant(Dyadic constant) {
            if (constant.signum() != 0) {
                lowerExponentTo(constant.exponent());
                int last = numbers.length - 1;
                numbers[last] = numbers[last].add(constant.mantissa().shiftLeft(constant.exponent() - exponent));
            }
        }

        /** {@code mantissa * 2^scale} in units of {@code 2^exponent}, after lowering the exponent where it must be. */
        private BigInteger align(long mantissa, int scale) {
            int zeros = Long.numberOfTrailingZeros(mantissa);
            int wanted = Math.addExact(scale, zeros);
            lowerExponentTo(wanted);
            return BigInteger.valueOf(mantissa >> zeros).shiftLeft(wanted - exponent);
        }

        private void lowerExponentTo(int wanted) {
            if (wanted < exponent) {
                int shift = exponent - wanted;
                Arrays.setAll(numbers, i -> numbers[i].shiftLeft(shift));
                exponent = wanted;
            }
        }

        DyadicForm toForm() {
            return new DyadicForm(numbers.clone(), exponent);
        }
    }
}
