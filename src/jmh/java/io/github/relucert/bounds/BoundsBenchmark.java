package io.github.relucert.bounds;

import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.kernel.NetworkShape;
import io.github.relucert.specification.Norm;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
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

/** All pre-activations of a network bounded once, over a region that leaves a good part of the neurons unstable. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BoundsBenchmark {
    @Param
    private NetworkShape shape = NetworkShape.DENSE_24;

    @Param
    private Norm norm = Norm.LINF;

    private CompiledNetwork network = CompiledNetwork.of(shape.build());
    private Region region = Region.box(new double[0], new double[0]);

    /** A ball around an image within [0, 1]. */
    @Setup
    public void prepare() {
        network = CompiledNetwork.of(shape.build());
        double[] image = shape.image();
        double[] white = new double[image.length];
        Arrays.fill(white, 1);
        double radius = switch (norm) {
            case LINF -> 0.01;
            case L2 -> 0.2;
            case L1 -> 1.5;
        };
        region = Region.of(new double[image.length], white, image, norm, radius);
    }

    /** Interval arithmetic. */
    @Benchmark
    public NeuronBounds interval() {
        return new IntervalPropagation().bound(network, region);
    }

    /** CROWN. */
    @Benchmark
    public NeuronBounds crown() {
        return new CrownPropagation().bound(network, region);
    }
}
