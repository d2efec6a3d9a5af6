package io.github.relucert.bounds;

import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.kernel.NetworkShape;
import io.github.relucert.kernel.Step;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One backward pass of 64 linear forms from the output to the input, every neuron unstable so that nothing can be skipped. The
 * secondary figure counts the multiplications and additions of the affine layers, in 10^9 a second: what is spent at ReLUs and
 * on the rounding errors lowers it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BoundPassBenchmark {
    private static final int ROWS = 64;

    @Param
    private NetworkShape shape = NetworkShape.DENSE_24;

    private CompiledNetwork network = CompiledNetwork.of(shape.build());
    private BackwardPass pass = new BackwardPass(network, ROWS);
    private Relaxation relaxation = Relaxation.empty(network);
    private double[][] magnitudes = {};
    private double[] forms = {};
    private double flops;

    /** Bounds of -1 and 1 for all neurons. */
    @Setup
    public void prepare() {
        network = CompiledNetwork.of(shape.build());
        pass = new BackwardPass(network, ROWS);
        double[][] lower = new double[network.reluLayers()][];
        double[][] upper = new double[network.reluLayers()][];
        for (int relu = 0; relu < lower.length; relu++) {
            lower[relu] = new double[network.reluSize(relu)];
            upper[relu] = new double[network.reluSize(relu)];
            Arrays.fill(lower[relu], -1);
            Arrays.fill(upper[relu], 1);
        }
        NeuronBounds bounds = NeuronBounds.of(lower, upper);
        double[][] slopes = new double[lower.length][];
        for (int relu = 0; relu < lower.length; relu++) {
            slopes[relu] = new double[network.reluSize(relu)];
            Arrays.fill(slopes[relu], 0.5);
        }
        relaxation = Relaxation.withLowerSlopes(bounds, slopes);
        Region region = Region.box(shape.image(), shape.image());
        magnitudes = BackwardPass.magnitudes(network, region, bounds);
        forms = new SplittableRandom(3)
                .doubles((long) ROWS * network.outputSize(), -1, 1)
                .toArray();
        flops = network.steps().stream().mapToDouble(BoundPassBenchmark::flops).sum();
    }

    private static double flops(Step step) {
        return switch (step) {
            case Step.Affine affine ->
                affine.terms().stream()
                        .mapToDouble(term -> 2.0 * ROWS * term.kernel().multiplications())
                        .sum();
            case Step.Relu _ -> 0;
        };
    }

    /** What a pass did. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Work {
        /** 10^9 floating-point operations. */
        public double gigaflops;
    }

    /** The loops of plain Java. */
    @Benchmark
    @Fork(value = 1, jvmArgsAppend = "-Drelucert.vector=false")
    public double scalar(Work work) {
        return pass(work);
    }

    /** The Vector API. */
    @Benchmark
    public double vector(Work work) {
        return pass(work);
    }

    private double pass(Work work) {
        pass.start(ROWS, network.outputValue());
        System.arraycopy(forms, 0, pass.coefficients(network.outputValue()), 0, forms.length);
        pass.run(relaxation, magnitudes);
        work.gigaflops += flops / 1e9;
        return pass.constant(0);
    }
}
