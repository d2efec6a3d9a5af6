package io.github.relucert.attack;

import java.util.Optional;

/**
 * The basic iterative method, also called iterated FGSM: small steps of {@link Fgsm} from the centre, each projected.
 *
 * <p>Reference: Kurakin, Goodfellow and Bengio, "Adversarial examples in the physical world", 2017, arXiv 1607.02533, section 2.2.
 * Steps of a fifth of the radius, ten of them, are Foolbox's. Minimal norm by bisection.
 *
 * @param steps steps a ball
 */
public record IteratedFgsm(int steps) implements BallAttack {
    private static final double RELATIVE_STEP = 0.2;

    /** Ten steps. */
    public IteratedFgsm() {
        this(10);
    }

    /** @throws IllegalArgumentException when there is no step */
    public IteratedFgsm {
        if (steps < 1) {
            throw new IllegalArgumentException(steps + " steps");
        }
    }

    @Override
    public boolean followsCrossEntropy() {
        return true;
    }

    @Override
    public String name() {
        return "BIM";
    }

    @Override
    public int batch() {
        return 1;
    }

    @Override
    public boolean isRandom() {
        return false;
    }

    @Override
    public Optional<double[]> within(BallRun run) {
        return new GradientSteps(new Loss.CrossEntropy(), steps, RELATIVE_STEP)
                .from(run, new double[][] {run.target().centre().clone()});
    }
}
