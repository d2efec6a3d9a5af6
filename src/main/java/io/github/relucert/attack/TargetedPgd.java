package io.github.relucert.attack;

import io.github.relucert.exact.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Projected gradient descent on the margin of every target with restarts, made for minimal norms: balls of doubled radius until an unsafe point is
 * met, then balls somewhat smaller than the best distance. Every hit is drawn to the boundary along the ray from the centre.
 * All disjuncts are targets, in each round from the best point so far and from random points.
 *
 * @param restarts random starts a disjunct and round
 * @param steps steps a trajectory
 */
public record TargetedPgd(int restarts, int steps) implements Attack {
    private static final int MOST_POINTS = 64;
    private static final int DOUBLINGS = 60;
    private static final double[] SHRINKING = {0.9, 0.98, 0.75, 0.95, 0.6, 0.995};

    /** @throws IllegalArgumentException when there is no restart or no step */
    public TargetedPgd {
        if (restarts < 1 || steps < 1) {
            throw new IllegalArgumentException(restarts + " restarts of " + steps + " steps");
        }
    }

    @Override
    public String name() {
        return "PGD-T";
    }

    @Override
    public AttackResult run(AttackTarget target, AttackBudget budget) {
        int batch = Math.clamp((long) restarts * target.disjuncts(), 1, MOST_POINTS);
        Evaluations evaluations = new Evaluations(target, batch, budget.gradientEvaluations(), () -> false);
        Improvements improvements = new Improvements(target, evaluations);
        SplittableRandom random = new SplittableRandom(budget.seed());
        if (target.disjuncts() == 0 || !evaluations.allows(target.disjuncts())) {
            return improvements.result();
        }
        if (evaluations.margin(target.centre()) <= 0) {
            improvements.offer(target.centre());
            return improvements.result();
        }
        Linearisation linear = new Linearisation(target, evaluations);
        GradientDescent descent = new GradientDescent(target, evaluations);
        double radius = linear.radius();
        for (int k = 0; k < DOUBLINGS && improvements.best() == Double.POSITIVE_INFINITY; k++) {
            search(
                    target,
                    descent,
                    evaluations,
                    improvements,
                    starts(target, radius, linear.order(), improvements, random),
                    radius);
            radius *= 2;
        }
        for (int round = 0; improvements.best() < Double.POSITIVE_INFINITY && evaluations.allows(1); round++) {
            double shrunk = SHRINKING[round % SHRINKING.length] * improvements.best();
            search(
                    target,
                    descent,
                    evaluations,
                    improvements,
                    starts(target, shrunk, linear.order(), improvements, random),
                    shrunk);
        }
        return improvements.result();
    }

    /** For every disjunct the best point so far (at first the centre), then random points of the ball. */
    private List<GradientDescent.Start> starts(
            AttackTarget target,
            double radius,
            List<Integer> order,
            Improvements improvements,
            SplittableRandom random) {
        PerturbationBall ball = new PerturbationBall(target, radius);
        double[] first = improvements
                .witness()
                .map(w ->
                        w.point().stream().mapToDouble(Rational::doubleNearest).toArray())
                .orElse(target.centre());
        List<GradientDescent.Start> starts = new ArrayList<>();
        for (int restart = 0; restart < restarts; restart++) {
            for (int disjunct : order) {
                starts.add(new GradientDescent.Start(restart == 0 ? first : ball.random(random), disjunct));
            }
        }
        return starts;
    }

    private void search(
            AttackTarget target,
            GradientDescent descent,
            Evaluations evaluations,
            Improvements improvements,
            List<GradientDescent.Start> starts,
            double radius) {
        for (int from = 0; from < starts.size(); from += evaluations.batch()) {
            List<GradientDescent.Start> batch =
                    starts.subList(from, Math.min(from + evaluations.batch(), starts.size()));
            descent.search(
                    radius,
                    batch,
                    steps,
                    hit -> BoundaryBisection.towardsCentre(target, evaluations, hit)
                            .ifPresent(improvements::offer));
        }
    }
}
