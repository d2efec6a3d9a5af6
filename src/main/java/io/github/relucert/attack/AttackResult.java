package io.github.relucert.attack;

import io.github.relucert.certificate.Witness;
import java.util.List;
import java.util.Optional;

/**
 * What an attack found.
 *
 * @param history every improvement in the order found, distances falling; each point is exactly unsafe
 * @param evaluations gradient evaluations spent in all, a forward pass counted half
 */
public record AttackResult(List<Improvement> history, double evaluations) {
    public AttackResult {
        history = List.copyOf(history);
    }

    /**
     * A nearer point than all before.
     *
     * @param evaluations gradient evaluations spent until then
     */
    public record Improvement(Witness witness, double evaluations) {}

    /** The nearest point found. */
    public Optional<Witness> best() {
        return history.isEmpty()
                ? Optional.empty()
                : Optional.of(history.getLast().witness());
    }
}
