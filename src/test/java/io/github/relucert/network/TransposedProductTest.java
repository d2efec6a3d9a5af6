package io.github.relucert.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every map multiplies by its transpose as its rows say; small integers make the sums exact in any order. */
class TransposedProductTest {
    @Test
    void denseMaps() {
        Random random = new Random(1);
        check(new Dense(7, 5, integers(35, random)), random);
    }

    @Test
    void sparseMaps() {
        Random random = new Random(2);
        check(Sparse.select(6, new int[] {5, -1, 0, 0}, new double[] {2, 1, -3, 4}), random);
    }

    @Test
    void convolutions() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            int groups = 1 + random.nextInt(2);
            int height = 1 + random.nextInt(6);
            int width = 1 + random.nextInt(6);
            int kernelHeight = 1 + random.nextInt(3);
            int kernelWidth = 1 + random.nextInt(3);
            Convolution.Geometry geometry = new Convolution.Geometry(
                    groups * (1 + random.nextInt(2)),
                    height,
                    width,
                    groups * (1 + random.nextInt(2)),
                    1 + random.nextInt(6),
                    1 + random.nextInt(6),
                    kernelHeight,
                    kernelWidth,
                    1 + random.nextInt(3),
                    1 + random.nextInt(3),
                    random.nextInt(3),
                    random.nextInt(3),
                    1 + random.nextInt(2),
                    1 + random.nextInt(2),
                    groups);
            check(new Convolution(geometry, integers(geometry.kernelSize(), random)), random);
        }
    }

    private static double[] integers(int count, Random random) {
        return random.ints(count, -9, 10).asDoubleStream().toArray();
    }

    /** With many outputs and with few, whose zeros a product may leave out. */
    private static void check(LinearMap map, Random random) {
        check(map, integers(map.outputSize(), random), random);
        double[] few = new double[map.outputSize()];
        few[random.nextInt(few.length)] = 3;
        few[random.nextInt(few.length)] -= 2;
        check(map, few, random);
    }

    private static void check(LinearMap map, double[] outputs, Random random) {
        double[] expected = integers(map.inputSize(), random);
        double[] inputs = expected.clone();
        map.addTransposed(outputs, inputs);
        for (int row = 0; row < outputs.length; row++) {
            double factor = outputs[row];
            map.forEachInRow(row, (column, weight) -> expected[column] += factor * weight);
        }
        assertThat(inputs).containsExactly(expected);
    }
}
