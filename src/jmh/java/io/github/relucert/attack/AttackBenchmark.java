package io.github.relucert.attack;

import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.kernel.NetworkShape;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.UnsafeSet;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
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

/** Gradient evaluations a second of batched PGD on the 784-24-24-10 network, steps, projections and losses included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AttackBenchmark {
    private static final int BATCH = 32;
    private static final int STEPS = 40;

    @Param
    private Norm norm = Norm.LINF;

    private AttackTarget target = target(Norm.LINF);

    private static AttackTarget target(Norm norm) {
        Network network = NetworkShape.DENSE_24.build();
        CompiledNetwork compiled = CompiledNetwork.of(network);
        double[] image = NetworkShape.DENSE_24.image();
        double[] scores = compiled.evaluate(image);
        int label = 0;
        for (int j = 1; j < scores.length; j++) {
            label = scores[j] > scores[label] ? j : label;
        }
        List<Rational> centre = Arrays.stream(image).mapToObj(Rational::of).toList();
        Box domain = Box.uniform(image.length, Rational.ZERO, Rational.ONE);
        return new AttackTarget(
                new Problem(network, centre, norm, domain, UnsafeSet.misclassified(label, scores.length)), compiled);
    }

    /** Builds the problem. */
    @Setup
    public void build() {
        target = target(norm);
    }

    /** A ball so small that nothing is found: every trajectory takes all its steps. */
    @Benchmark
    @OperationsPerInvocation(BATCH * STEPS)
    public Optional<double[]> pgd() {
        Evaluations evaluations = new Evaluations(target, BATCH, BATCH * (STEPS + 1), () -> false);
        PerturbationBall ball = new PerturbationBall(target, 1e-6);
        SplittableRandom random = new SplittableRandom(1);
        double[][] points = new double[BATCH][];
        for (int p = 0; p < BATCH; p++) {
            points[p] = ball.random(random);
        }
        return new GradientSteps(new Loss.CrossEntropy(), STEPS, 0.01 / 0.3)
                .from(new BallRun(target, evaluations, 1e-6, 0, Optional.empty(), random), points);
    }
}
