package io.github.relucert.testing;

import io.github.relucert.engine.Engine;
import io.github.relucert.engine.Limits;
import io.github.relucert.search.SearchEngine;
import io.github.relucert.specification.Box;
import java.time.Duration;
import java.util.Optional;

/**
 * On what terms an assertion is decided.
 *
 * @param domain where inputs may move; empty where the data say it
 * @param time wall-clock time for a decision
 * @param engine what decides where cells cannot be enumerated
 * @param trust what a passing assertion may rest on
 */
record Terms(Optional<Box> domain, Duration time, Engine engine, Trust trust) {
    private static final Duration STANDARD_TIME = Duration.ofSeconds(60);

    /** What a passing assertion may rest on. */
    enum Trust {
        PROOFS,
        CLAIMS_TOO
    }

    static Terms standard() {
        return new Terms(Optional.empty(), STANDARD_TIME, new SearchEngine(), Trust.PROOFS);
    }

    Terms withDomain(Box box) {
        return new Terms(Optional.of(box), time, engine, trust);
    }

    Terms withTime(Duration limit) {
        return new Terms(domain, limit, engine, trust);
    }

    Terms withEngine(Engine other) {
        return new Terms(domain, time, other, trust);
    }

    Terms acceptingClaims() {
        return new Terms(domain, time, engine, Trust.CLAIMS_TOO);
    }

    Limits limits() {
        return Limits.of(time);
    }

    /**
     * Passes or fails an assertion.
     *
     * @param subject what is spoken of
     * @param statement what is asserted of it, so that it can follow the word "is"
     * @throws AssertionError unless the statement holds, or is claimed where claims are accepted
     */
    void require(String subject, String statement, Decision decision) {
        switch (decision) {
            case Decision.Holds _ -> {}
            case Decision.Claimed(String solver) -> {
                if (trust == Trust.PROOFS) {
                    throw new AssertionError(subject + " is " + statement + " by the word of " + solver
                            + ", a claim that nothing proves; take it with acceptingClaims()");
                }
            }
            case Decision.Refuted(String counterexample) ->
                throw new AssertionError(subject + " is not " + statement + ": " + counterexample);
            case Decision.Undecided(String reason) ->
                throw new AssertionError(
                        "whether " + subject + " is " + statement + " could not be decided: " + reason);
        }
    }
}
