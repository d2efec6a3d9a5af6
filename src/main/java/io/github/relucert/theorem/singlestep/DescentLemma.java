package io.github.relucert.theorem.singlestep;

import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** BUB-4: how far a gradient step takes the value down. */
public final class DescentLemma implements Theorem {
    private static final int INSTANCES = 100;

    @Override
    public String id() {
        return "BUB-4";
    }

    @Override
    public Paper paper() {
        return Paper.SINGLE_STEP;
    }

    @Override
    public String title() {
        return "Descent along one gradient step";
    }

    @Override
    public String statement() {
        return "For eta > 0 and g = grad f(x): f(x - eta g) <= f(x) - eta ||g|| (||g|| - sup over ||delta|| <= eta ||g|| of "
                + "||grad f(x) - grad f(x + delta)||); with BUB-3 in place of the supremum, f(x - eta g) <= f(x) - eta ||g||^2 "
                + "(1 - L ||W||_op^2 eta / sqrt(k)).";
    }

    @Override
    public String source() {
        return "Equations (9), (10)";
    }

    @Override
    public Optional<String> limits() {
        return Optional.of("Checked with the bound of BUB-3 in place of the supremum, in double with tolerance 1e-9.");
    }

    /** Whether the value after a step lies above the bound with a curvature. */
    static List<String> violations(TanhStep step, double eta, double curvature) {
        double square = step.slope() * step.slope();
        double there = step.valueAlongGradient(-eta);
        double bound = step.value() - eta * square * (1 - curvature * eta);
        double scale = 1 + Math.abs(step.value()) + eta * square;
        return there <= bound + TanhStep.TOLERANCE * scale
                ? List.of()
                : List.of("d = " + step.point().length + ", eta = " + eta + ": value " + there + ", bound " + bound);
    }

    /** A step so long that a linear decrease would end below every value that a bounded activation allows. */
    static double tooLongStep(TanhStep step) {
        return 4 * Math.sqrt(step.network().width()) / (step.slope() * step.slope());
    }

    @Override
    public List<Check> checks() {
        return List.of(new Check("steps of all sizes", DescentLemma::steps));
    }

    private static Finding steps(long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            TanhStep step = TanhStep.draw(random.nextInt(1, 40), random.nextInt(1, 60), random);
            violations.addAll(violations(step, Math.pow(10, 3 * random.nextDouble() - 2), step.curvature()));
        }
        return Finding.unlessViolated(
                INSTANCES + " random tanh networks, d < 40, k < 60, eta = 0.01 .. 10",
                "never above",
                "f(x) - eta ||g||^2 (1 - L ||W||_op^2 eta / sqrt(k))",
                violations);
    }

    @Override
    public List<Check> controls() {
        return List.of(new Check("without the supremum", seed -> {
            TanhStep step = TanhStep.draw(10, 20, RandomSource.XO_RO_SHI_RO_128_PP.create(seed));
            return Finding.unlessViolated(
                    "tanh, d = 10, k = 20, a long step",
                    "never above",
                    "f(x) - eta ||g||^2",
                    violations(step, tooLongStep(step), 0));
        }));
    }
}
