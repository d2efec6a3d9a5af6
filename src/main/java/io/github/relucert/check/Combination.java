package io.github.relucert.check;

import io.github.relucert.exact.Dyadic;
import java.util.List;
import java.util.SortedMap;

/**
 * A linear form to be bounded from below over a node: start terms over the network's values, pushed back to the input with
 * the node's slopes, plus weighted half-spaces.
 *
 * @param terms start terms
 * @param constant added to them
 * @param strict whether a strict output condition or the like has a positive weight
 * @param halfSpaces weights by number of the half-space
 * @param nu divides the form between ball and box
 */
record Combination(
        Region region,
        List<Term> terms,
        Dyadic constant,
        boolean strict,
        SortedMap<Integer, Dyadic> halfSpaces,
        Dyadic nu) {
    /** Whether a strict fact has a positive weight. */
    boolean isStrict(Facts facts) {
        return strict
                || halfSpaces.entrySet().stream()
                        .anyMatch(weighed -> weighed.getValue().signum() > 0
                                && facts.halfSpaces().get(weighed.getKey()).isStrict());
    }

    /** A coefficient of one coordinate of a value of the network. */
    record Term(int value, int index, Dyadic coefficient) {}
}
