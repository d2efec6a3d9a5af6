package io.github.relucert.attack;

import java.util.Optional;

/**
 * An attack of the literature that is given a radius and looks for any unsafe point in the ball. It becomes one for minimal norms
 * by {@link MinimalNorm}.
 */
interface BallAttack extends Attack {
    /**
     * Looks for an unsafe point in a ball.
     *
     * @return the first one met; empty when there was none or the evaluations ran out. An attack that also looks around the ball may return a point
     *     from there when it met none inside
     */
    Optional<double[]> within(BallRun run);

    /** Most points that it evaluates at once. */
    int batch();

    /** Whether chance plays a part, so that a second run in the same ball may find what the first did not. */
    boolean isRandom();

    /** How many levels of effort there are; the last is the paper's. */
    default int levels() {
        return 1;
    }

    @Override
    default AttackResult run(AttackTarget target, AttackBudget budget) {
        return new MinimalNorm(this, target, budget).run();
    }
}
