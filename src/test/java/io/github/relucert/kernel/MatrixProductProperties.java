package io.github.relucert.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.exact.Rational;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Both products keep the error that their interface states, so they differ by at most twice that. */
class MatrixProductProperties {
    private static final MatrixProduct SCALAR = new ScalarMatrixProduct();
    private static final MatrixProduct VECTOR = new VectorMatrixProduct();

    /** The sizes and numbers of a product. */
    private record Instance(int start, int rows, int inner, int columns, double[] a, double[] b, double[] c) {
        static Instance draw(long seed, int largest) {
            SplittableRandom random = new SplittableRandom(seed);
            int start = random.nextInt(3);
            int rows = 1 + random.nextInt(10);
            int inner = 1 + random.nextInt(largest);
            int columns = 1 + random.nextInt(4 * largest);
            double[] a = numbers(random, start + rows * inner);
            double[] b = numbers(random, inner * columns);
            return new Instance(start, rows, inner, columns, a, b, numbers(random, rows * columns));
        }

        /** A third of them zero, as behind a ReLU; the others of very different sizes and both signs. */
        private static double[] numbers(SplittableRandom random, int count) {
            double[] numbers = new double[count];
            for (int i = 0; i < count; i++) {
                double number = Math.scalb(random.nextDouble(-1, 1), random.nextInt(-20, 20));
                numbers[i] = random.nextInt(3) == 0 ? 0 : number;
            }
            return numbers;
        }

        double[] multiply(MatrixProduct product) {
            double[] result = c.clone();
            product.add(a, start, rows, inner, b, columns, result, new Scratch());
            return result;
        }

        /** The stated error of an entry; the last factor makes up for the terms of second order and this sum's own rounding. */
        double statedError(int entry) {
            double sum = Math.abs(c[entry]);
            for (int k = 0; k < inner; k++) {
                sum += Math.abs(a[start + entry / columns * inner + k] * b[k * columns + entry % columns]);
            }
            return (inner + 2) * 0x1p-53 * sum * (1 + 1e-9);
        }

        Rational exact(int entry) {
            Rational sum = Rational.of(c[entry]);
            for (int k = 0; k < inner; k++) {
                Rational factor = Rational.of(a[start + entry / columns * inner + k]);
                sum = sum.add(factor.multiply(Rational.of(b[k * columns + entry % columns])));
            }
            return sum;
        }

        /** Whether every entry lies within the stated error of the exact one. */
        boolean keepsStatedError(double[] result) {
            for (int entry = 0; entry < result.length; entry++) {
                Rational error =
                        Rational.of(result[entry]).subtract(exact(entry)).abs();
                if (error.compareTo(Rational.of(statedError(entry))) > 0) {
                    return false;
                }
            }
            return true;
        }

        /** Whether two results differ by at most twice the stated error in every entry. */
        boolean agree(double[] first, double[] second) {
            for (int entry = 0; entry < first.length; entry++) {
                if (Math.abs(first[entry] - second[entry]) > 2 * statedError(entry)) {
                    return false;
                }
            }
            return true;
        }
    }

    @Property(tries = 60)
    void bothKeepTheStatedErrorAgainstExactArithmetic(@ForAll long seed) {
        Instance instance = Instance.draw(seed, 8);
        assertThat(instance.keepsStatedError(instance.multiply(SCALAR))).isTrue();
        assertThat(instance.keepsStatedError(instance.multiply(VECTOR))).isTrue();
    }

    @Property(tries = 300)
    void theyDifferByAtMostTwiceTheStatedError(@ForAll long seed) {
        Instance instance = Instance.draw(seed, 40);
        assertThat(instance.agree(instance.multiply(SCALAR), instance.multiply(VECTOR)))
                .isTrue();
    }

    /** Negative control: a product that leaves out the first term of every sum. */
    @Test
    void aMissingTermIsNoticed() {
        Instance instance = Instance.draw(1, 8);
        double[] without = instance.a.clone();
        for (int row = 0; row < instance.rows; row++) {
            without[instance.start + row * instance.inner] = 0;
        }
        double[] wrong = instance.c.clone();
        VECTOR.add(
                without,
                instance.start,
                instance.rows,
                instance.inner,
                instance.b,
                instance.columns,
                wrong,
                new Scratch());
        assertThat(instance.keepsStatedError(wrong)).isFalse();
        assertThat(instance.agree(instance.multiply(SCALAR), wrong)).isFalse();
    }

    /** Negative control: one entry off by a relative 2^-40, which a tolerance of 1e-12 lets pass. */
    @Test
    void aSmallErrorIsNoticed() {
        Instance instance = Instance.draw(2, 8);
        double[] wrong = instance.multiply(VECTOR);
        int entry = 0;
        while (wrong[entry] == 0) {
            entry++;
        }
        wrong[entry] += instance.statedError(entry) * 0x1p13 / (instance.inner + 2);
        assertThat(instance.keepsStatedError(wrong)).isFalse();
        assertThat(instance.agree(instance.multiply(SCALAR), wrong)).isFalse();
    }
}
