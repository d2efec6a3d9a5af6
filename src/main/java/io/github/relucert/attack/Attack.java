package io.github.relucert.attack;

import io.github.relucert.specification.Norm;
import java.util.EnumSet;
import java.util.Set;

/**
 * An attack: a search for an unsafe point near the centre of a problem, in the problem's norm.
 *
 * <p>Every point in the result lies in the domain and is unsafe in exact arithmetic, with its exact distance. The result is a
 * function of target and budget alone, and the steps taken under a smaller number of evaluations are the first steps taken
 * under a larger one, so that more evaluations never give a farther point.
 */
public interface Attack {
    /** The name in tables: the field's, with the norm left out. */
    String name();

    /** The norms that the attack was made for. */
    default Set<Norm> norms() {
        return EnumSet.allOf(Norm.class);
    }

    /** Whether it goes along gradients of the cross-entropy, and so stands still where that is flat. */
    default boolean followsCrossEntropy() {
        return false;
    }

    /**
     * Searches until the budget is spent or the attack has nothing left to try.
     *
     * @throws IllegalArgumentException when the problem's norm is none of {@link #norms}
     */
    AttackResult run(AttackTarget target, AttackBudget budget);
}
