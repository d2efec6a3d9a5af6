package io.github.relucert.vnnlib;

import io.github.relucert.specification.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A nesting of conjunctions and disjunctions over linear conditions. */
sealed interface Formula {
    /** One condition. */
    record Atom(Condition condition) implements Formula {}

    /** All of them hold; so it does when there are none. */
    record All(List<Formula> parts) implements Formula {}

    /** One of them holds. */
    record Any(List<Formula> parts) implements Formula {}

    /**
     * The disjunctive normal form.
     *
     * @param most how many conditions and conjunctions it may have in all
     * @return its conjunctions; nothing when there would be more
     */
    default Optional<List<List<Condition>>> disjuncts(int most) {
        return switch (this) {
            case Atom(Condition condition) -> Optional.of(List.of(List.of(condition)));
            case Any(List<Formula> parts) -> union(parts, most);
            case All(List<Formula> parts) -> product(parts, most);
        };
    }

    private static Optional<List<List<Condition>>> union(List<Formula> parts, int most) {
        List<List<Condition>> all = new ArrayList<>();
        long size = 0;
        for (Formula part : parts) {
            Optional<List<List<Condition>>> own = part.disjuncts(most);
            size += own.map(Formula::size).orElse(most + 1L);
            if (size > most) {
                return Optional.empty();
            }
            all.addAll(own.orElseThrow());
        }
        return Optional.of(all);
    }

    private static Optional<List<List<Condition>>> product(List<Formula> parts, int most) {
        List<Condition> common = new ArrayList<>();
        List<List<Condition>> all = List.of(List.of());
        for (Formula part : parts) {
            Optional<List<List<Condition>>> own = part.disjuncts(most);
            if (own.isEmpty()) {
                return own;
            }
            if (own.get().size() == 1) {
                common.addAll(own.get().getFirst());
            } else if (size(own.get()) * all.size() + size(all) * own.get().size() > most) {
                return Optional.empty();
            } else {
                all = combined(all, own.get());
            }
        }
        boolean fits = size(all) + (long) common.size() * all.size() <= most;
        return fits ? Optional.of(combined(List.of(common), all)) : Optional.empty();
    }

    private static List<List<Condition>> combined(List<List<Condition>> left, List<List<Condition>> right) {
        List<List<Condition>> all = new ArrayList<>();
        for (List<Condition> first : left) {
            for (List<Condition> second : right) {
                List<Condition> both = new ArrayList<>(first);
                both.addAll(second);
                all.add(both);
            }
        }
        return all;
    }

    /** Conditions and conjunctions: an empty one takes room too. */
    private static long size(List<List<Condition>> disjuncts) {
        return disjuncts.stream().mapToLong(List::size).sum() + disjuncts.size();
    }
}
