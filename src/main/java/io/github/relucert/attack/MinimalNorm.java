package io.github.relucert.attack;

import io.github.relucert.exact.Rational;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The least radius at which an attack with a fixed radius succeeds, by bisection: balls of doubled radius until it does, then the
 * middle between the largest ball in which it failed and the best point so far, until they are within a thousandth. Every
 * point found is drawn to the boundary on its ray first. An attack that depends on chance then tries again below its best point
 * as long as that helps; one with several levels of effort begins with the lowest.
 */
final class MinimalNorm {
    private static final int DOUBLINGS = 60;
    private static final double ACCURACY = 1e-3;
    private static final double SECOND_LOOK = 0.8;
    private static final int FRUITLESS = 8;

    private final BallAttack attack;
    private final AttackTarget target;
    private final Evaluations evaluations;
    private final Improvements improvements;
    private final SplittableRandom random;

    MinimalNorm(BallAttack attack, AttackTarget target, AttackBudget budget) {
        this.attack = attack;
        this.target = target;
        this.evaluations = new Evaluations(target, attack.batch(), budget.gradientEvaluations(), () -> false);
        this.improvements = new Improvements(target, evaluations);
        this.random = new SplittableRandom(budget.seed());
        target.requireNorm(attack);
    }

    AttackResult run() {
        if (!improvements.begin() || !evaluations.allows(target.disjuncts())) {
            return improvements.result();
        }
        double radius = new Linearisation(target, evaluations).radius();
        for (int level = 0; level < attack.levels() && evaluations.allowsForward(1); level++) {
            double failed = improvements.best() < Double.POSITIVE_INFINITY
                    ? SECOND_LOOK * improvements.best()
                    : grow(radius, level);
            bisect(failed, level);
        }
        int last = attack.levels() - 1;
        int fruitless = attack.isRandom() ? 0 : FRUITLESS;
        while (fruitless < FRUITLESS && improvements.best() < Double.POSITIVE_INFINITY && evaluations.allows(1)) {
            double before = improvements.best();
            bisect(SECOND_LOOK * before, last);
            fruitless = improvements.best() < before * (1 - ACCURACY) ? 0 : fruitless + 1;
        }
        return improvements.result();
    }

    /** Doubles the radius until the attack succeeds; returns the largest one at which it failed. */
    private double grow(double first, int level) {
        double failed = 0;
        double radius = first;
        for (int k = 0; k < DOUBLINGS && evaluations.allowsForward(1); k++) {
            if (succeeds(radius, level)) {
                break;
            }
            failed = radius;
            boolean known = improvements.best() < Double.POSITIVE_INFINITY;
            if (known || new PerturbationBall(target, radius).coversDomain()) {
                break;
            }
            radius *= 2;
        }
        return failed;
    }

    private void bisect(double below, int level) {
        double failed = below;
        while (improvements.best() < Double.POSITIVE_INFINITY
                && improvements.best() - failed > ACCURACY * improvements.best()
                && evaluations.allowsForward(1)) {
            double radius = (failed + improvements.best()) / 2;
            failed = succeeds(radius, level) ? failed : radius;
        }
    }

    private Optional<double[]> nearest() {
        return improvements
                .witness()
                .map(witness -> witness.point().stream()
                        .mapToDouble(Rational::doubleNearest)
                        .toArray());
    }

    private boolean succeeds(double radius, int level) {
        Optional<double[]> hit =
                attack.within(new BallRun(target, evaluations, radius, level, nearest(), random.split()));
        hit.flatMap(x -> BoundaryBisection.towardsCentre(target, evaluations, x))
                .ifPresent(improvements::offer);
        // A point that could not be confirmed at or below this radius must not let the search go on below it.
        return hit.isPresent() && improvements.best() <= radius * (1 + ACCURACY / 4);
    }
}
