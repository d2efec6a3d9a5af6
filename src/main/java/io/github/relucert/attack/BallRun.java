package io.github.relucert.attack;

import java.util.SplittableRandom;

/**
 * One run of a {@link BallAttack}.
 *
 * @param radius of the ball, in the problem's norm
 * @param level of effort, below {@link BallAttack#levels}
 */
record BallRun(AttackTarget target, Evaluations evaluations, double radius, int level, SplittableRandom random) {
    PerturbationBall ball() {
        return new PerturbationBall(target, radius);
    }
}
