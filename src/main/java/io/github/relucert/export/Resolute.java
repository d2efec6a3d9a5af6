package io.github.relucert.export;

import io.github.relucert.export.Atom.Relation;
import io.github.relucert.export.Fact.Choice;
import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * RESOLUTE: one term of resolutions {@code (res pivot positive negative)} over axioms, with names for what is used again. Every name
 * opens a parenthesis that stays open to the end.
 */
final class Resolute implements ProofText {
    private final Writer out;
    private final Set<String> named = new HashSet<>();
    private final IdentityHashMap<Fact, String> proofs = new IdentityHashMap<>();
    private final Map<Atom, String> flipped = new HashMap<>();
    private final Map<Choice, String> choices = new HashMap<>();
    private int clauses;
    private long open;

    Resolute(Writer out) throws IOException {
        this.out = out;
        out.write("unsat\n");
    }

    private String define(String name, String term) throws IOException {
        if (named.add(name)) {
            out.write("(let ((" + name + " " + term + "))\n");
            open++;
        }
        return name;
    }

    private String prove(String proof) throws IOException {
        String name = "@p" + clauses++;
        out.write("(let-proof ((" + name + " " + proof + "))\n");
        open++;
        return name;
    }

    private String name(Atom atom) throws IOException {
        return switch (atom.body()) {
            case Atom.Comparison _ -> define("@" + atom.name(), atom.text());
            case Atom.Proposition _ -> atom.text();
        };
    }

    /** A proof of the fact's atom, or not all of its splits. */
    private String proof(Fact fact) throws IOException {
        String known = proofs.get(fact);
        if (known == null) {
            known = prove(
                    switch (fact.origin()) {
                        case Fact.Asserted() -> "(assume " + name(fact.atom()) + ")";
                        case Fact.Assumed() -> throw new IllegalStateException(fact.atom() + " is a split");
                        case Fact.Implied(Atom proposition) -> {
                            String not = "(not " + name(proposition) + ")";
                            String or = "(or " + not + " " + name(fact.atom()) + ")";
                            yield "(res " + not + " (res " + or + " (assume " + or + ") (or- " + or + ")) (not- " + not
                                    + "))";
                        }
                        case Fact.ByDenial(Refutation refutation, Atom denial) ->
                            resolved(denial, total(fact.atom(), denial), farkas(refutation, Set.of(denial)));
                        case Fact.ByCases(Choice choice, Refutation whenOff, Refutation whenOn, Atom denial) -> {
                            Atom off = choice.atoms().getFirst();
                            Atom on = choice.atoms().getLast();
                            String active = resolved(on, proof(choice), farkas(whenOn, Set.of(denial, on)));
                            String either = resolved(off, active, farkas(whenOff, Set.of(denial, off)));
                            yield resolved(denial, total(fact.atom(), denial), either);
                        }
                        case Fact.ByElimination(Choice choice, Refutation refutation) -> {
                            Atom other = choice.atoms().getFirst().equals(fact.atom())
                                    ? choice.atoms().getLast()
                                    : choice.atoms().getFirst();
                            yield resolved(other, proof(choice), farkas(refutation, Set.of(other)));
                        }
                    });
            proofs.put(fact, known);
        }
        return known;
    }

    private String proof(Choice choice) throws IOException {
        String known = choices.get(choice);
        if (known == null) {
            StringBuilder or = new StringBuilder("(or");
            for (Atom atom : choice.atoms()) {
                or.append(' ').append(name(atom));
            }
            String term = define("@" + choice.name(), or.append(')').toString());
            known = prove("(res " + term + " (assume " + term + ") (or- " + term + "))");
            choices.put(choice, known);
        }
        return known;
    }

    private String resolved(Atom pivot, String positive, String negative) throws IOException {
        return "(res " + name(pivot) + " " + positive + " " + negative + ")";
    }

    /** The axiom {@code a <= b or b < a}, where these are an atom and its denial. */
    private static String total(Atom atom, Atom denial) {
        Atom.Comparison weak = (atom.compared().relation() == Relation.AT_MOST ? atom : denial).compared();
        return "(total " + weak.left() + " " + weak.right() + ")";
    }

    /** The denial of all facts, resolved with the proofs of those that are neither splits nor kept. */
    private String farkas(Refutation refutation, Set<Atom> kept) throws IOException {
        StringBuilder terms = new StringBuilder("(farkas");
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        for (Map.Entry<Fact, BigInteger> entry : refutation.multipliers().entrySet()) {
            Fact fact = entry.getKey();
            boolean turned = entry.getValue().signum() < 0;
            String atom = turned ? turned(fact.atom()) : name(fact.atom());
            terms.append(' ').append(entry.getValue().abs()).append(' ').append(atom);
            if (!(fact.origin() instanceof Fact.Assumed) && !kept.contains(fact.atom())) {
                before.append("(res ")
                        .append(atom)
                        .append(' ')
                        .append(turned ? turnedProof(fact) : proof(fact))
                        .append(' ');
                after.append(')');
            }
        }
        return before.append(terms).append(')').append(after).toString();
    }

    private String turned(Atom atom) throws IOException {
        Atom.Comparison equation = atom.compared();
        return define("@t_" + atom.name(), "(= " + equation.right() + " " + equation.left() + ")");
    }

    private String turnedProof(Fact fact) throws IOException {
        String known = flipped.get(fact.atom());
        if (known == null) {
            Atom.Comparison equation = fact.atom().compared();
            known = prove(
                    resolved(fact.atom(), proof(fact), "(symm " + equation.right() + " " + equation.left() + ")"));
            flipped.put(fact.atom(), known);
        }
        return known;
    }

    @Override
    public Clause refuted(Refutation refutation) throws IOException {
        return new Clause(prove(farkas(refutation, Set.of())), refutation.splits());
    }

    @Override
    public Clause chosen(Choice choice, Map<Atom, Clause> clauses) throws IOException {
        return joined(proof(choice), choice.atoms(), clauses);
    }

    @Override
    public Clause ordered(Atom first, Clause whenFirst, Atom second, Clause whenSecond) throws IOException {
        name(first);
        name(second);
        return joined(total(first, second), List.of(first, second), Map.of(first, whenFirst, second, whenSecond));
    }

    private Clause joined(String disjunction, List<Atom> atoms, Map<Atom, Clause> clauses) throws IOException {
        String proof = disjunction;
        Set<Atom> splits = new LinkedHashSet<>();
        for (Atom atom : atoms) {
            Clause clause = Objects.requireNonNull(clauses.get(atom));
            proof = resolved(atom, proof, clause.id());
            clause.splits().stream().filter(split -> !split.equals(atom)).forEach(splits::add);
        }
        return new Clause(prove(proof), splits);
    }

    @Override
    public void end(Clause contradiction) throws IOException {
        out.write(contradiction.id());
        for (long k = 0; k < open; k++) {
            out.write(')');
        }
        out.write('\n');
    }
}
