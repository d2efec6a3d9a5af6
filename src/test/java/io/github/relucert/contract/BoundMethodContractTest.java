package io.github.relucert.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.bounds.BoundMethod;
import io.github.relucert.bounds.CrownPropagation;
import io.github.relucert.bounds.NeuronBounds;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.kernel.Step;
import io.github.relucert.oracle.RandomNetworks;
import io.github.relucert.specification.Norm;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Negative controls: bound methods with one fault each do not keep the contract. */
class BoundMethodContractTest {
    /** Interval arithmetic that takes the same side of an input whatever the sign of its weight. */
    private static final BoundMethod SIGN_SLIP = (network, region) -> {
        double[][] lower = new double[network.values()][];
        double[][] upper = new double[network.values()][];
        lower[0] = region.lower();
        upper[0] = region.upper();
        for (int value = 1; value < network.values(); value++) {
            switch (network.steps().get(value - 1)) {
                case Step.Relu relu -> {
                    lower[value] = Arrays.stream(lower[relu.source()])
                            .map(z -> Math.max(z, 0))
                            .toArray();
                    upper[value] = Arrays.stream(upper[relu.source()])
                            .map(z -> Math.max(z, 0))
                            .toArray();
                }
                case Step.Affine affine -> {
                    lower[value] = slipped(affine, lower);
                    upper[value] = slipped(affine, upper);
                }
            }
        }
        return collect(network, lower, upper);
    };

    private static double[] slipped(Step.Affine affine, double[][] sides) {
        double[] result = new double[affine.size()];
        for (int i = 0; i < result.length; i++) {
            int row = i;
            result[row] = affine.bias(row);
            for (Step.Term term : affine.terms()) {
                term.kernel()
                        .forEachInRow(row, (column, weight) -> result[row] += weight * sides[term.source()][column]);
            }
        }
        return result;
    }

    private static NeuronBounds collect(CompiledNetwork network, double[][] lower, double[][] upper) {
        double[][] low = new double[network.reluLayers()][];
        double[][] high = new double[network.reluLayers()][];
        for (int relu = 0; relu < low.length; relu++) {
            double[] a = lower[network.preActivationValue(relu)];
            double[] b = upper[network.preActivationValue(relu)];
            low[relu] = new double[a.length];
            high[relu] = new double[a.length];
            for (int i = 0; i < a.length; i++) {
                low[relu][i] = Math.min(a[i], b[i]);
                high[relu][i] = Math.max(a[i], b[i]);
            }
        }
        return NeuronBounds.of(low, high);
    }

    /** CROWN over a region whose radius was forgotten to be doubled on the way from a diameter. */
    private static final BoundMethod HALF_RADIUS =
            (network, region) -> new CrownPropagation().bound(network, region.withRadius(region.radius() / 2));

    /** CROWN that believes every unstable neuron of the first layer to be inactive. */
    private static final BoundMethod DROPPED_NEURONS = (network, region) -> {
        NeuronBounds bounds = new CrownPropagation().bound(network, region);
        double[] cut = bounds.upper(0);
        for (int i = 0; i < cut.length; i++) {
            cut[i] = Math.min(cut[i], Math.max(0, bounds.lower(0, i)));
        }
        double[][] lower = new double[bounds.layers()][];
        double[][] upper = new double[bounds.layers()][];
        for (int relu = 0; relu < lower.length; relu++) {
            lower[relu] = bounds.lower(relu);
            upper[relu] = relu == 0 ? cut : bounds.upper(relu);
        }
        return new CrownPropagation().refine(network, region, NeuronBounds.of(lower, upper), 1);
    };

    @Test
    void faultsAreCaughtBySamples() {
        for (Norm norm : Norm.values()) {
            assertThat(caught(
                            seed -> BoundMethodContract.checkSamples(SIGN_SLIP, seed, norm, RandomNetworks.Size.SMALL)))
                    .isGreaterThan(32);
            assertThat(caught(seed ->
                            BoundMethodContract.checkSamples(HALF_RADIUS, seed, norm, RandomNetworks.Size.TINY)))
                    .isGreaterThan(16);
            assertThat(caught(seed ->
                            BoundMethodContract.checkSamples(DROPPED_NEURONS, seed, norm, RandomNetworks.Size.TINY)))
                    .isGreaterThan(16);
        }
    }

    @Test
    void faultsAreCaughtByEnumeration() {
        for (BoundMethod fault : new BoundMethod[] {SIGN_SLIP, HALF_RADIUS, DROPPED_NEURONS}) {
            assertThat(caught(seed -> BoundMethodContract.checkEnumeration(fault, seed, Norm.L1)))
                    .isGreaterThan(16);
        }
    }

    @Test
    void theControlsThemselvesPassWithoutAFault() {
        BoundMethod sound = new CrownPropagation();
        assertThat(caught(seed -> BoundMethodContract.checkSamples(sound, seed, Norm.L2, RandomNetworks.Size.TINY)))
                .isZero();
        assertThat(caught(seed -> BoundMethodContract.checkEnumeration(sound, seed, Norm.LINF)))
                .isZero();
    }

    /** How many of the seeds a check refuses. */
    private static long caught(Check check) {
        return BoundMethodContract.seeds().stream()
                .filter(seed -> {
                    try {
                        check.run(seed);
                        return false;
                    } catch (AssertionError refused) {
                        return true;
                    }
                })
                .count();
    }

    private interface Check {
        void run(long seed);
    }
}
