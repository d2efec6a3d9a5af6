package io.github.relucert.attack;

import java.util.Arrays;
import java.util.List;

/**
 * The direction against which networks that average features are not robust: away from the own class's cluster, towards the mean of all others'
 * at once, followed to the exact first crossing.
 *
 * <p>Reference: Li, Pan, Lyu and Li, "Feature averaging: an implicit bias of gradient descent leading to non-robustness in neural networks", 2025, arXiv
 * 2410.10322, section 3. A cluster is the rows of a class here, since data rarely say which rows form one; its feature is
 * their mean. In l_inf the direction's signs are followed.
 *
 * @param rows the data
 */
public record FeatureAveragingDirection(LabelledRows rows) implements Attack {
    @Override
    public String name() {
        return "FeatureAveraging";
    }

    @Override
    public AttackResult run(AttackTarget target, AttackBudget budget) {
        if (target.disjuncts() == 0) {
            return Directions.follow(target, budget, List.of());
        }
        int[] own = LabelledRows.Sides.of(target, 0).own();
        double[] direction = new double[target.size()];
        for (int label : rows.classes()) {
            boolean isOwn = Arrays.stream(own).anyMatch(o -> o == label);
            double share = isOwn ? -1.0 / own.length : 1.0 / Math.max(rows.classes().length - own.length, 1);
            LabelledRows.add(direction, rows.mean(label), share);
        }
        return Directions.follow(target, budget, List.of(direction));
    }
}
