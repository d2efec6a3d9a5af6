package io.github.relucert.attack;

import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Problem;

/** How far away the unsafe set seems at first sight: the least value of a disjunct over the dual norm of its gradient, at the centre. */
public final class FirstOrder {
    private static final int BATCH = 64;

    private FirstOrder() {}

    /** An estimate that neither bounds the radius from below nor from above; infinite where nothing can be unsafe. */
    public static double distance(Problem problem, CompiledNetwork network) {
        AttackTarget target = new AttackTarget(problem, network);
        if (target.disjuncts() == 0) {
            return Double.POSITIVE_INFINITY;
        }
        Evaluations evaluations = new Evaluations(target, BATCH, Long.MAX_VALUE / 4, () -> false);
        return new Linearisation(target, evaluations).distance();
    }
}
