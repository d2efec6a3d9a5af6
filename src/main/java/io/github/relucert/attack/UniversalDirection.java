package io.github.relucert.attack;

import java.util.ArrayList;
import java.util.List;

/**
 * The universal direction {@code sum y_i x_i} over the rows of a data set, followed to the exact first crossing.
 *
 * <p>Reference: Vardi, Yehudai and Shamir, "Gradient methods provably converge to non-robust networks", 2022, arXiv 2202.04347, theorem 4.1: networks of two
 * layers that gradient flow ends in are fooled by it for every row of nearly orthogonal data. With more than two classes there is one direction for
 * every other class: its rows count +1, those of the own class -1. In l_inf the direction's signs are followed.
 *
 * @param rows the data
 */
public record UniversalDirection(LabelledRows rows) implements Attack {
    @Override
    public String name() {
        return "Universal";
    }

    @Override
    public AttackResult run(AttackTarget target, AttackBudget budget) {
        List<double[]> directions = new ArrayList<>();
        for (int disjunct = 0; disjunct < target.disjuncts(); disjunct++) {
            LabelledRows.Sides sides = LabelledRows.Sides.of(target, disjunct);
            double[] direction = new double[target.size()];
            for (int label : sides.other()) {
                LabelledRows.add(direction, rows.sum(label), 1);
            }
            for (int label : sides.own()) {
                LabelledRows.add(direction, rows.sum(label), -1);
            }
            directions.add(direction);
        }
        return Directions.follow(target, budget, directions);
    }
}
