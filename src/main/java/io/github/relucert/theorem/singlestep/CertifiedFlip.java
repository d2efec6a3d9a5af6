package io.github.relucert.theorem.singlestep;

import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.statistics.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** BUB-5: when one gradient step is certain to change the sign. */
public final class CertifiedFlip implements Theorem {
    private static final int TRIALS = 60;

    @Override
    public String id() {
        return "BUB-5";
    }

    @Override
    public Paper paper() {
        return Paper.SINGLE_STEP;
    }

    @Override
    public String title() {
        return "A gradient step that certainly changes the sign";
    }

    @Override
    public String statement() {
        return "If |f(x)| < eta ||g||^2 (1 - L ||W||_op^2 eta / sqrt(k)) with g = grad f(x), then sign f(x - sign(f(x)) eta g) != "
                + "sign f(x). For tanh and d = k = 200 some eta in (0, 6] satisfies this for about three networks of five.";
    }

    @Override
    public String source() {
        return "Derived here from (9), (10)";
    }

    @Override
    public Optional<String> erratum() {
        return Optional.of(
                "A slide prints \"for all x: sign f(x + delta) != sign f(x)\". Right: for a given x some delta that depends on x.");
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "In double with tolerance 1e-9. The share of certified networks is measured, not asserted beyond 40 %.");
    }

    /** Whether a certified step leaves the sign as it is; {@code direction} is -1 for the step of the statement. */
    static List<String> violations(TanhStep step, int direction) {
        double there = step.valueAlongGradient(direction * Math.signum(step.value()) * step.bestStep());
        return !step.isFlipCertified() || there * step.value() <= 0
                ? List.of()
                : List.of("d = " + step.point().length + ", eta = " + step.bestStep() + ": value " + step.value()
                        + ", then " + there);
    }

    @Override
    public List<Check> checks() {
        return List.of(new Check("certified steps at d = k = 200", CertifiedFlip::certified));
    }

    private static Finding certified(long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        List<String> violations = new ArrayList<>();
        int certified = 0;
        for (int i = 0; i < TRIALS; i++) {
            TanhStep step = TanhStep.draw(200, 200, random);
            certified += step.isFlipCertified() ? 1 : 0;
            violations.addAll(violations(step, -1));
        }
        Proportion share = new Proportion(certified, TRIALS);
        if (share.upperLimit(1e-6) < 0.4) {
            violations.add("only " + share + " certified");
        }
        return Finding.unlessViolated(
                TRIALS + " tanh networks, d = k = 200, seed " + seed,
                share + " certified, all of them flip",
                "every certified step flips",
                violations);
    }

    @Override
    public List<Check> controls() {
        return List.of(new Check("the step in the other direction", seed -> {
            UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
            List<String> violations = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                violations.addAll(violations(TanhStep.draw(100, 200, random), 1));
            }
            return Finding.unlessViolated(
                    "20 tanh networks, d = 100, k = 200",
                    "every certified step flips",
                    "f(x + sign(f(x)) eta g)",
                    violations);
        }));
    }
}
