package io.github.relucert.export;

import io.github.relucert.export.Atom.Relation;
import io.github.relucert.export.Fact.Choice;
import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Alethe: a list of steps. Every {@code la_generic} has inequalities that are not strict, each under {@code not}, and arguments that are
 * integers whose products with the constants are integers too: a checker that strengthens inequalities as if they were of
 * integers changes nothing then.
 */
final class Alethe implements ProofText {
    private final Writer out;
    private final Set<Atom> named = new HashSet<>();
    private final IdentityHashMap<Fact, String> proofs = new IdentityHashMap<>();
    private final Map<Choice, String> choices = new HashMap<>();
    private int steps;
    private boolean done;

    Alethe(Writer out) {
        this.out = out;
    }

    /** The atom in full at its first occurrence, then its name. */
    private String name(Atom atom) {
        return switch (atom.body()) {
            case Atom.Proposition _ -> atom.text();
            case Atom.Comparison _ ->
                named.add(atom) ? "(! " + atom.text() + " :named " + atom.name() + ")" : atom.name();
        };
    }

    private String not(Atom atom) {
        return "(not " + name(atom) + ")";
    }

    /** Writes a line; nothing follows the empty clause. */
    private void write(String line) throws IOException {
        if (!done) {
            out.write(line + "\n");
        }
    }

    private String assume(String term) throws IOException {
        String id = "a" + steps++;
        write("(assume " + id + " " + term + ")");
        return id;
    }

    private String step(List<String> clause, String rule, String rest) throws IOException {
        String id = "t" + steps++;
        write("(step " + id + " (cl"
                + clause.stream().map(literal -> " " + literal).reduce("", String::concat) + ") :rule " + rule + rest
                + ")");
        done |= clause.isEmpty();
        return id;
    }

    private String resolution(List<String> clause, List<String> premises) throws IOException {
        return step(clause, "resolution", " :premises (" + String.join(" ", premises) + ")");
    }

    private List<String> negated(Set<Atom> splits, Atom... more) {
        List<String> clause = new ArrayList<>();
        for (Atom atom : more) {
            clause.add(not(atom));
        }
        splits.forEach(atom -> clause.add(not(atom)));
        return clause;
    }

    private String proof(Fact fact) throws IOException {
        String known = proofs.get(fact);
        if (known == null) {
            known = switch (fact.origin()) {
                case Fact.Asserted() -> assume(name(fact.atom()));
                case Fact.Assumed() -> throw new IllegalStateException(fact.atom() + " is a split");
                case Fact.Implied(Atom proposition) -> {
                    String or = assume("(or " + not(proposition) + " " + name(fact.atom()) + ")");
                    yield step(List.of(not(proposition), name(fact.atom())), "or", " :premises (" + or + ")");
                }
                case Fact.ByDenial(Refutation refutation, Atom denial) -> {
                    String denied = farkas(refutation, fact.splits(), denial);
                    yield concluded(fact, List.of(denied, total(fact.atom(), denial)));
                }
                case Fact.ByCases(Choice choice, Refutation whenOff, Refutation whenOn, Atom denial) -> {
                    Atom off = choice.atoms().getFirst();
                    Atom on = choice.atoms().getLast();
                    String notOff = farkas(whenOff, without(whenOff, denial, off), denial, off);
                    String notOn = farkas(whenOn, without(whenOn, denial, on), denial, on);
                    List<String> premises = List.of(notOff, proof(choice), notOn, total(fact.atom(), denial));
                    yield concluded(fact, premises);
                }
                case Fact.ByElimination(Choice choice, Refutation refutation) -> {
                    Atom other = choice.atoms().getFirst().equals(fact.atom())
                            ? choice.atoms().getLast()
                            : choice.atoms().getFirst();
                    yield concluded(fact, List.of(farkas(refutation, fact.splits(), other), proof(choice)));
                }
            };
            proofs.put(fact, known);
        }
        return known;
    }

    private static Set<Atom> without(Refutation refutation, Atom... kept) {
        Set<Atom> splits = new LinkedHashSet<>(refutation.splits());
        List.of(kept).forEach(splits::remove);
        return splits;
    }

    private String concluded(Fact fact, List<String> premises) throws IOException {
        List<String> clause = new ArrayList<>(List.of(name(fact.atom())));
        clause.addAll(negated(fact.splits()));
        return resolution(clause, premises);
    }

    /** The clause of an atom and the converse inequality, one of which holds. */
    private String total(Atom first, Atom second) throws IOException {
        String or = step(List.of("(or " + name(first) + " " + name(second) + ")"), "la_totality", "");
        return step(List.of(name(first), name(second)), "or", " :premises (" + or + ")");
    }

    private String proof(Choice choice) throws IOException {
        String known = choices.get(choice);
        if (known == null) {
            List<String> atoms = new ArrayList<>();
            choice.atoms().forEach(atom -> atoms.add(name(atom)));
            String or = assume("(or " + String.join(" ", atoms) + ")");
            atoms.clear();
            choice.atoms().forEach(atom -> atoms.add(name(atom)));
            known = step(atoms, "or", " :premises (" + or + ")");
            choices.put(choice, known);
        }
        return known;
    }

    /** The clause of the splits and of the atoms that are kept: not all of them. */
    private String farkas(Refutation refutation, Set<Atom> splits, Atom... kept) throws IOException {
        List<String> premises = new ArrayList<>();
        for (Fact fact : refutation.multipliers().keySet()) {
            if (!(fact.origin() instanceof Fact.Assumed) && !List.of(kept).contains(fact.atom())) {
                premises.add(proof(fact));
            }
        }
        List<String> clause = new ArrayList<>();
        StringBuilder arguments = new StringBuilder();
        for (Map.Entry<Fact, BigInteger> entry : refutation.multipliers().entrySet()) {
            Atom atom = entry.getKey().atom();
            clause.add(not(atom));
            // The checker turns inequalities round, but not equations.
            BigInteger argument = atom.compared().relation() == Relation.EQUAL
                    ? entry.getValue().negate()
                    : entry.getValue();
            arguments
                    .append(arguments.isEmpty() ? "" : " ")
                    .append(argument.signum() < 0 ? "(- " + argument.abs() + ")" : argument);
        }
        String id = step(clause, "la_generic", " :args (" + arguments + ")");
        premises.addFirst(id);
        return premises.size() == 1 ? id : resolution(negated(splits, kept), premises);
    }

    @Override
    public Clause refuted(Refutation refutation) throws IOException {
        return new Clause(farkas(refutation, refutation.splits()), refutation.splits());
    }

    @Override
    public Clause chosen(Choice choice, Map<Atom, Clause> clauses) throws IOException {
        return joined(proof(choice), choice.atoms(), clauses);
    }

    @Override
    public Clause ordered(Atom first, Clause whenFirst, Atom second, Clause whenSecond) throws IOException {
        return joined(total(first, second), List.of(first, second), Map.of(first, whenFirst, second, whenSecond));
    }

    private Clause joined(String disjunction, List<Atom> atoms, Map<Atom, Clause> clauses) throws IOException {
        List<String> premises = new ArrayList<>(List.of(disjunction));
        Set<Atom> splits = new LinkedHashSet<>();
        for (Atom atom : atoms) {
            Clause clause = Objects.requireNonNull(clauses.get(atom));
            premises.add(clause.id());
            clause.splits().stream().filter(split -> !split.equals(atom)).forEach(splits::add);
        }
        return new Clause(resolution(negated(splits), premises), splits);
    }

    @Override
    public void end(Clause contradiction) {
        // The empty clause is the last step that was written.
    }
}
