package io.github.relucert.export;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.exact.Rational;
import io.github.relucert.export.Atom.Relation;
import io.github.relucert.export.Fact.Choice;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The query whose unsatisfiability a certificate states: the region, the network row by row, and the unsafe set, in linear real arithmetic.
 *
 * <p>Variables are {@code x0, x1, ...} for the input, {@code zR_I} and {@code yR_I} before and after ReLU {@code I} of ReLU layer
 * {@code R}, {@code oI} for the output, {@code vK_I} for other values; {@code tK} bounds {@code |xK - centre|} in l1. A ReLU is {@code y >= 0},
 * {@code y >= z}, {@code y <= 0 or y <= z}. Where a disjunct of the unsafe set has several conditions, {@code dJ} implies each of them.
 */
final class Query {
    private static final Rational SHORTER = Rational.ONE.subtract(Rational.of(1, 1L << 40));
    private static final Rational SLACK = Rational.ONE.add(Rational.of(1, 1L << 50));

    private final Problem problem;
    private final Network network;
    private final Format format;
    private final List<String> declarations = new ArrayList<>();
    private final List<String> assertions = new ArrayList<>();
    private final Map<String, Atom> atoms = new HashMap<>();
    private final List<List<String>> names = new ArrayList<>();
    private final List<List<Fact>> rows = new ArrayList<>();
    private final List<List<Fact>> aboveZero = new ArrayList<>();
    private final List<List<Fact>> aboveSource = new ArrayList<>();
    private final List<List<Choice>> phases = new ArrayList<>();
    private final List<Side> lower = new ArrayList<>();
    private final List<Side> upper = new ArrayList<>();
    private final List<Fact> stepsUp = new ArrayList<>();
    private final List<Fact> stepsDown = new ArrayList<>();
    private final Map<Atom, Fact> cubeSides = new HashMap<>();
    private Optional<Fact> sum = Optional.empty();
    private final List<List<Fact>> conditions = new ArrayList<>();
    private final List<Optional<Atom>> literals = new ArrayList<>();
    private Optional<Choice> unsafe = Optional.empty();
    private final Optional<Rational> radius;
    private final boolean openBall;

    Query(Problem problem, Assertion assertion, Format format) {
        this.problem = problem;
        this.network = problem.network();
        this.format = format;
        this.radius = switch (assertion) {
            case Assertion.RadiusAtLeast(Radius stated) ->
                Optional.of(
                        format.hasStrictAtoms()
                                ? stated.value()
                                : stated.value().multiply(SHORTER));
            case Assertion.RobustAt(Radius stated) -> Optional.of(stated.value());
            case Assertion.NoUnsafePoint() -> Optional.empty();
        };
        this.openBall = assertion instanceof Assertion.RadiusAtLeast && format.hasStrictAtoms();
        nameValues();
        region();
        layers();
        unsafeSet();
    }

    private void nameValues() {
        String[] prefixes = new String[network.layers().size() + 1];
        prefixes[0] = "x";
        for (int relu = 0; relu < network.reluLayers().size(); relu++) {
            int layer = network.reluLayers().get(relu);
            int source = network.layers().get(layer).sources().getFirst();
            prefixes[layer + 1] = "y" + relu + "_";
            prefixes[source] = prefixes[source] == null ? "z" + relu + "_" : prefixes[source];
        }
        int last = network.layers().size();
        prefixes[last] = prefixes[last] == null ? "o" : prefixes[last];
        for (int value = 0; value <= last; value++) {
            String prefix = prefixes[value] == null ? "v" + value + "_" : prefixes[value];
            List<String> own = new ArrayList<>();
            for (int i = 0; i < network.valueSize(value); i++) {
                own.add(declared(prefix + i, "Real"));
            }
            names.add(own);
        }
    }

    private String declared(String name, String sort) {
        declarations.add("(declare-fun " + name + " () " + sort + ")");
        return name;
    }

    private Fact asserted(Atom atom) {
        assertions.add("(assert " + atom.text() + ")");
        return Fact.asserted(atom);
    }

    /** The atom of a text; the first one that was made with it. */
    Atom atom(String prefix, Relation relation, Polynomial left, Polynomial right) {
        Atom made = Atom.comparison(prefix + "_" + atoms.size(), relation, left, right);
        return atoms.computeIfAbsent(made.text(), _ -> made);
    }

    /** {@code left <= right}, or {@code left < right} where the format has strict atoms. */
    Atom below(String prefix, Polynomial left, Polynomial right) {
        return atom(prefix, format.hasStrictAtoms() ? Relation.BELOW : Relation.AT_MOST, left, right);
    }

    /** What holds where an atom does not; without strict atoms, also where both sides are equal. */
    Atom denial(Atom atom) {
        Atom.Comparison own = atom.compared();
        return switch (own.relation()) {
            case AT_MOST -> below("n", /* left= */ own.right(), /* right= */ own.left());
            case BELOW -> atom("n", Relation.AT_MOST, /* left= */ own.right(), /* right= */ own.left());
            case EQUAL -> throw new IllegalArgumentException("an equation is not denied by one comparison");
        };
    }

    private void region() {
        Relation inBall = openBall ? Relation.BELOW : Relation.AT_MOST;
        boolean cube = radius.isPresent() && problem.norm() == Norm.LINF;
        Polynomial total = Polynomial.ZERO;
        for (int k = 0; k < network.inputSize(); k++) {
            Polynomial x = Polynomial.variable(names.getFirst().get(k));
            Rational centre = problem.centre().get(k);
            Optional<Side> low =
                    domainSide(Relation.AT_MOST, problem.domain().lower().get(k), x, -1);
            Optional<Side> high =
                    domainSide(Relation.AT_MOST, problem.domain().upper().get(k), x, 1);
            if (cube) {
                low = Optional.of(tighter(low, side(inBall, centre.subtract(radius.get()), x, -1), -1));
                high = Optional.of(tighter(high, side(inBall, centre.add(radius.get()), x, 1), 1));
            } else if (radius.isPresent()) {
                String t = declared("t" + k, "Real");
                stepsUp.add(asserted(atom(
                        "up", Relation.AT_MOST, x, Polynomial.constant(centre).plus(t, Rational.ONE))));
                Polynomial sumOf = x.plus(t, Rational.ONE);
                stepsDown.add(asserted(atom("down", Relation.AT_MOST, Polynomial.constant(centre), sumOf)));
                total = total.plus(t, Rational.ONE);
                low = Optional.of(tighter(low, cubeSide(k, -1), -1));
                high = Optional.of(tighter(high, cubeSide(k, 1), 1));
            }
            lower.add(low.orElse(null));
            upper.add(high.orElse(null));
        }
        if (radius.isPresent() && !cube) {
            sum = Optional.of(asserted(atom("ball", inBall, total, Polynomial.constant(radius.get()))));
        }
    }

    private Optional<Side> domainSide(Relation relation, Rational value, Polynomial x, int sign) {
        return value.isFinite() ? Optional.of(side(relation, value, x, sign)) : Optional.empty();
    }

    private Side side(Relation relation, Rational value, Polynomial x, int sign) {
        Polynomial limit = Polynomial.constant(value);
        Atom atom = sign < 0 ? atom("lo", relation, limit, x) : atom("hi", relation, x, limit);
        return Side.of(value, asserted(atom));
    }

    private static Side tighter(Optional<Side> domain, Side ball, int sign) {
        return domain.filter(side -> side.value().compareTo(ball.value()) * sign < 0)
                .orElse(ball);
    }

    /** What the ball of l1 says of one coordinate: a lemma from all of its inequalities, made when it is asked for. */
    private Side cubeSide(int k, int sign) {
        Rational reach = format.hasStrictAtoms()
                ? radius.orElseThrow()
                : radius.orElseThrow().multiply(SLACK);
        Rational centre = problem.centre().get(k);
        Rational value = sign < 0 ? centre.subtract(reach) : centre.add(reach);
        Polynomial x = Polynomial.variable(names.getFirst().get(k));
        Polynomial limit = Polynomial.constant(value);
        return new Side(value, Rational.ONE, () -> {
            Relation relation = openBall ? Relation.BELOW : Relation.AT_MOST;
            Atom atom = sign < 0 ? atom("lo", relation, limit, x) : atom("hi", relation, x, limit);
            return cubeSides.computeIfAbsent(atom, _ -> cubeFact(k, sign, atom));
        });
    }

    private Fact cubeFact(int k, int sign, Atom atom) {
        Atom denial = denial(atom);
        Map<Fact, Rational> weights = new LinkedHashMap<>();
        weights.put(Fact.assumed(denial), Rational.ONE);
        weights.put(sum.orElseThrow(), Rational.ONE);
        Rational half = Rational.of(1, 2);
        for (int j = 0; j < stepsUp.size(); j++) {
            if (j == k) {
                weights.put((sign < 0 ? stepsDown : stepsUp).get(j), Rational.ONE);
            } else {
                weights.put(stepsUp.get(j), half);
                weights.put(stepsDown.get(j), half);
            }
        }
        return new Fact(atom, Set.of(), new Fact.ByDenial(refutation(weights), denial));
    }

    /** The contradiction of weighed facts, scaled as the format needs it. */
    Refutation refutation(Map<Fact, Rational> weights) {
        return Refutation.of(
                weights, format.hasStrictAtoms() ? Refutation.Scaling.MULTIPLIERS : Refutation.Scaling.CONSTANTS_TOO);
    }

    private void layers() {
        rows.add(List.of());
        for (int value = 1; value <= network.layers().size(); value++) {
            Layer layer = network.layers().get(value - 1);
            List<Fact> own = new ArrayList<>();
            switch (layer) {
                case Affine affine -> {
                    for (int i = 0; i < affine.outputSize(); i++) {
                        Polynomial left = Polynomial.variable(names.get(value).get(i));
                        own.add(asserted(atom("row", Relation.EQUAL, left, row(affine, i))));
                    }
                }
                case Relu relu -> relu(relu, names.get(value));
            }
            rows.add(own);
        }
    }

    private Polynomial row(Affine affine, int i) {
        TreeMap<String, Rational> terms = new TreeMap<>();
        for (Affine.Term term : affine.terms()) {
            List<String> source = names.get(term.source());
            term.map()
                    .forEachInRow(
                            i, (column, weight) -> terms.merge(source.get(column), Rational.of(weight), Rational::add));
        }
        terms.values().removeIf(coefficient -> coefficient.signum() == 0);
        return new Polynomial(terms, Rational.of(affine.bias(i)));
    }

    private void relu(Relu relu, List<String> outputs) {
        List<Fact> zero = new ArrayList<>();
        List<Fact> source = new ArrayList<>();
        List<Choice> choices = new ArrayList<>();
        for (int i = 0; i < relu.outputSize(); i++) {
            Polynomial y = Polynomial.variable(outputs.get(i));
            Polynomial z = Polynomial.variable(names.get(relu.source()).get(i));
            zero.add(asserted(atom("nonneg", Relation.AT_MOST, Polynomial.ZERO, y)));
            source.add(asserted(atom("above", Relation.AT_MOST, z, y)));
            Atom off = atom("off", Relation.AT_MOST, y, Polynomial.ZERO);
            Atom on = atom("on", Relation.AT_MOST, y, z);
            choices.add(choice("relu_" + outputs.get(i), List.of(off, on)));
        }
        aboveZero.add(zero);
        aboveSource.add(source);
        phases.add(choices);
    }

    private Choice choice(String name, List<Atom> options) {
        Choice choice = new Choice(name, options);
        assertions.add("(assert (or "
                + String.join(" ", options.stream().map(Atom::text).toList()) + "))");
        return choice;
    }

    private void unsafeSet() {
        List<List<Condition>> disjuncts = problem.unsafe().disjuncts();
        List<Atom> options = new ArrayList<>();
        for (int j = 0; j < disjuncts.size(); j++) {
            List<Atom> own = disjuncts.get(j).stream().map(this::atom).toList();
            if (disjuncts.size() == 1) {
                conditions.add(own.stream().map(this::asserted).toList());
                literals.add(Optional.empty());
            } else if (own.size() == 1) {
                conditions.add(List.of(Fact.assumed(own.getFirst())));
                literals.add(Optional.of(own.getFirst()));
            } else {
                Atom all = new Atom(declared("d" + j, "Bool"), new Atom.Proposition());
                conditions.add(own.stream().map(atom -> implied(all, atom)).toList());
                literals.add(Optional.of(all));
            }
            literals.getLast().ifPresent(options::add);
        }
        unsafe = options.isEmpty() ? Optional.empty() : Optional.of(choice("unsafe", options));
    }

    private Fact implied(Atom proposition, Atom atom) {
        assertions.add("(assert (or (not " + proposition.text() + ") " + atom.text() + "))");
        return new Fact(atom, Set.of(proposition), new Fact.Implied(proposition));
    }

    private Atom atom(Condition condition) {
        TreeMap<String, Rational> terms = new TreeMap<>();
        collect(terms, condition.input(), names.getFirst());
        collect(terms, condition.output(), names.getLast());
        Rational bound =
                condition.input().constant().add(condition.output().constant()).negate();
        Polynomial left = new Polynomial(terms, Rational.ZERO);
        Polynomial right = Polynomial.constant(bound);
        return switch (condition.relation()) {
            case AT_MOST_ZERO -> atom("unsafe", Relation.AT_MOST, left, right);
            case BELOW_ZERO -> below("unsafe", left, right);
        };
    }

    private static void collect(Map<String, Rational> terms, LinearForm form, List<String> variables) {
        for (int t = 0; t < form.indices().size(); t++) {
            terms.merge(
                    variables.get(form.indices().get(t)), form.coefficients().get(t), Rational::add);
        }
        terms.values().removeIf(coefficient -> coefficient.signum() == 0);
    }

    Problem problem() {
        return problem;
    }

    Format format() {
        return format;
    }

    Polynomial variable(int value, int i) {
        return Polynomial.variable(names.get(value).get(i));
    }

    Fact row(int value, int i) {
        return rows.get(value).get(i);
    }

    Fact aboveZero(int relu, int i) {
        return aboveZero.get(relu).get(i);
    }

    Fact aboveSource(int relu, int i) {
        return aboveSource.get(relu).get(i);
    }

    /** The two sides of a ReLU: {@code y <= 0}, {@code y <= z}. */
    Choice phases(int relu, int i) {
        return phases.get(relu).get(i);
    }

    /** Sides of the region at the root; null where there is none. */
    List<Side> lower() {
        return lower;
    }

    List<Side> upper() {
        return upper;
    }

    /** In l1: the sum of all steps is within the radius. */
    Optional<Fact> sum() {
        return sum;
    }

    /** In l1: {@code x_k <= centre + t_k}. */
    Fact stepUp(int k) {
        return stepsUp.get(k);
    }

    /** In l1: {@code centre <= x_k + t_k}. */
    Fact stepDown(int k) {
        return stepsDown.get(k);
    }

    /** Conditions of a disjunct. */
    List<Fact> conditions(int disjunct) {
        return conditions.get(disjunct);
    }

    /** What stands for a disjunct in {@link #unsafe}; none where there is one disjunct alone. */
    Optional<Atom> literal(int disjunct) {
        return literals.get(disjunct);
    }

    Optional<Choice> unsafe() {
        return unsafe;
    }

    /** The contradiction of an open ball of radius 0 with itself. */
    Optional<Refutation> emptyBall() {
        if (!openBall || radius.orElseThrow().signum() > 0) {
            return Optional.empty();
        }
        Map<Fact, Rational> weights = new LinkedHashMap<>();
        if (sum.isPresent()) {
            weights.put(sum.get(), Rational.ONE);
            stepsUp.forEach(fact -> weights.put(fact, Rational.of(1, 2)));
            stepsDown.forEach(fact -> weights.put(fact, Rational.of(1, 2)));
        } else {
            weights.put(lower.getFirst().fact().get(), Rational.ONE);
            weights.put(upper.getFirst().fact().get(), Rational.ONE);
        }
        return Optional.of(refutation(weights));
    }

    /** Writes the query. */
    void writeTo(Writer out, List<String> remarks) throws IOException {
        for (String remark : remarks) {
            out.write("; " + remark + "\n");
        }
        out.write("(set-logic QF_LRA)\n");
        for (String line : declarations) {
            out.write(line + "\n");
        }
        for (String line : assertions) {
            out.write(line + "\n");
        }
        out.write("(check-sat)\n(get-proof)\n");
    }
}
