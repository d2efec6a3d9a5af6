package io.github.relucert.theorem.singlestep;

import io.github.relucert.theorem.generator.GaussianDraws;
import io.github.relucert.theorem.generator.RealVectors;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** BUB-3: gradients of smooth networks change slowly. */
public final class GradientStability implements Theorem {
    private static final int INSTANCES = 100;

    @Override
    public String id() {
        return "BUB-3";
    }

    @Override
    public Paper paper() {
        return Paper.SINGLE_STEP;
    }

    @Override
    public String title() {
        return "Local stability of the gradient";
    }

    @Override
    public String statement() {
        return "If psi' is L-Lipschitz, then ||grad f(x) - grad f(x + delta)|| <= L ||W||_op^2 ||delta|| / sqrt(k) for all x and delta; "
                + "tanh: L = 4 / (3 sqrt(3)) = 0.7698.";
    }

    @Override
    public String source() {
        return "Equations (4), (7), (8); deterministic form derived here";
    }

    @Override
    public Optional<String> erratum() {
        return Optional.of(
                "A slide's (8) misses a comma in its supremum and has x - delta for x + delta (harmless by symmetry).");
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "Networks in double with relative tolerance 1e-9; the operator norm is bounded above by a Cholesky factorisation "
                        + "with its backward error, so the bound is never too small.");
    }

    /** Whether the gradient changes by more than a share of the bound. */
    static List<String> violations(TanhStep step, double[] delta, double share) {
        double change = step.gradientChange(delta);
        double bound = share * step.curvature() * RealVectors.length(delta);
        return change <= bound * (1 + TanhStep.TOLERANCE) + TanhStep.TOLERANCE * step.slope()
                ? List.of()
                : List.of("d = " + step.point().length + ", ||delta|| = " + RealVectors.length(delta) + ": change "
                        + change + ", bound " + bound);
    }

    /** A random network with a random step of length between 1/1000 and 10. */
    static List<String> drawnViolations(int dimension, int width, UniformRandomProvider random) {
        TanhStep step = TanhStep.draw(dimension, width, random);
        double[] direction = GaussianDraws.vector(dimension, 1, random);
        double length = Math.pow(10, 4 * random.nextDouble() - 3);
        double[] delta = RealVectors.scaled(direction, length / RealVectors.length(direction));
        return violations(step, delta, 1);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check("random steps", GradientStability::steps),
                new Check("the bound is met in the limit", seed -> tightness()));
    }

    private static Finding steps(long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            violations.addAll(drawnViolations(random.nextInt(1, 40), random.nextInt(1, 60), random));
        }
        return Finding.unlessViolated(
                INSTANCES + " random tanh networks, d < 40, k < 60, steps of length 1e-3 .. 10",
                "never exceeded",
                "L ||W||_op^2 ||delta|| / sqrt(k)",
                violations);
    }

    private static Finding tightness() {
        TanhStep step = TanhStep.mostCurved(4, 9);
        double[] delta = RealVectors.scaled(step.gradient(), 1e-3 / step.slope());
        double share = step.gradientChange(delta) / (step.curvature() * 1e-3);
        return Finding.unlessViolated(
                "nine equal neurons where tanh is most curved, ||delta|| = 1e-3",
                "change / bound = " + share,
                "between 0.99 and 1",
                share <= 1 && share >= 0.99 ? List.of() : List.of("change / bound = " + share));
    }

    @Override
    public List<Check> controls() {
        return List.of(new Check(
                "a constant 5 % smaller",
                seed -> {
                    TanhStep step = TanhStep.mostCurved(4, 9);
                    double[] delta = RealVectors.scaled(step.gradient(), 1e-3 / step.slope());
                    return Finding.unlessViolated(
                            "nine equal neurons where tanh is most curved",
                            "never exceeded",
                            "0.95 L ||W||_op^2 ||delta|| / sqrt(k)",
                            violations(step, delta, 0.95));
                }));
    }
}
