package io.github.relucert.kernel;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Evaluation, and evaluation with gradient, of one point out of a batch of 32. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GradientBenchmark {
    private static final int BATCH = 32;

    @Param
    private NetworkShape shape = NetworkShape.DENSE_24;

    private Workspace workspace = CompiledNetwork.of(shape.build()).workspace(BATCH);

    /** Fills the batch. */
    @Setup
    public void fill() {
        workspace = CompiledNetwork.of(shape.build()).workspace(BATCH);
        double[] image = shape.image();
        for (int point = 0; point < BATCH; point++) {
            System.arraycopy(image, 0, workspace.input(), point * image.length, image.length);
        }
        Arrays.fill(workspace.outputWeights(), 1);
    }

    /** Forward. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public double[] evaluation() {
        workspace.forward(BATCH);
        return workspace.output();
    }

    /** Forward and backward. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public double[] gradient() {
        workspace.forward(BATCH);
        workspace.backward(BATCH);
        return workspace.inputGradient();
    }
}
