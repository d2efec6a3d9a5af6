package io.github.relucert.theorem.statement;

<<<<<<< HEAD
import java.util.List;
=======
import java.util.Optional;
>>>>>>> 52244e6 (Add circuits that count what they write, separated data, and the nets and f* of separated data)

/**
 * What a check found.
 *
 * @param instance what it was run on
 * @param measured what was computed
 * @param bound what the statement demands of it
 * @param verdict whether it was met
 */
public record Finding(String instance, String measured, String bound, Verdict verdict) {
<<<<<<< HEAD
    /** The finding of a check that looked for violations: it holds when none was found, else the first is what was measured. */
    public static Finding unlessViolated(String instance, String measured, String bound, List<String> violations) {
        return violations.isEmpty()
                ? new Finding(instance, measured, bound, Verdict.HOLDS)
                : new Finding(instance, first(violations), bound, Verdict.FAILS);
    }

    private static String first(List<String> violations) {
        int others = violations.size() - 1;
        return violations.getFirst() + (others == 0 ? "" : " (and " + others + " more)");
=======
    /** What a search for a counter-example found: the statement fails when there is one, which then stands for what was measured. */
    public static Finding unless(Optional<String> counterexample, String instance, String measured, String bound) {
        return new Finding(
                instance,
                counterexample.orElse(measured),
                bound,
                counterexample.isPresent() ? Verdict.FAILS : Verdict.HOLDS);
>>>>>>> 52244e6 (Add circuits that count what they write, separated data, and the nets and f* of separated data)
    }
}
