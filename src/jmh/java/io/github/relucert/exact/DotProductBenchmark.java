package io.github.relucert.exact;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a multiply-add costs in exact arithmetic, against the same dot product in double. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DotProductBenchmark {

    private static final int LENGTH = 256;

    private final double[] weights = new double[LENGTH];
    private final double[] point = new double[LENGTH];
    private final Dyadic[] exactWeights = new Dyadic[LENGTH];
    private final Dyadic[] exactPoint = new Dyadic[LENGTH];

    /** Float weights and double coordinates, as stored models and their inputs have them. */
    @Setup
    public void fill() {
        var random = new Random(1);
        for (int i = 0; i < LENGTH; i++) {
            weights[i] = (float) random.nextGaussian();
            point[i] = random.nextDouble();
            exactWeights[i] = Dyadic.of(weights[i]);
            exactPoint[i] = Dyadic.of(point[i]);
        }
    }

    /** The unit of comparison. */
    @Benchmark
    @OperationsPerInvocation(LENGTH)
    public double inDouble() {
        double sum = 0;
        for (int i = 0; i < LENGTH; i++) {
            sum += weights[i] * point[i];
        }
        return sum;
    }

    /** The exact value of the same sum. */
    @Benchmark
    @OperationsPerInvocation(LENGTH)
    public Dyadic inDyadic() {
        Dyadic sum = Dyadic.ZERO;
        for (int i = 0; i < LENGTH; i++) {
            sum = sum.add(exactWeights[i].multiply(exactPoint[i]));
        }
        return sum;
    }
}
