package io.github.relucert.attack;

import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One run of a {@link BallAttack}.
 *
 * @param radius of the ball, in the problem's norm
 * @param level of effort, below {@link BallAttack#levels}
 * @param nearest the nearest unsafe point that is known, as a rule outside the ball
 */
record BallRun(
        AttackTarget target,
        Evaluations evaluations,
        double radius,
        int level,
        Optional<double[]> nearest,
        SplittableRandom random) {
    PerturbationBall ball() {
        return new PerturbationBall(target, radius);
    }
}
