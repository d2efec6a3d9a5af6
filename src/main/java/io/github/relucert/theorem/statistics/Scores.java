package io.github.relucert.theorem.statistics;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How far measured means lie from what is expected of them.
 *
 * @param all in the order of measuring
 */
public record Scores(List<Score> all) {
    /**
     * One of them.
     *
     * @param instance what was measured
     * @param value distance from the expectation in standard errors, either sign
     */
    public record Score(String instance, double value) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s: %.2f standard errors off", instance, value);
        }
    }

    /** Copies the list. */
    public Scores {
        all = List.copyOf(all);
    }

    /** A single one. */
    public static Scores of(String instance, double value) {
        return new Scores(List.of(new Score(instance, value)));
    }

    /** Those of all parts, in order. */
    public static Scores joined(Stream<Scores> parts) {
        return new Scores(parts.flatMap(scores -> scores.all().stream()).toList());
    }

    /** Those beyond {@link Sample#LARGEST_SCORE} on either side, or not a number. */
    public List<String> violations() {
        return all.stream()
                .filter(score -> !(Math.abs(score.value()) <= Sample.LARGEST_SCORE))
                .map(Score::toString)
                .toList();
    }

    /** All of them in one line. */
    @Override
    public String toString() {
        return all.stream().map(Score::toString).collect(Collectors.joining(", "));
    }
}
