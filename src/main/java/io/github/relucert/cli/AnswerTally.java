package io.github.relucert.cli;

import io.github.relucert.Answer;
import io.github.relucert.engine.Outcome;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Radius;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the answers given so far amount to; the answers themselves, with their proofs, are not kept. */
final class AnswerTally {
    private final Optional<Rational> demanded;
    private final Set<String> claimants = new TreeSet<>();
    private int proofs;
    private int late;
    private boolean weak;
    private boolean unproved;

    /**
     * Nothing counted yet.
     *
     * @param demanded the least lower end allowed
     */
    AnswerTally(Optional<Rational> demanded) {
        this.demanded = demanded;
    }

    void count(Answer answer) {
        switch (answer.lowerBy()) {
            case Outcome.Proved _ -> proofs++;
            case Outcome.Claimed(String solver, Rational _) -> claimants.add(solver);
        }
        weak |= demanded.isPresent()
                && answer.lower().compareTo(Radius.ofLength(answer.norm(), demanded.orElseThrow())) < 0;
        unproved |= !answer.isProved();
        late += answer.stopped().equals(Optional.of(Outcome.Stop.TIMEOUT)) ? 1 : 0;
    }

    /** How many answers ran out of time. */
    int late() {
        return late;
    }

    /** Whether there were no answers. */
    boolean isEmpty() {
        return proofs == 0 && claimants.isEmpty();
    }

    /** Whether some lower end is proved. */
    boolean hasProofs() {
        return proofs > 0;
    }

    /** Whose word lower ends are that are not proved, in alphabetical order. */
    Set<String> claimants() {
        return claimants;
    }

    /** Whether a lower end fell short of what was demanded. */
    boolean isWeak() {
        return weak;
    }

    /** Whether an answer rests on a claim. */
    boolean isUnproved() {
        return unproved;
    }
}
