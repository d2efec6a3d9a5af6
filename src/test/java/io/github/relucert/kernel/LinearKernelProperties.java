package io.github.relucert.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.network.Convolution;
import io.github.relucert.network.Dense;
import io.github.relucert.network.LinearMap;
import io.github.relucert.network.Sparse;
import io.github.relucert.oracle.RandomNetworks;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Every kernel does what the rows of its map say, for one vector and for many. */
class LinearKernelProperties {
    private static final double TOLERANCE = 1e-12;

    @Property(tries = 300)
    void convolutionsAgreeWithTheirRows(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int vectors) {
        Convolution map = RandomNetworks.convolution(seed, 120);
        checkAgainstRows(new ConvolutionKernel(map.geometry(), map.kernel()), map, seed, vectors);
    }

    @Property(tries = 300)
    void denseMapsAgreeWithTheirRows(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int vectors) {
        SplittableRandom random = new SplittableRandom(seed);
        int rows = 1 + random.nextInt(20);
        // Beyond one tile of columns now and then.
        int columns = 1 + random.nextInt(random.nextInt(8) == 0 ? 1200 : 20);
        Dense map = new Dense(rows, columns, vector(random, rows * columns));
        checkAgainstRows(DenseKernel.of(map), map, seed, vectors);
    }

    @Property(tries = 300)
    void sparseMapsAgreeWithTheirRows(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int vectors) {
        SplittableRandom random = new SplittableRandom(seed);
        Sparse map = sparse(random, 1 + random.nextInt(20), 1 + random.nextInt(20));
        checkAgainstRows(SparseKernel.of(map), map, seed, vectors);
    }

    private static Sparse sparse(SplittableRandom random, int rows, int columns) {
        double[] dense = vector(random, rows * columns);
        int[] starts = new int[rows + 1];
        int[] entries = new int[rows * columns];
        double[] coefficients = new double[rows * columns];
        int count = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                if (random.nextInt(3) == 0) {
                    entries[count] = j;
                    coefficients[count++] = dense[i * columns + j];
                }
            }
            starts[i + 1] = count;
        }
        return new Sparse(columns, starts, Arrays.copyOf(entries, count), Arrays.copyOf(coefficients, count));
    }

    /** Half of the entries are zero, as behind a ReLU. */
    private static double[] vector(SplittableRandom random, int size) {
        double[] vector = new double[size];
        for (int i = 0; i < size; i++) {
            vector[i] = random.nextBoolean() ? 0 : random.nextDouble(-1, 1);
        }
        return vector;
    }

    private static void checkAgainstRows(LinearKernel kernel, LinearMap map, long seed, int vectors) {
        SplittableRandom random = new SplittableRandom(seed + 1);
        Scratch scratch = new Scratch();
        int n = map.inputSize();
        int m = map.outputSize();
        assertThat(kernel.inputSize()).isEqualTo(n);
        assertThat(kernel.outputSize()).isEqualTo(m);
        double[] x = vector(random, vectors * n);
        double[] y = vector(random, vectors * m);
        double[] sizes = Arrays.stream(x).map(Math::abs).toArray();
        double[] applied = y.clone();
        double[] transposed = x.clone();
        double[] absolute = y.clone();
        double[] expectedApplied = y.clone();
        double[] expectedTransposed = x.clone();
        double[] expectedAbsolute = y.clone();
        for (int v = 0; v < vectors; v++) {
            for (int i = 0; i < m; i++) {
                int row = v * m + i;
                int start = v * n;
                map.forEachInRow(i, (column, weight) -> {
                    expectedApplied[row] += weight * x[start + column];
                    expectedTransposed[start + column] += weight * y[row];
                    expectedAbsolute[row] += Math.abs(weight * x[start + column]);
                });
            }
        }
        kernel.apply(x, vectors, applied, scratch);
        kernel.applyTransposed(y, vectors, transposed, scratch);
        kernel.applyAbsolute(sizes, vectors, absolute, scratch);
        assertClose(applied, expectedApplied);
        assertClose(transposed, expectedTransposed);
        assertClose(absolute, expectedAbsolute);
        checkRows(kernel, map, random);
    }

    /** One comparison for all entries: asserting each of them takes longer than computing them. */
    private static void assertClose(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double largest = 0;
        for (int i = 0; i < actual.length; i++) {
            largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
        }
        assertThat(largest).isLessThan(TOLERANCE);
    }

    private static void checkRows(LinearKernel kernel, LinearMap map, SplittableRandom random) {
        int n = map.inputSize();
        int longestRow = 0;
        int[] columnLengths = new int[n];
        for (int i = 0; i < map.outputSize(); i++) {
            double factor = random.nextDouble(-1, 1);
            double[] expected = new double[n + 3];
            double[] added = new double[n + 3];
            double[] visited = new double[n + 3];
            int[] length = new int[1];
            map.forEachInRow(i, (column, weight) -> expected[2 + column] += factor * weight);
            kernel.addRow(i, factor, added, 2);
            kernel.forEachInRow(i, (column, weight) -> {
                visited[2 + column] = factor * weight;
                length[0]++;
                columnLengths[column]++;
            });
            assertClose(added, expected);
            assertClose(visited, expected);
            longestRow = Math.max(longestRow, length[0]);
        }
        assertThat(kernel.longestRow()).isGreaterThanOrEqualTo(longestRow);
        assertThat(kernel.longestColumn())
                .isGreaterThanOrEqualTo(Arrays.stream(columnLengths).max().orElse(0));
    }

    @Property(tries = 100)
    void anInfinityReachesExactlyTheRowsThatReadIt(@ForAll long seed) {
        Convolution map = RandomNetworks.convolution(seed, 40);
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = new double[map.inputSize()];
        x[random.nextInt(x.length)] = Double.POSITIVE_INFINITY;
        double[] expected = new double[map.outputSize()];
        for (int i = 0; i < expected.length; i++) {
            int row = i;
            map.forEachInRow(i, (column, weight) -> expected[row] += weight == 0 || x[column] == 0 ? 0 : x[column]);
        }
        for (LinearKernel kernel : new LinearKernel[] {
            new ConvolutionKernel(map.geometry(), map.kernel()), DenseKernel.of(map), SparseKernel.of(map)
        }) {
            double[] y = new double[map.outputSize()];
            kernel.applyAbsolute(x, 1, y, new Scratch());
            assertThat(y).containsExactly(expected);
        }
    }

    /** More output positions than one block holds, so that blocks are cut within and between vectors. */
    @Test
    void convolutionsWithManyPositionsAgreeWithTheirRows() {
        Convolution.Geometry geometry = new Convolution.Geometry(2, 21, 17, 4, 21, 17, 3, 3, 1, 1, 1, 1, 1, 1, 2);
        Convolution map = new Convolution(geometry, vector(new SplittableRandom(5), geometry.kernelSize()));
        checkAgainstRows(new ConvolutionKernel(geometry, map.kernel()), map, 11, 3);
    }

    /** Negative control: a convolution that reads one pixel to the side is told from the right one. */
    @Test
    void aShiftedConvolutionIsNoticed() {
        Convolution.Geometry right = new Convolution.Geometry(1, 4, 4, 1, 4, 4, 3, 3, 1, 1, 1, 1, 1, 1, 1);
        Convolution.Geometry shifted = new Convolution.Geometry(1, 4, 4, 1, 4, 4, 3, 3, 1, 1, 1, 0, 1, 1, 1);
        double[] kernel = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        Convolution map = new Convolution(right, kernel);
        checkAgainstRows(new ConvolutionKernel(right, kernel), map, 3, 2);
        assertThatThrownBy(() -> checkAgainstRows(new ConvolutionKernel(shifted, kernel), map, 3, 2))
                .isInstanceOf(AssertionError.class);
    }
}
