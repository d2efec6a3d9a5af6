package io.github.relucert.theorem.statement;

import java.util.SplittableRandom;
import java.util.function.LongFunction;

/**
 * One thing that a statement implies, or, as a control, one thing that a false variant of it would imply.
 *
 * @param name what is checked, in a few words; of a control what was made false
 * @param run makes its instances from a seed, the only source of chance, and decides them
 */
public record Check(String name, LongFunction<Finding> run) {
    /**
     * A check that decides several instances, each made from a seed of its own, up to the first that fails. What it finds is that
     * failure, or else the first of the weakest verdicts.
     *
     * @param name as above
     * @param count how many instances; at least one
     * @param decide makes one instance from its seed and decides it
     */
    public static Check onInstances(String name, int count, LongFunction<Finding> decide) {
        if (count < 1) {
            throw new IllegalArgumentException(name + ": " + count + " instances");
        }
        return new Check(name, seed -> {
            SplittableRandom seeds = new SplittableRandom(seed);
            Finding weakest = decide.apply(seeds.nextLong());
            int decided = 1;
            while (decided < count && weakest.verdict() != Verdict.FAILS) {
                Finding next = decide.apply(seeds.nextLong());
                weakest = next.verdict().compareTo(weakest.verdict()) > 0 ? next : weakest;
                decided++;
            }
            if (count == 1) {
                return weakest;
            }
            String which = weakest.verdict() == Verdict.FAILS
                    ? " (instance " + decided + " of up to " + count + ")"
                    : " (one of " + count + " instances)";
            return new Finding(weakest.instance() + which, weakest.measured(), weakest.bound(), weakest.verdict());
        });
    }
}
