package io.github.relucert.attack;

import java.util.List;

/**
 * One gradient step, followed along its ray to the exact first crossing: a ReLU network is piecewise affine on a ray, so that no step
 * size is needed. One ray a class, the seemingly nearest first; on a linear model with no side in the way the answer is exact.
 *
 * <p>Reference: Bubeck, Cherapanamjeri, Gidel and Tachet des Combes, "A single gradient step finds adversarial examples on random two-layers neural
 * networks", 2021, arXiv 2104.03863, theorems 1 and 2. There the step is along the gradient, in l2; in l_inf it has the gradient's signs, and in l1 it moves
 * the coordinate of the largest entry, then the next when that has met its side.
 */
public record RayAttack() implements Attack {
    @Override
    public String name() {
        return "Ray";
    }

    @Override
    public AttackResult run(AttackTarget target, AttackBudget budget) {
        Evaluations evaluations = new Evaluations(target, 1, budget.gradientEvaluations(), () -> false);
        Improvements improvements = new Improvements(target, evaluations);
        if (!improvements.begin() || !evaluations.allows(target.disjuncts())) {
            return improvements.result();
        }
        List<Integer> order = new Linearisation(target, evaluations).order();
        double[][] gradient = new double[1][target.size()];
        for (int disjunct : order) {
            if (!evaluations.allows(1)) {
                break;
            }
            evaluations.margin(target.centre());
            evaluations.gradients(new Loss.Towards(disjunct), 1, gradient);
            RayPath path = Directions.steepest(target, Directions.negated(gradient[0]));
            new RayCrossing(target, evaluations, path).find().ifPresent(improvements::accept);
        }
        return improvements.result();
    }
}
