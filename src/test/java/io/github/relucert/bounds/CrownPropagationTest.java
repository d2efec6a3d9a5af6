package io.github.relucert.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.relucert.contract.BoundMethodContract;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Convolution;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Phase;
import io.github.relucert.network.Relu;
import io.github.relucert.oracle.RandomNetworks;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CrownPropagationTest extends BoundMethodContract {
    private static final Region UNIT_BOX = Region.box(new double[] {-1, -1}, new double[] {1, 1});

    private final CrownPropagation crown = new CrownPropagation();

    @Override
    protected BoundMethod method() {
        return crown;
    }

    private static Region region(long seed, Norm norm) {
        Problem problem = RandomNetworks.problem(seed, RandomNetworks.Size.SMALL, norm);
        return Region.of(problem, new SplittableRandom(seed).nextInt(1, 9) / 8.0);
    }

    private static Network network(long seed) {
        return RandomNetworks.network(seed, RandomNetworks.Size.SMALL);
    }

    @Property(tries = 300)
    void neverLooserThanIntervals(@ForAll long seed, @ForAll Norm norm) {
        CompiledNetwork network = CompiledNetwork.of(network(seed));
        Region region = region(seed, norm);
        checkNotLooser(crown.bound(network, region), new IntervalPropagation().bound(network, region));
    }

    private static void checkNotLooser(NeuronBounds tight, NeuronBounds loose) {
        for (int relu = 0; relu < loose.layers(); relu++) {
            for (int i = 0; i < loose.size(relu); i++) {
                assertThat(tight.lower(relu, i)).isGreaterThanOrEqualTo(loose.lower(relu, i));
                assertThat(tight.upper(relu, i)).isLessThanOrEqualTo(loose.upper(relu, i));
            }
        }
    }

    /** Negative control: intervals are looser than CROWN somewhere, and the comparison sees it. */
    @Test
    void intervalsAreLooserThanCrown() {
        CompiledNetwork network = CompiledNetwork.of(twoNeurons());
        NeuronBounds tight = crown.bound(network, UNIT_BOX);
        assertThatThrownBy(() -> checkNotLooser(new IntervalPropagation().bound(network, UNIT_BOX), tight))
                .isInstanceOf(AssertionError.class);
    }

    @Property(tries = 200)
    void mapsWrittenDenselyGiveTheSameBounds(@ForAll long seed, @ForAll Norm norm) {
        Network network = RandomNetworks.network(RandomNetworks.Kind.CONVOLUTION, seed, RandomNetworks.Size.SMALL);
        double[] centre =
                new SplittableRandom(seed).doubles(network.inputSize(), -1, 1).toArray();
        double[] lower = Arrays.stream(centre).map(c -> c - 0.75).toArray();
        double[] upper = Arrays.stream(centre).map(c -> c + 0.5).toArray();
        Region region = Region.of(lower, upper, centre, norm, 1);
        Network dense = RandomNetworks.denseEquivalent(network);
        for (BoundMethod method : List.of(crown, new IntervalPropagation())) {
            checkClose(
                    method.bound(CompiledNetwork.of(network), region), method.bound(CompiledNetwork.of(dense), region));
        }
    }

    private static void checkClose(NeuronBounds a, NeuronBounds b) {
        for (int relu = 0; relu < a.layers(); relu++) {
            assertThat(a.lower(relu)).containsExactly(b.lower(relu), within(1e-9));
            assertThat(a.upper(relu)).containsExactly(b.upper(relu), within(1e-9));
        }
    }

    /** Negative control: a padding that is one pixel off gives other bounds. */
    @Test
    void aShiftedConvolutionGivesOtherBounds() {
        double[] lower = new double[16];
        double[] upper = new double[16];
        Arrays.setAll(upper, k -> k);
        Region region = Region.box(lower, upper);
        NeuronBounds right = crown.bound(CompiledNetwork.of(convolution(1)), region);
        NeuronBounds shifted = crown.bound(CompiledNetwork.of(convolution(0)), region);
        assertThatThrownBy(() -> checkClose(right, shifted)).isInstanceOf(AssertionError.class);
    }

    private static Network convolution(int padLeft) {
        Convolution.Geometry geometry = new Convolution.Geometry(1, 4, 4, 1, 4, 4, 3, 3, 1, 1, 1, padLeft, 1, 1, 1);
        double[] kernel = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        Affine first = new Affine("c", List.of(new Affine.Term(0, new Convolution(geometry, kernel))), new double[16]);
        return new Network(FloatType.FLOAT32, List.of(1, 4, 4), List.of(first, new Relu("relu", 1, 16)));
    }

    /** {@code z = (x1 + x2, x1 - x2)}, output {@code relu(relu(z1) + relu(z2))}. */
    private static Network twoNeurons() {
        Affine first = new Affine(
                "z", List.of(new Affine.Term(0, new Dense(2, 2, new double[] {1, 1, 1, -1}))), new double[2]);
        Affine sum =
                new Affine("sum", List.of(new Affine.Term(2, new Dense(1, 2, new double[] {1, 1}))), new double[1]);
        List<Layer> layers = List.of(first, new Relu("relu", 1, 2), sum, new Relu("end", 3, 1));
        return new Network(FloatType.FLOAT64, List.of(2), layers);
    }

    /**
     * By hand, over {@code |x| <= 1} in both coordinates: both chords are {@code z / 2 + 1}, so the sum is at most
     * {@code x1 + 2 <= 3}; intervals give 4, the truth is 2.
     */
    @Test
    void twoNeuronsByHand() {
        CompiledNetwork compiled = CompiledNetwork.of(twoNeurons());
        NeuronBounds bounds = crown.bound(compiled, UNIT_BOX);
        assertThat(bounds.upper(1, 0)).isCloseTo(3, within(1e-12));
        assertThat(bounds.lower(1, 0)).isCloseTo(0, within(1e-12));
        assertThat(bounds.phase(0, 0)).isEqualTo(Phase.UNSTABLE);
        assertThat(new IntervalPropagation().bound(compiled, UNIT_BOX).upper(1, 0))
                .isCloseTo(4, within(1e-12));
        double[] row = {1};
        double[] none = {0};
        double[][] steep = {{1, 1}, {1}};
        Relaxation relaxation = Relaxation.withLowerSlopes(bounds, steep);
        // Lower lines z1 and z2 add up to 2 x1.
        assertThat(crown.lowerBounds(compiled, UNIT_BOX, bounds, relaxation, row, none)[0])
                .isCloseTo(-2, within(1e-12));
    }

    @Test
    void formsOfTheWrongSizeAreRefused() {
        CompiledNetwork network = CompiledNetwork.of(network(1));
        Region region = region(1, Norm.LINF);
        NeuronBounds bounds = crown.bound(network, region);
        double[] rows = new double[network.outputSize() + 1];
        assertThatThrownBy(() -> crown.lowerBounds(network, region, bounds, rows, new double[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
