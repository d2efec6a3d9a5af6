package io.github.relucert.attack;

import java.util.Arrays;
import java.util.List;

/** Directions to follow from the centre. */
final class Directions {
    private Directions() {}

    static double[] negated(double[] direction) {
        return Arrays.stream(direction).map(v -> -v).toArray();
    }

    /** The path of an attack that knows only a gradient: steepest descent in the norm within the domain. */
    static RayPath steepest(AttackTarget target, double[] direction) {
        return switch (target.problem().norm()) {
            case LINF, L2 -> RayPath.Together.of(target, whole(target, direction));
            case L1 -> RayPath.OneByOne.of(target, direction);
        };
    }

    /** Follows directions from the centre, each as a whole, in their order. */
    static AttackResult follow(AttackTarget target, AttackBudget budget, List<double[]> directions) {
        Evaluations evaluations = new Evaluations(target, 1, budget.gradientEvaluations(), () -> false);
        Improvements improvements = new Improvements(target, evaluations);
        if (improvements.begin()) {
            for (double[] direction : directions) {
                new RayCrossing(target, evaluations, RayPath.Together.of(target, whole(target, direction)))
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
