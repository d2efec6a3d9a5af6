package io.github.relucert.theorem.statement;

import java.util.List;
import java.util.Optional;

/**
 * What a check found.
 *
 * @param instance what it was run on
 * @param measured what was computed
 * @param bound what the statement demands of it
 * @param verdict whether it was met
 */
public record Finding(String instance, String measured, String bound, Verdict verdict) {
    /** The finding of a check that looked for violations: it holds when none was found, else the first is what was measured. */
    public static Finding unlessViolated(String instance, String measured, String bound, List<String> violations) {
        return violations.isEmpty()
                ? new Finding(instance, measured, bound, Verdict.HOLDS)
                : new Finding(instance, first(violations), bound, Verdict.FAILS);
    }

    /** The finding of a check that looked for one counter-example: it fails when there is one, which is then what was measured. */
    public static Finding unless(Optional<String> counterexample, String instance, String measured, String bound) {
        return unlessViolated(instance, measured, bound, counterexample.stream().toList());
    }

    private static String first(List<String> violations) {
        int others = violations.size() - 1;
        return violations.getFirst() + (others == 0 ? "" : " (and " + others + " more)");
    }
}
