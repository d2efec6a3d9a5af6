package io.github.relucert.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.relucert.network.Affine;
import io.github.relucert.network.Convolution;
import io.github.relucert.network.Dense;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Layer;
import io.github.relucert.network.LinearMap;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.network.Relu;
import io.github.relucert.network.Sparse;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is folded, what is not, and that the function stays. */
class FoldingTest {
    private final SplittableRandom random = new SplittableRandom(1);

    private double[] numbers(int count) {
        return IntStream.range(0, count)
                .mapToDouble(i -> random.nextInt(-8, 9) / 4.0)
                .toArray();
    }

    private Affine affine(int source, LinearMap map) {
        return new Affine("affine", List.of(new Affine.Term(source, map)), numbers(map.outputSize()));
    }

    private Dense dense(int rows, int columns) {
        return new Dense(rows, columns, numbers(rows * columns));
    }

    private Convolution convolution() {
        Convolution.Geometry geometry = new Convolution.Geometry(2, 4, 4, 3, 4, 4, 3, 3, 1, 1, 1, 1, 1, 1, 1);
        return new Convolution(geometry, numbers(geometry.kernelSize()));
    }

    /** A diagonal that scales each of the channels of {@code area} numbers by one factor. */
    private Sparse perChannel(int channels, int area) {
        double[] factors = numbers(channels);
        double[] diagonal = new double[channels * area];
        Arrays.setAll(diagonal, i -> factors[i / area] + 3);
        return Sparse.diagonal(diagonal);
    }

    private CompiledNetwork fold(Layer... layers) {
        int inputs = layers[0] instanceof Affine first
                ? first.terms().getFirst().map().inputSize()
                : layers[0].outputSize();
        Network network = new Network(FloatType.FLOAT64, List.of(inputs), List.of(layers));
        CompiledNetwork compiled = CompiledNetwork.of(network);
        for (int k = 0; k < 20; k++) {
            double[] x = random.doubles(inputs, -1, 1).toArray();
            ExactEvaluation exact = new ExactEvaluation(network, RationalVector.of(x));
            double[] y = compiled.evaluate(x);
            for (int i = 0; i < y.length; i++) {
                assertThat(y[i]).isCloseTo(exact.output().get(i).doubleNearest(), within(1e-9));
            }
        }
        return compiled;
    }

    private static List<Class<?>> kernels(CompiledNetwork network) {
        return network.steps().stream()
                .filter(Step.Affine.class::isInstance)
                .map(Step.Affine.class::cast)
                .flatMap(a -> a.terms().stream())
                .<Class<?>>map(t -> t.kernel().getClass())
                .toList();
    }

    @Test
    void diagonalsAndPermutationsVanishInDenseMaps() {
        CompiledNetwork network = fold(
                affine(0, Sparse.diagonal(numbers(3))),
                affine(1, Sparse.select(3, new int[] {2, 0, 1})),
                affine(2, dense(5, 3)),
                affine(3, Sparse.diagonal(numbers(5))),
                new Relu("relu", 4, 5),
                affine(5, Sparse.select(5, new int[] {4, 3, 2, 1, 0})),
                affine(6, dense(2, 5)));
        assertThat(network.steps()).hasSize(3);
        assertThat(kernels(network)).containsExactly(DenseKernel.class, DenseKernel.class);
    }

    @Test
    void scalingsOfWholeChannelsVanishInConvolutions() {
        CompiledNetwork network = fold(
                affine(0, perChannel(2, 16)),
                affine(1, convolution()),
                affine(2, perChannel(3, 16)),
                new Relu("r", 3, 48));
        assertThat(kernels(network)).containsExactly(ConvolutionKernel.class);
    }

    @Test
    void scalingsOfSinglePixelsStayBesideConvolutions() {
        CompiledNetwork network = fold(affine(0, Sparse.diagonal(numbers(32))), affine(1, convolution()));
        assertThat(kernels(network)).containsExactly(SparseKernel.class, ConvolutionKernel.class);
    }

    @Test
    void aBottleneckIsNotMultipliedOut() {
        CompiledNetwork network = fold(affine(0, dense(2, 20)), affine(1, dense(20, 2)));
        assertThat(kernels(network)).containsExactly(DenseKernel.class, DenseKernel.class);
    }

    @Test
    void aBulgeIsMultipliedOut() {
        CompiledNetwork network = fold(affine(0, dense(20, 2)), affine(1, dense(2, 20)));
        assertThat(kernels(network)).containsExactly(DenseKernel.class);
    }

    @Test
    void anIdentityIsRenamedEvenBeforeAReluAndAtTheEnd() {
        Affine copy = new Affine("copy", List.of(new Affine.Term(1, Sparse.identity(4))), new double[4]);
        Affine last = new Affine("copy", List.of(new Affine.Term(3, Sparse.identity(4))), new double[4]);
        CompiledNetwork network = fold(affine(0, dense(4, 3)), copy, new Relu("relu", 2, 4), last);
        assertThat(network.steps()).hasSize(2);
        assertThat(network.outputValue()).isEqualTo(2);
    }

    @Test
    void aValueWithAnotherReaderIsKeptAndNeuronsKeepTheirNumbers() {
        Affine sum = new Affine(
                "sum", List.of(new Affine.Term(1, dense(4, 4)), new Affine.Term(2, Sparse.identity(4))), numbers(4));
        CompiledNetwork network = fold(
                affine(0, dense(4, 3)), new Relu("first", 1, 4), sum, new Relu("second", 3, 4), affine(4, dense(2, 4)));
        assertThat(network.reluLayers()).isEqualTo(2);
        assertThat(network.preActivationValue(0)).isEqualTo(1);
        assertThat(network.reluValue(1)).isEqualTo(4);
    }

    @Test
    void twoPathsToOneValueBecomeOneMap() {
        Affine sum = new Affine(
                "sum", List.of(new Affine.Term(1, dense(4, 3)), new Affine.Term(2, dense(4, 3))), numbers(4));
        CompiledNetwork network =
                fold(affine(0, Sparse.diagonal(numbers(3))), affine(0, Sparse.diagonal(numbers(3))), sum);
        assertThat(kernels(network)).containsExactly(DenseKernel.class);
    }

    @Test
    void aReluOfTheInputIsANetwork() {
        CompiledNetwork network = fold(new Relu("relu", 0, 3));
        assertThat(network.preActivationValue(0)).isZero();
        assertThat(network.outputValue()).isEqualTo(1);
    }
}
