package io.github.relucert.attack;

/**
 * What an attack may spend.
 *
 * @param gradientEvaluations forward and backward passes; a forward pass alone counts half
 * @param seed decides every random choice
 */
public record AttackBudget(int gradientEvaluations, long seed) {
    /** @throws IllegalArgumentException when the number of evaluations is negative */
    public AttackBudget {
        if (gradientEvaluations < 0) {
            throw new IllegalArgumentException(gradientEvaluations + " gradient evaluations");
        }
    }
}
