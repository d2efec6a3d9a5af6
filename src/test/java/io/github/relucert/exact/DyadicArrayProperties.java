package io.github.relucert.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Arrays of words do what single dyadic numbers do. */
class DyadicArrayProperties {
    @Property(tries = 1000)
    void sumsOfProductsAreThoseOfSingleNumbers(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        Random random = new Random(seed);
        DyadicArray source = new DyadicArray(3);
        DyadicArray target = new DyadicArray(4);
        Dyadic[] sources = zeros(3);
        Dyadic[] targets = zeros(4);
        for (int step = 0; step < 30; step++) {
            int i = random.nextInt(4);
            int j = random.nextInt(3);
            switch (random.nextInt(5)) {
                case 0 -> {
                    Dyadic term = any(random);
                    source.add(j, term);
                    sources[j] = sources[j].add(term);
                }
                case 1 -> {
                    Dyadic term = any(random);
                    target.add(i, term);
                    targets[i] = targets[i].add(term);
                }
                case 2 -> {
                    target = new DyadicArray(4);
                    targets = zeros(4);
                }
                default -> {
                    double factor = anyDouble(random);
                    target.addProduct(i, factor, source, j);
                    targets[i] = targets[i].add(Dyadic.of(factor).multiply(sources[j]));
                }
            }
            for (int k = 0; k < 4; k++) {
                assertThat(target.get(k)).isEqualTo(targets[k]);
                assertThat(target.signum(k)).isEqualTo(targets[k].signum());
            }
        }
    }

    private static Dyadic[] zeros(int size) {
        Dyadic[] zeros = new Dyadic[size];
        Arrays.fill(zeros, Dyadic.ZERO);
        return zeros;
    }

    private static Dyadic any(Random random) {
        int words = random.nextInt(5);
        // Words of zeros and of ones, where carries run far.
        BigInteger mantissa = switch (random.nextInt(3)) {
            case 0 -> new BigInteger(64 * words + random.nextInt(64), random);
            case 1 -> BigInteger.ONE.shiftLeft(62 * words + random.nextInt(4));
            default -> BigInteger.ONE.shiftLeft(64 * words + random.nextInt(3)).subtract(BigInteger.ONE);
        };
        return Dyadic.of(random.nextBoolean() ? mantissa : mantissa.negate(), random.nextInt(400) - 200);
    }

    private static double anyDouble(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextGaussian();
            case 1 -> (float) random.nextGaussian();
            case 2 -> random.nextInt(5) - 2;
            case 3 -> Double.MIN_VALUE * random.nextInt(100);
            default -> Math.scalb(random.nextDouble() - 0.5, random.nextInt(2000) - 1000);
        };
    }

    @Test
    void numbersThatGrowWithoutEndAreRefused() {
        DyadicArray array = new DyadicArray(1);
        array.add(0, Dyadic.ONE);
        assertThatThrownBy(() -> array.add(0, Dyadic.of(BigInteger.ONE, -DyadicArray.MAX_BITS - 1)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("bits");
    }

    @Test
    void aFactorThatIsNoNumberIsRefused() {
        DyadicArray array = new DyadicArray(1);
        assertThatThrownBy(() -> array.addProduct(0, Double.NaN, new DyadicArray(1), 0))
                .isInstanceOf(ArithmeticException.class);
    }
}
