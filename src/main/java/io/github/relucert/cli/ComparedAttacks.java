package io.github.relucert.cli;

import io.github.relucert.attack.AttackBudget;
import io.github.relucert.attack.AttackSuite;
import io.github.relucert.attack.AttackTarget;
import io.github.relucert.attack.LabelledRows;
import io.github.relucert.exact.InputException;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The attacks of {@code compare}, those that look at the data included. */
final class ComparedAttacks {
    private static final int MOST_ROWS = 1000;
    private static final List<String> OF_DATA = List.of("Universal", "UAP", "FeatureAveraging");
    private static final List<String> OURS = List.of("polish");

    private final RowArguments.Opened opened;
    private final CompiledNetwork compiled;
    private final AttackBudget budget;

    /** @param budget of each attack on each row */
    ComparedAttacks(RowArguments.Opened opened, CompiledNetwork compiled, AttackBudget budget) {
        this.opened = opened;
        this.compiled = compiled;
        this.budget = budget;
    }

    /** Which attacks the user wants, by their names in lower case; all when there is no list. */
    record Choice(Optional<List<String>> names) {
        /** @throws InputException when a name is no attack's */
        static Choice parse(Optional<String> text) {
            List<String> known = Stream.of(
                            AttackSuite.ofRows().stream().map(e -> e.attack().name()), OF_DATA.stream(), OURS.stream())
                    .flatMap(names -> names)
                    .toList();
            Optional<List<String>> names = text.map(t -> Stream.of(t.split(",", -1))
                    .map(name -> name.strip().toLowerCase(Locale.ROOT))
                    .toList());
            for (String name : names.orElse(List.of())) {
                if (known.stream().noneMatch(k -> k.equalsIgnoreCase(name))) {
                    throw new InputException(
                            "--attacks: '" + name + "' is no attack; choose among " + String.join(", ", known));
                }
            }
            return new Choice(names);
        }

        boolean wants(String name) {
            return names.map(list -> list.contains(name.toLowerCase(Locale.ROOT)))
                    .orElse(true);
        }
    }

    /** The attacks for a norm. */
    List<AttackSuite.Entry> of(Norm norm, Choice choice) {
        List<AttackSuite.Entry> entries = new ArrayList<>(AttackSuite.ofRows());
        if (OF_DATA.stream().anyMatch(choice::wants)) {
            labelled().ifPresent(rows -> entries.addAll(AttackSuite.ofData(rows, targets(norm), preparation())));
        }
        return entries.stream()
                .filter(e -> e.knows(norm) && choice.wants(e.attack().name()))
                .toList();
    }

    /** The data's rows with their labels; nothing where they have none. */
    private Optional<LabelledRows> labelled() {
        List<double[]> points = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int row = 0; row < Math.min(opened.data().count(), MOST_ROWS); row++) {
            OptionalInt label = opened.data().label(row);
            if (label.isEmpty()) {
                return Optional.empty();
            }
            points.add(opened.data().row(row));
            labels.add(Math.max(label.getAsInt(), 0));
        }
        return Optional.of(new LabelledRows(points, labels));
    }

    private List<AttackTarget> targets(Norm norm) {
        List<AttackTarget> targets = new ArrayList<>();
        for (int row : opened.rows()) {
            Problem problem = opened.questions().at(row).problem(norm);
            if (!problem.isUnsafe(problem.centre())) {
                targets.add(new AttackTarget(problem, compiled));
            }
        }
        return targets;
    }

    /** Half of what the rows may spend together. */
    private AttackBudget preparation() {
        long half = (long) budget.gradientEvaluations() * opened.rows().size() / 2;
        return new AttackBudget((int) Math.min(half, Integer.MAX_VALUE / 4), budget.seed());
    }
}
