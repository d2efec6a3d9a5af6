package io.github.relucert.attack;

import java.util.Optional;

/**
 * Auto-PGD: projected gradient descent with momentum whose step is halved, and which goes back to its best point, where the loss
 * has stopped falling.
 *
 * <p>Reference: Croce and Hein, "Reliable evaluation of adversarial robustness with an ensemble of diverse parameter-free attacks", 2020,
 * arXiv 2003.01690, algorithm 1; in l1 with steps on adaptively few coordinates, Croce and Hein, "Mind the box: l1-APGD for sparse
 * adversarial attacks on image classifiers", 2021, arXiv 2103.01208, with its schedule of three, two and one radii. Minimal norm by bisection.
 *
 * @param criterion the loss
 * @param steps steps a ball; the paper's are 100
 */
public record Apgd(Criterion criterion, int steps) implements BallAttack {
    /** The losses of the paper. */
    public enum Criterion {
        /** Cross-entropy. */
        CROSS_ENTROPY("APGD-CE"),
        /** Difference of logits ratio. */
        LOGITS_RATIO("APGD-DLR");

        private final String attackName;

        Criterion(String attackName) {
            this.attackName = attackName;
        }

        private Loss loss() {
            return switch (this) {
                case CROSS_ENTROPY -> new Loss.CrossEntropy();
                case LOGITS_RATIO -> new Loss.LogitsRatio();
            };
        }
    }

    private static final int STEPS = 100;

    /** A hundred steps. */
    public Apgd(Criterion criterion) {
        this(criterion, STEPS);
    }

    /** @throws IllegalArgumentException when there is no step */
    public Apgd {
        if (steps < 1) {
            throw new IllegalArgumentException(steps + " steps");
        }
    }

    @Override
    public boolean followsCrossEntropy() {
        return criterion == Criterion.CROSS_ENTROPY;
    }

    @Override
    public String name() {
        return criterion.attackName;
    }

    @Override
    public int batch() {
        return 1;
    }

    @Override
    public boolean isRandom() {
        return true;
    }

    @Override
    public Optional<double[]> within(BallRun run) {
        return ApgdDescent.from(run, criterion.loss(), steps);
    }
}
