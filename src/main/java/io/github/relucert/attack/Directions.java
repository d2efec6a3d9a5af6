package io.github.relucert.attack;

import java.util.Arrays;
import java.util.List;

/** Directions to follow from the centre. */
final class Directions {
    private Directions() {}

    static double[] negated(double[] direction) {
        return Arrays.stream(direction).map(v -> -v).toArray();
    }

    /**
     * The direction of an attack that knows only a gradient: itself in l2, its signs in l_inf, and in l1 the coordinate with the largest entry
     * among those that can move.
     */
    static double[] inNorm(AttackTarget target, double[] direction) {
        double[] free = direction.clone();
        for (int i = 0; i < free.length; i++) {
            boolean stuck = direction[i] > 0
                    ? target.centre()[i] >= target.upper()[i]
                    : target.centre()[i] <= target.lower()[i];
            free[i] = stuck ? 0 : direction[i];
        }
        return Linearisation.steepest(target, free);
    }

    /** Follows directions from the centre, each as a whole, in their order. */
    static AttackResult follow(AttackTarget target, AttackBudget budget, List<double[]> directions) {
        Evaluations evaluations =
                new Evaluations(target, 1, budget.gradientEvaluations(), () -> false);
        Improvements improvements = new Improvements(target, evaluations);
        if (improvements.begin()) {
            for (double[] direction : directions) {
                new RayCrossing(target, evaluations, whole(target, direction))
                        .find()
                        .ifPresent(improvements::accept);
            }
        }
        return improvements.result();
    }

    /** The direction as a whole: its signs in l_inf, itself in l2 and l1. */
    private static double[] whole(AttackTarget target, double[] direction) {
        return switch (target.problem().norm()) {
            case LINF -> Arrays.stream(direction).map(Math::signum).toArray();
            case L2, L1 -> direction;
        };
    }
}
