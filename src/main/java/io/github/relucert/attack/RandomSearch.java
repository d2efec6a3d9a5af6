package io.github.relucert.attack;

import java.util.SplittableRandom;

/**
 * The floor that every other attack is measured against: random points of balls of doubled radius until one is unsafe, then of
 * the ball of the best distance, each unsafe one drawn to the boundary along the ray from the centre. No gradients.
 */
public record RandomSearch() implements Attack {
    private static final int BATCH = 16;
    private static final int BATCHES_A_RADIUS = 4;
    private static final int DOUBLINGS = 60;
    private static final double FIRST_RADIUS = 0x1p-10;

    @Override
    public String name() {
        return "Random";
    }

    @Override
    public AttackResult run(AttackTarget target, AttackBudget budget) {
        Evaluations evaluations = new Evaluations(target, BATCH, budget.gradientEvaluations(), () -> false);
        Improvements improvements = new Improvements(target, evaluations);
        SplittableRandom random = new SplittableRandom(budget.seed());
        if (!evaluations.allowsForward(1)) {
            return improvements.result();
        }
        if (evaluations.margin(target.centre()) <= 0) {
            improvements.offer(target.centre());
            return improvements.result();
        }
        double radius = FIRST_RADIUS;
        for (int round = 0; evaluations.allowsForward(BATCH); round++) {
            boolean found = improvements.best() < Double.POSITIVE_INFINITY;
            if (!found && round > BATCHES_A_RADIUS * DOUBLINGS) {
                break;
            }
            PerturbationBall ball = new PerturbationBall(target, found ? improvements.best() : radius);
            radius *= round % BATCHES_A_RADIUS == 0 ? 2 : 1;
            sample(target, evaluations, improvements, ball, random);
        }
        return improvements.result();
    }

    private static void sample(
            AttackTarget target,
            Evaluations evaluations,
            Improvements improvements,
            PerturbationBall ball,
            SplittableRandom random) {
        double[][] points = new double[BATCH][];
        for (int p = 0; p < BATCH; p++) {
            points[p] = ball.random(random);
        }
        evaluations.forward(points, BATCH);
        boolean[] unsafe = new boolean[BATCH];
        for (int p = 0; p < BATCH; p++) {
            unsafe[p] = evaluations.margin(p) <= 0;
        }
        for (int p = 0; p < BATCH; p++) {
            if (unsafe[p] && target.distance(points[p]) < improvements.best()) {
                BoundaryBisection.towardsCentre(target, evaluations, points[p]).ifPresent(improvements::offer);
            }
        }
    }
}
