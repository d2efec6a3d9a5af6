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
    private static final int CHUNK = WORD - 2;
    private static final DyadicArray ONE = one();

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

    private static DyadicArray one() {
        DyadicArray one = new DyadicArray(1);
        one.words[0] = 1;
        one.bits = 1;
        one.terms = 1;
        return one;
    }

    /** The same numbers, apart from these. */
    public DyadicArray copy() {
        DyadicArray copy = new DyadicArray(size);
        copy.width = width;
        copy.words = words.clone();
        copy.exponent = exponent;
        copy.bits = bits;
        copy.terms = terms;
        return copy;
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
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * width);
        for (int w = width - 1; w >= 0; w--) {
            bytes.putLong(words[index * width + w]);
        }
        return Dyadic.of(new BigInteger(bytes.array()), exponent);
    }

    /** Replaces a number by zero. */
    public void clear(int index) {
        Arrays.fill(words, index * width, (index + 1) * width, 0);
    }

    /** {@code this[index] += term}. */
    public void add(int index, Dyadic term) {
        addProduct(index, term, ONE, 0);
    }

    /**
     * {@code this[index] += coefficient * factors[at]}.
     *
     * @throws ArithmeticException when the coefficient is not finite, or numbers grow beyond {@link #MAX_BITS}
     */
    public void addProduct(int index, double coefficient, DyadicArray factors, int at) {
        long mantissa = Doubles.mantissa(coefficient);
        if (mantissa != 0) {
            int zeros = Long.numberOfTrailingZeros(mantissa);
            addProduct(index, mantissa >> zeros, Doubles.exponent(coefficient) + zeros, factors, at);
        }
    }

    /**
     * {@code this[index] += coefficient * factors[at]}.
     *
     * @throws ArithmeticException when numbers grow beyond {@link #MAX_BITS}
     */
    public void addProduct(int index, Dyadic coefficient, DyadicArray factors, int at) {
        BigInteger rest = coefficient.mantissa();
        int place = coefficient.exponent();
        for (; rest.bitLength() > CHUNK; rest = rest.shiftRight(CHUNK)) {
            addProduct(index, rest.longValue() & ((1L << CHUNK) - 1), place, factors, at);
            place += CHUNK;
        }
        addProduct(index, rest.longValue(), place, factors, at);
    }

    /** {@code this[index] += integer * 2^place * factors[at]}, the integer below 2^63 in absolute value. */
    private void addProduct(int index, long integer, int place, DyadicArray factors, int at) {
        if (integer == 0 || factors.terms == 0) {
            return;
        }
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
        for (int s = at * factors.width; s <= last && t < end; s++, t++) {
            // All words of a number but its highest are unsigned; what is carried on is signed and fits a word.
            long low = source[s] * word;
            long high = Math.multiplyHigh(source[s], word) + (s < last ? (source[s] >> (WORD - 1)) & word : 0);
            long sum = target[t] + low;
            high += Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
            target[t] = sum + carry;
            carry = high + (carry >> (WORD - 1)) + (Long.compareUnsigned(target[t], sum) < 0 ? 1 : 0);
        }
        for (; t < end && carry != 0; t++) {
            long before = target[t];
            target[t] = before + carry;
            carry = (carry >> (WORD - 1)) + (Long.compareUnsigned(target[t], before) < 0 ? 1 : 0);
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
            shiftLeft(lowered, Math.max(needed, width));
            exponent -= lowered;
        }
    }

    private void shiftLeft(int shift, int newWidth) {
        long[] shifted = new long[Math.multiplyExact(size, newWidth)];
        int within = shift % WORD;
        for (int i = 0; i < size; i++) {
            for (int w = 0; w < newWidth; w++) {
                int from = w - shift / WORD;
                shifted[i * newWidth + w] =
                        (word(i, from) << within) | (word(i, from - 1) >>> 1 >>> (WORD - 1 - within));
            }
        }
        words = shifted;
        width = newWidth;
    }

    /** A word of a number that goes on with zeros below and with its sign above. */
    private long word(int index, int w) {
        long top = words[index * width + width - 1];
        return w < 0 ? 0 : w < width ? words[index * width + w] : top >> (WORD - 1);
    }
}
