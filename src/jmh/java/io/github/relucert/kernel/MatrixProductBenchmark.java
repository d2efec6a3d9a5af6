package io.github.relucert.kernel;

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

/** The matrix product alone, scalar and vector, in the sizes that bound propagation asks for. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class MatrixProductBenchmark {
    /** Rows, inner size and columns. */
    @Param({"1x50x50", "8x50x50", "64x24x784", "64x256x256", "64x256x784"})
    private String size = "1x50x50";

    private final Scratch scratch = new Scratch();
    private int rows;
    private int inner;
    private int columns;
    private double[] a = {};
    private double[] b = {};
    private double[] c = {};

    /** Random matrices without zeros. */
    @Setup
    public void prepare() {
        String[] sides = size.split("x", -1);
        rows = Integer.parseInt(sides[0]);
        inner = Integer.parseInt(sides[1]);
        columns = Integer.parseInt(sides[2]);
        SplittableRandom random = new SplittableRandom(5);
        a = random.doubles((long) rows * inner, -1, 1).toArray();
        b = random.doubles((long) inner * columns, -1, 1).toArray();
        c = new double[rows * columns];
    }

    /** What a product did. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Work {
        /** 10^9 floating-point operations. */
        public double gigaflops;
    }

    /** The loops of plain Java. */
    @Benchmark
    public double[] scalar(Work work) {
        return multiply(new ScalarMatrixProduct(), work);
    }

    /** The Vector API. */
    @Benchmark
    public double[] vector(Work work) {
        return multiply(new VectorMatrixProduct(), work);
    }

    private double[] multiply(MatrixProduct product, Work work) {
        product.add(a, 0, rows, inner, b, columns, c, scratch);
        work.gigaflops += 2e-9 * rows * inner * columns;
        return c;
    }
}
