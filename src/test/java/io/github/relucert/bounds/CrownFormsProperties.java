package io.github.relucert.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.contract.Samples;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Network;
import io.github.relucert.network.Neuron;
import io.github.relucert.network.RationalVector;
import io.github.relucert.oracle.RandomNetworks;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Bounds of output forms, under any lower slopes, and bounds behind a split hold for samples. */
class CrownFormsProperties {
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final int FORMS = 3;

    private final CrownPropagation crown = new CrownPropagation();

    private record Instance(Network network, CompiledNetwork compiled, Region region, SplittableRandom random) {
        static Instance of(long seed, Norm norm) {
            Problem problem = RandomNetworks.problem(seed, RandomNetworks.Size.SMALL, norm);
            SplittableRandom random = new SplittableRandom(seed);
            Region region = Region.of(problem, random.nextInt(1, 9) / 8.0);
            return new Instance(problem.network(), CompiledNetwork.of(problem.network()), region, random);
        }
    }

    /** Lower bounds of forms under some choice of region, bounds and slopes. */
    private interface FormBounds {
        double[] bound(Instance instance, NeuronBounds bounds, double[] rows, double[] constants);
    }

    private double[] adaptive(Instance instance, NeuronBounds bounds, double[] rows, double[] constants) {
        return crown.lowerBounds(instance.compiled, instance.region, bounds, rows, constants);
    }

    private double[] randomSlopes(Instance instance, NeuronBounds bounds, double[] rows, double[] constants) {
        double[][] slopes = new double[bounds.layers()][];
        for (int relu = 0; relu < slopes.length; relu++) {
            slopes[relu] = instance.random.doubles(bounds.size(relu)).toArray();
        }
        Relaxation relaxation = Relaxation.withLowerSlopes(bounds, slopes);
        return crown.lowerBounds(instance.compiled, instance.region, bounds, relaxation, rows, constants);
    }

    @Property(tries = 300)
    void formsAreBoundedBelow(@ForAll long seed, @ForAll Norm norm) {
        checkForms(this::adaptive, seed, norm);
    }

    @Property(tries = 300)
    void formsAreBoundedBelowUnderAnyLowerSlopes(@ForAll long seed, @ForAll Norm norm) {
        checkForms(this::randomSlopes, seed, norm);
    }

    private void checkForms(FormBounds method, long seed, Norm norm) {
        Instance instance = Instance.of(seed, norm);
        NeuronBounds bounds = crown.bound(instance.compiled, instance.region);
        int m = instance.compiled.outputSize();
        double[] rows = instance.random.doubles((long) FORMS * m, -1, 1).toArray();
        double[] constants = instance.random.doubles(FORMS, -1, 1).toArray();
        double[] lower = method.bound(instance, bounds, rows, constants);
        for (int n = 0; n < 10; n++) {
            double[] x = Samples.draw(instance.region, instance.random, n % 2 == 0);
            RationalVector y = new ExactEvaluation(instance.network, RationalVector.of(x)).output();
            for (int k = 0; k < FORMS; k++) {
                double value = constants[k];
                double size = 1;
                for (int j = 0; j < m; j++) {
                    value += rows[k * m + j] * y.get(j).doubleNearest();
                    size += Math.abs(rows[k * m + j] * y.get(j).doubleNearest());
                }
                // The sample's own sum is rounded, hence the room above it.
                assertThat(lower[k]).isLessThanOrEqualTo(value + 1e-14 * size);
            }
        }
    }

    /** Negative controls: a region of half the radius, and upper bounds in place of lower ones. */
    @Test
    void boundsTooHighAreNoticed() {
        FormBounds smaller = (instance, bounds, rows, constants) -> {
            Region half = instance.region.withRadius(instance.region.radius() / 2);
            NeuronBounds inner = crown.bound(instance.compiled, half);
            return crown.lowerBounds(instance.compiled, half, inner, rows, constants);
        };
        FormBounds slipped = (instance, bounds, rows, constants) -> {
            double[] negated = rows.clone();
            negated[0] = -negated[0];
            return adaptive(instance, bounds, negated, constants);
        };
        assertThat(caught(seed -> checkForms(smaller, seed, Norm.L1))).isGreaterThan(4);
        assertThat(caught(seed -> checkForms(slipped, seed, Norm.LINF))).isGreaterThan(4);
        assertThat(caught(seed -> checkForms(this::adaptive, seed, Norm.LINF))).isZero();
    }

    private static long caught(LongConsumer check) {
        return LongStream.range(0, 64)
                .filter(seed -> {
                    try {
                        check.accept(seed);
                        return false;
                    } catch (AssertionError refused) {
                        return true;
                    }
                })
                .count();
    }

    @Property(tries = 200)
    void refinementBehindASplitHoldsOnItsHalf(@ForAll long seed, @ForAll Norm norm, @ForAll boolean active) {
        checkSplit(seed, norm, active, active);
    }

    /** Splits by one neuron's sign, and holds the refined bounds against samples of the half named last. */
    private void checkSplit(long seed, Norm norm, boolean split, boolean sampled) {
        Instance instance = Instance.of(seed, norm);
        NeuronBounds bounds = crown.bound(instance.compiled, instance.region);
        Neuron neuron = new Neuron(0, instance.random.nextInt(bounds.size(0)));
        NeuronBounds half = split ? bounds.with(neuron, 0, INFINITY) : bounds.with(neuron, -INFINITY, 0);
        NeuronBounds refined = crown.refine(instance.compiled, instance.region, half, 1);
        for (int relu = 0; relu < half.layers(); relu++) {
            for (int i = 0; i < half.size(relu); i++) {
                assertThat(refined.lower(relu, i)).isGreaterThanOrEqualTo(half.lower(relu, i));
                assertThat(refined.upper(relu, i)).isLessThanOrEqualTo(half.upper(relu, i));
            }
        }
        for (int n = 0; n < 20; n++) {
            double[] x = Samples.draw(instance.region, instance.random, n % 2 == 0);
            ExactEvaluation exact = new ExactEvaluation(instance.network, RationalVector.of(x));
            int sign = exact.preActivation(0).signum(neuron.index());
            if (sampled ? sign >= 0 : sign <= 0) {
                checkInside(exact, refined);
            }
        }
    }

    private static void checkInside(ExactEvaluation exact, NeuronBounds bounds) {
        for (int relu = 0; relu < bounds.layers(); relu++) {
            for (int i = 0; i < bounds.size(relu); i++) {
                double z = exact.preActivation(relu).get(i).doubleNearest();
                assertThat(z).isGreaterThanOrEqualTo(bounds.lower(relu, i)).isLessThanOrEqualTo(bounds.upper(relu, i));
            }
        }
    }

    /** Negative control: bounds of one half do not hold on the other. */
    @Test
    void theWrongHalfIsNoticed() {
        assertThat(caught(seed -> checkSplit(seed, Norm.LINF, true, false))).isGreaterThan(16);
        assertThat(caught(seed -> checkSplit(seed, Norm.LINF, true, true))).isZero();
    }
}
