package io.github.relucert.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import io.github.relucert.bounds.BoundMethod;
import io.github.relucert.bounds.NeuronBounds;
import io.github.relucert.bounds.Region;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.oracle.RandomNetworks;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What every bound method promises. */
public abstract class BoundMethodContract {
    private static final RandomNetworks.Size ENUMERABLE = new RandomNetworks.Size(3, 5);

    /** The method under contract. */
    protected abstract BoundMethod method();

    @Property(tries = 300)
    void noSampleLiesOutside(@ForAll long seed, @ForAll Norm norm) {
        checkSamples(method(), seed, norm, RandomNetworks.Size.SMALL);
        checkSamples(method(), seed, norm, RandomNetworks.Size.TINY);
    }

    @Property(tries = 40)
    void noVertexOfAnActivationPatternLiesOutside(@ForAll long seed) {
        checkEnumeration(method(), seed, Norm.LINF);
        checkEnumeration(method(), seed, Norm.L1);
    }

    /** Samples, half of them on the region's border, evaluated without rounding. */
    static void checkSamples(BoundMethod method, long seed, Norm norm, RandomNetworks.Size size) {
        Problem problem = RandomNetworks.problem(seed, size, norm);
        Network network = problem.network();
        SplittableRandom random = new SplittableRandom(seed);
        Region region = Region.of(problem, random.nextInt(1, 9) / 8.0);
        NeuronBounds bounds = method.bound(CompiledNetwork.of(network), region);
        for (int n = 0; n < 10; n++) {
            double[] x = Samples.draw(region, random, n % 2 == 0);
            ExactEvaluation exact = new ExactEvaluation(network, RationalVector.of(x));
            for (int relu = 0; relu < bounds.layers(); relu++) {
                for (int i = 0; i < bounds.size(relu); i++) {
                    Rational z = exact.preActivation(relu).get(i);
                    if (z.compareTo(boundary(bounds.lower(relu, i))) < 0
                            || z.compareTo(boundary(bounds.upper(relu, i))) > 0) {
                        fail("neuron " + i + " of layer " + relu + " takes " + z.doubleNearest() + " outside of ["
                                + bounds.lower(relu, i) + ", " + bounds.upper(relu, i) + "]");
                    }
                }
            }
        }
    }

    private static Rational boundary(double bound) {
        if (Double.isInfinite(bound)) {
            return bound > 0 ? Rational.POSITIVE_INFINITY : Rational.NEGATIVE_INFINITY;
        }
        return Rational.of(bound);
    }

    static void checkEnumeration(BoundMethod method, long seed, Norm norm) {
        Problem problem = RandomNetworks.problem(seed, ENUMERABLE, norm);
        CompiledNetwork network = CompiledNetwork.of(problem.network());
        Region region = Region.of(problem, new SplittableRandom(seed).nextInt(1, 9) / 8.0);
        NeuronBounds bounds = method.bound(network, region);
        Enumeration.Ranges ranges = Enumeration.ranges(network, region);
        int n = 0;
        for (int relu = 0; relu < bounds.layers(); relu++) {
            for (int i = 0; i < bounds.size(relu); i++) {
                assertThat(bounds.lower(relu, i)).isLessThanOrEqualTo(ranges.least()[n] + 1e-8);
                assertThat(bounds.upper(relu, i)).isGreaterThanOrEqualTo(ranges.largest()[n] - 1e-8);
                n++;
            }
        }
    }

    /** The first layer is affine in the input: its bounds are exact over box and ball jointly. */
    @Property(tries = 40)
    void theFirstLayersBoundsAreTight(@ForAll long seed, @ForAll boolean useL1) {
        Problem problem = RandomNetworks.problem(seed, ENUMERABLE, useL1 ? Norm.L1 : Norm.LINF);
        CompiledNetwork network = CompiledNetwork.of(problem.network());
        Region region = Region.of(problem, 0.5);
        NeuronBounds bounds = method().bound(network, region);
        Enumeration.Ranges ranges = Enumeration.ranges(network, region);
        for (int i = 0; i < bounds.size(0); i++) {
            assertThat(bounds.lower(0, i)).isCloseTo(ranges.least()[i], within(1e-8));
            assertThat(bounds.upper(0, i)).isCloseTo(ranges.largest()[i], within(1e-8));
        }
    }

    /** A region without any side leaves nothing to say but what the biases say. */
    @Property(tries = 100)
    void unboundedRegionsAreAllowed(@ForAll long seed, @ForAll Norm norm) {
        Network network = RandomNetworks.network(seed, RandomNetworks.Size.SMALL);
        int d = network.inputSize();
        SplittableRandom random = new SplittableRandom(seed);
        double[] lower = random.doubles(d, -2, 0).toArray();
        double[] upper = random.doubles(d, 0, 2).toArray();
        for (int k = 0; k < d; k++) {
            lower[k] = random.nextInt(3) == 0 ? Double.NEGATIVE_INFINITY : lower[k];
            upper[k] = random.nextInt(3) == 0 ? Double.POSITIVE_INFINITY : upper[k];
        }
        Region region = Region.of(lower, upper, new double[d], norm, Double.POSITIVE_INFINITY);
        NeuronBounds bounds = method().bound(CompiledNetwork.of(network), region);
        for (int n = 0; n < 5; n++) {
            double[] x = new double[d];
            for (int k = 0; k < d; k++) {
                double far = random.nextDouble(-1e6, 1e6);
                x[k] = Math.min(Math.max(far, lower[k]), upper[k]);
            }
            double[][] z = CompiledNetwork.of(network).preActivations(x);
            for (int relu = 0; relu < z.length; relu++) {
                for (int i = 0; i < z[relu].length; i++) {
                    double slack = 1e-9 * Math.max(1, Math.abs(z[relu][i]));
                    assertThat(z[relu][i]).isBetween(bounds.lower(relu, i) - slack, bounds.upper(relu, i) + slack);
                }
            }
        }
    }

    @Test
    void aRegionOfAnotherDimensionIsRefused() {
        CompiledNetwork network = CompiledNetwork.of(RandomNetworks.network(1, ENUMERABLE));
        double[] sides = new double[network.inputSize() + 1];
        assertThatThrownBy(() -> method().bound(network, Region.box(sides, sides)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Seeds that a control may need to hit its fault. */
    static List<Long> seeds() {
        return LongStream.range(0, 64).boxed().toList();
    }
}
