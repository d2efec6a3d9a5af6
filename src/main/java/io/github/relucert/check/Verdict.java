package io.github.relucert.check;

import java.util.ArrayList;
import java.util.List;

/** What became of a saved answer. */
public sealed interface Verdict {
    /**
     * Nothing in it is wrong.
     *
     * @param question the network and the problem, in words
     * @param proved what holds, in words
     * @param claimed what rests on a solver's word; empty when nothing does
     */
    record Sound(String question, List<String> proved, List<String> claimed) implements Verdict {
        /** Copies the lists. */
        public Sound {
            proved = List.copyOf(proved);
            claimed = List.copyOf(claimed);
        }

        /** This with more said about the question. */
        public Sound about(String more) {
            return new Sound(question + "; " + more, proved, claimed);
        }
    }

    /**
     * It states something false, does not prove what it states, does not fit the model, or is damaged.
     *
     * @param reason what is wrong, in words
     */
    record Invalid(String reason) implements Verdict {}

    /** The verdict in words, the first line naming the file. */
    default List<String> lines(String file) {
        return switch (this) {
            case Invalid(String reason) -> List.of(file + ": invalid: " + reason);
            case Sound(String question, List<String> proved, List<String> claimed) -> {
                List<String> lines = new ArrayList<>();
                lines.add(file + ": " + (claimed.isEmpty() ? "valid" : "claimed, not all of it proved"));
                lines.add("  about    " + question);
                proved.forEach(line -> lines.add("  proved   " + line));
                claimed.forEach(line -> lines.add("  claimed  " + line));
                yield lines;
            }
        };
    }
}
