package io.github.relucert.theorem;

import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.statement.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement checked together with its negative controls.
 *
 * @param theorem the statement
 * @param checks what its checks found
 * @param controls what the checks of false variants found
 * @param time wall-clock time of all of them
 */
public record TheoremRun(Theorem theorem, List<Result> checks, List<Result> controls, Duration time) {
    /**
     * A check with what it found.
     *
     * @param check the check
     * @param finding its outcome
     */
    public record Result(Check check, Finding finding) {}

    /** Copies the lists. */
    public TheoremRun {
        checks = List.copyOf(checks);
        controls = List.copyOf(controls);
    }

    /** Runs all checks and controls. */
    public static TheoremRun of(Theorem theorem, long seed) {
        Instant start = Instant.now();
        List<Result> checks = run(theorem.checks(), seed);
        List<Result> controls = run(theorem.controls(), seed);
        return new TheoremRun(theorem, checks, controls, Duration.between(start, Instant.now()));
    }

    private static List<Result> run(List<Check> checks, long seed) {
        List<Result> results = new ArrayList<>();
        for (Check check : checks) {
            results.add(new Result(check, check.run().apply(seed)));
        }
        return results;
    }

    /** Whether no check fails; a claim counts as holding. */
    public boolean holds() {
        return !checks.isEmpty()
                && checks.stream().noneMatch(result -> result.finding().verdict() == Verdict.FAILS);
    }

    /** Whether every control failed, as it has to. */
    public boolean isRefutable() {
        return !controls.isEmpty()
                && controls.stream().allMatch(result -> result.finding().verdict() == Verdict.FAILS);
    }

    /** Whether the statement rests on a solver's word. */
    public boolean isClaimed() {
        return checks.stream().anyMatch(result -> result.finding().verdict() == Verdict.CLAIMED);
    }
}
