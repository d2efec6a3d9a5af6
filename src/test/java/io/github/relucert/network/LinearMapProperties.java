package io.github.relucert.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The rows of each kind of map against its definition as a full matrix. */
class LinearMapProperties {
    /** The matrix, by visiting rows; repeated visits of an entry would show up as a sum. */
    static double[][] matrix(LinearMap map) {
        double[][] matrix = new double[map.outputSize()][map.inputSize()];
        for (int row = 0; row < matrix.length; row++) {
            double[] entries = matrix[row];
            int[] previous = {-1};
            map.forEachInRow(row, (column, coefficient) -> {
                assertThat(column).as("columns ascend").isGreaterThan(previous[0]);
                previous[0] = column;
                entries[column] += coefficient;
            });
        }
        return matrix;
    }

    private static double[] small(Random random, int size) {
        return random.doubles(size, -2, 2).toArray();
    }

    @Property
    void denseRowsAreThoseOfTheMatrix(@ForAll Random random) {
        int rows = 1 + random.nextInt(5);
        int columns = 1 + random.nextInt(5);
        double[] weights = small(random, rows * columns);
        double[][] matrix = matrix(new Dense(rows, columns, weights));
        for (int i = 0; i < weights.length; i++) {
            assertThat(matrix[i / columns][i % columns]).isEqualTo(weights[i]);
        }
    }

    @Property
    void sparseRowsAreThoseOfTheMatrix(@ForAll Random random) {
        int rows = 1 + random.nextInt(5);
        int columns = 1 + random.nextInt(6);
        double[][] expected = new double[rows][columns];
        int[] starts = new int[rows + 1];
        int[] entryColumns = new int[rows * columns];
        double[] coefficients = new double[rows * columns];
        int count = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                if (random.nextBoolean()) {
                    expected[i][j] = random.nextGaussian();
                    entryColumns[count] = j;
                    coefficients[count++] = expected[i][j];
                }
            }
            starts[i + 1] = count;
        }
        Sparse map =
                new Sparse(columns, starts, Arrays.copyOf(entryColumns, count), Arrays.copyOf(coefficients, count));
        assertThat(matrix(map)).isDeepEqualTo(expected);
    }

    @Example
    void specialSparseMaps() {
        assertThat(matrix(Sparse.identity(2))).isDeepEqualTo(new double[][] {{1, 0}, {0, 1}});
        assertThat(matrix(Sparse.diagonal(new double[] {2, -3}))).isDeepEqualTo(new double[][] {{2, 0}, {0, -3}});
        assertThat(matrix(Sparse.select(3, new int[] {2, -1, 0, 2})))
                .isDeepEqualTo(new double[][] {{0, 0, 1}, {0, 0, 0}, {1, 0, 0}, {0, 0, 1}});
    }

    /**
     * The definition turned around: each input pixel is scattered to the outputs whose window it lies in, so that windows, padding
     * and groups are computed in another way than by gathering.
     */
    private static double[][] scattered(Convolution.Geometry g, double[] kernel) {
        double[][] matrix = new double[g.outputChannels() * g.outputHeight() * g.outputWidth()]
                [g.inputChannels() * g.inputHeight() * g.inputWidth()];
        int inputsPerGroup = g.inputChannels() / g.groups();
        int outputsPerGroup = g.outputChannels() / g.groups();
        for (int group = 0; group < g.groups(); group++) {
            for (int o = 0; o < outputsPerGroup; o++) {
                for (int c = 0; c < inputsPerGroup; c++) {
                    int out = group * outputsPerGroup + o;
                    int in = group * inputsPerGroup + c;
                    for (int iy = 0; iy < g.inputHeight(); iy++) {
                        for (int ix = 0; ix < g.inputWidth(); ix++) {
                            for (int u = 0; u < g.kernelHeight(); u++) {
                                for (int v = 0; v < g.kernelWidth(); v++) {
                                    int y = iy + g.padTop() - u * g.dilationHeight();
                                    int x = ix + g.padLeft() - v * g.dilationWidth();
                                    boolean hit =
                                            y >= 0 && x >= 0 && y % g.strideHeight() == 0 && x % g.strideWidth() == 0;
                                    if (hit
                                            && y / g.strideHeight() < g.outputHeight()
                                            && x / g.strideWidth() < g.outputWidth()) {
                                        int row = (out * g.outputHeight() + y / g.strideHeight()) * g.outputWidth()
                                                + x / g.strideWidth();
                                        int column = (in * g.inputHeight() + iy) * g.inputWidth() + ix;
                                        matrix[row][column] += kernel[
                                                ((out * inputsPerGroup + c) * g.kernelHeight() + u) * g.kernelWidth()
                                                        + v];
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        return matrix;
    }

    private static Convolution.Geometry geometry(Random random) {
        int groups = 1 + random.nextInt(2);
        return new Convolution.Geometry(
                groups * (1 + random.nextInt(2)),
                1 + random.nextInt(5),
                1 + random.nextInt(5),
                groups * (1 + random.nextInt(2)),
                1 + random.nextInt(4),
                1 + random.nextInt(4),
                1 + random.nextInt(3),
                1 + random.nextInt(3),
                1 + random.nextInt(3),
                1 + random.nextInt(3),
                random.nextInt(3),
                random.nextInt(3),
                1 + random.nextInt(2),
                1 + random.nextInt(2),
                groups);
    }

    @Property
    void convolutionsGatherWhatTheDefinitionScatters(@ForAll Random random) {
        Convolution.Geometry geometry = geometry(random);
        double[] kernel = small(random, geometry.kernelSize());
        assertThat(matrix(new Convolution(geometry, kernel))).isDeepEqualTo(scattered(geometry, kernel));
    }

    @Example
    void theComparisonSeesASwappedStride() {
        Convolution.Geometry right = new Convolution.Geometry(1, 4, 4, 1, 2, 4, 1, 1, 2, 1, 0, 0, 1, 1, 1);
        Convolution.Geometry wrong = new Convolution.Geometry(1, 4, 4, 1, 2, 4, 1, 1, 1, 2, 0, 0, 1, 1, 1);
        double[] kernel = {1};
        assertThat(Arrays.deepEquals(matrix(new Convolution(right, kernel)), scattered(wrong, kernel)))
                .isFalse();
    }

    @Example
    void refusesWhatDoesNotFit() {
        assertThatThrownBy(() -> new Dense(2, 2, new double[3])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Dense(65536, 65536, new double[0])).isInstanceOf(IllegalArgumentException.class);
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new Dense(1, 2, new double[] {0, value}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("number 1 is " + value);
        }
        double[] one = {1};
        assertThatThrownBy(() -> new Sparse(1, new int[] {0, 1}, new int[] {1}, one))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Sparse(1, new int[] {0, 1}, new int[] {-1}, one))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Sparse(1, new int[] {0, 0}, new int[] {0}, one))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Sparse(1, new int[0], new int[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Sparse(1, new int[] {0, 2, 1}, new int[] {0}, one))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Sparse(2, new int[] {0, 2}, new int[] {1, 0}, new double[] {1, 1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Sparse(2, new int[] {0, 2}, new int[] {0, 1}, one))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Convolution.Geometry(3, 1, 1, 2, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Convolution.Geometry(1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0, 0, 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Convolution.Geometry(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, 0, 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void nobodyChangesAMapFromOutside() {
        double[] weights = {1, 2};
        Dense dense = new Dense(1, 2, weights);
        weights[0] = 9;
        dense.weights()[1] = 9;
        assertThat(matrix(dense)).isDeepEqualTo(new double[][] {{1, 2}});
        double[] bias = {3};
        Affine affine = new Affine("a", java.util.List.of(new Affine.Term(0, dense)), bias);
        bias[0] = 9;
        affine.bias()[0] = 9;
        assertThat(affine.bias(0)).isEqualTo(3);
        assertThat(IntStream.of(affine.outputSize(), affine.sources().getFirst()))
                .containsExactly(1, 0);
    }
}
