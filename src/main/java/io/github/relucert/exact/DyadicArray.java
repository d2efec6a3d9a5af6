package io.github.relucert.exact;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Numbers {@code integer_i * 2^exponent} with one exponent for all, to which products with numbers of other arrays are added exactly. The integers stand in
 * two's complement, the same number of 64-bit words each; exponent and width follow what is added.
 *
 * <p>No addition overflows: all integers are at most {@code terms * 2^bits} in absolute value, where {@code bits} bounds the length
 * of every product added and {@code terms} counts them, and the width is kept large enough for that.
 */
public final class DyadicArray {
    /** Longest number in bits; only hostile input needs more. */
    public static final int MAX_BITS = 1 << 18;

    private static final int WORD = Long.SIZE;

    private final int size;
    private int width = 1;
    private long[] words;
    private int exponent;
    private long bits;
    private long terms;

    /** {@code size} zeros. */
    public DyadicArray(int size) {
        this.size = size;
        this.words = new long[size];
    }

    public int size() {
        return size;
    }

    public int signum(int index) {
        int from = index * width;
        long any = 0;
        for (int w = from; w < from + width; w++) {
            any |= words[w];
        }
        return any == 0 ? 0 : words[from + width - 1] < 0 ? -1 : 1;
    }

    /** The number at an index. */
    public Dyadic get(int index) {
        return Dyadic.of(integer(index), exponent);
    }

    private BigInteger integer(int index) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * width);
        for (int w = width - 1; w >= 0; w--) {
            bytes.putLong(words[index * width + w]);
        }
        return new BigInteger(bytes.array());
    }

    private void put(int index, BigInteger integer) {
        for (int w = 0; w < width; w++) {
            words[index * width + w] = integer.shiftRight(WORD * w).longValue();
        }
    }

    /**
     * {@code this[index] += term}.
     *
     * @throws ArithmeticException when numbers grow beyond {@link #MAX_BITS}
     */
    public void add(int index, Dyadic term) {
        if (term.signum() != 0) {
            makeRoom(term.exponent(), term.mantissa().bitLength());
            put(index, integer(index).add(term.mantissa().shiftLeft(term.exponent() - exponent)));
        }
    }

    /**
     * {@code this[index] += coefficient * factors[at]}.
     *
     * @throws ArithmeticException when the coefficient is not finite, or numbers grow beyond {@link #MAX_BITS}
     */
    public void addProduct(int index, double coefficient, DyadicArray factors, int at) {
        long mantissa = Doubles.mantissa(coefficient);
        int zeros = Long.numberOfTrailingZeros(mantissa);
        if (mantissa != 0 && factors.terms != 0) {
            addProduct(index, mantissa >> zeros, Doubles.exponent(coefficient) + zeros, factors, at);
        }
    }

    /** {@code this[index] += integer * 2^place * factors[at]}, the integer below 2^63 in absolute value. */
    private void addProduct(int index, long integer, int place, DyadicArray factors, int at) {
        int scale = Math.addExact(place, factors.exponent);
        makeRoom(scale, factors.length() + WORD - Long.numberOfLeadingZeros(Math.abs(integer)));
        int shift = scale - exponent;
        int within = shift % WORD;
        // integer * 2^within as high * 2^64 + low with both words signed.
        long low = integer << within;
        long high = (integer >> 1 >> (WORD - 1 - within)) + (low >>> (WORD - 1));
        addProduct(index, shift / WORD, low, factors, at);
        if (high != 0) {
            addProduct(index, shift / WORD + 1, high, factors, at);
        }
    }

    /** {@code this[index] += word * 2^(64 from) * factors[at]} in units of {@code 2^exponent}. */
    private void addProduct(int index, int from, long word, DyadicArray factors, int at) {
        long[] target = words;
        long[] source = factors.words;
        int end = (index + 1) * width;
        int last = (at + 1) * factors.width - 1;
        int t = index * width + from;
        long carry = 0;
        for (int s = at * factors.width; t < end && (s <= last || carry != 0); s++, t++) {
            // All words of a number but its highest are unsigned; what is carried on is signed and fits a word.
            long factor = s <= last ? source[s] : 0;
            long low = factor * word;
            long high = Math.multiplyHigh(factor, word) + (s < last ? (factor >> (WORD - 1)) & word : 0);
            long sum = target[t] + low;
            high += Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
            target[t] = sum + carry;
            carry = high + (carry >> (WORD - 1)) + (Long.compareUnsigned(target[t], sum) < 0 ? 1 : 0);
        }
    }

    /** Every number is below 2 to this in absolute value, in units of {@code 2^exponent}. */
    private long length() {
        return bits + WORD - Long.numberOfLeadingZeros(terms);
    }

    /** Makes sure that a product of so many bits in units of {@code 2^scale} can be added. */
    private void makeRoom(int scale, long productBits) {
        exponent = terms == 0 ? scale : exponent;
        int lowered = Math.max(Math.subtractExact(exponent, scale), 0);
        bits = Math.max(bits + lowered, productBits + Math.max(scale - exponent, 0));
        terms++;
        if (length() > MAX_BITS) {
            throw new ArithmeticException("a number of more than " + MAX_BITS + " bits");
        }
        int needed = (int) (length() / WORD) + 1;
        if (lowered > 0 || needed > width) {
            widen(lowered, Math.max(needed, width));
            exponent -= lowered;
        }
    }

    private void widen(int lowered, int newWidth) {
        BigInteger[] integers = new BigInteger[size];
        Arrays.setAll(integers, this::integer);
        width = newWidth;
        words = new long[Math.multiplyExact(size, newWidth)];
        for (int i = 0; i < size; i++) {
            put(i, integers[i].shiftLeft(lowered));
        }
    }
}
