package io.github.relucert.export;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.Rational;
import io.github.relucert.export.Fact.Choice;
import io.github.relucert.export.Node.Bound;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Proves the line {@code y <= s z + k} above a ReLU, {@code k = max(relu(l) - s l, relu(u) - s u)}, from the ReLU's two cases. */
record UpperLine(Query query, int value, int source, int relu, int i) {
    private static final Dyadic LEAST_SLACK = Dyadic.of(0x1p-90);
    private static final Dyadic RELATIVE_SLACK = Dyadic.of(0x1p-50);

    /**
     * The fact.
     *
     * @param lower needed unless the slope is 0
     * @param upper needed unless the slope is 1
     */
    Fact fact(double slope, Optional<Bound> lower, Optional<Bound> upper) {
        Choice choice = query.phases(relu, i);
        Atom off = choice.atoms().getFirst();
        Atom on = choice.atoms().getLast();
        if (slope == 1 && lower.orElseThrow().value() > 0) {
            Map<Fact, Rational> weights = new LinkedHashMap<>();
            weights.put(Fact.assumed(off), Rational.ONE);
            weights.put(query.aboveSource(relu, i), Rational.ONE);
            weights.put(lower.get().fact(), Rational.ONE);
            return new Fact(on, lower.get().fact().splits(), new Fact.ByElimination(choice, query.refutation(weights)));
        }
        if (slope == 0 && upper.orElseThrow().value() < 0) {
            Map<Fact, Rational> weights = new LinkedHashMap<>();
            weights.put(Fact.assumed(on), Rational.ONE);
            weights.put(query.aboveZero(relu, i), Rational.ONE);
            weights.put(upper.get().fact(), Rational.ONE);
            return new Fact(
                    off, upper.get().fact().splits(), new Fact.ByElimination(choice, query.refutation(weights)));
        }
        Dyadic s = Dyadic.of(slope);
        Dyadic rest = Dyadic.ONE.subtract(s);
        Dyadic offset = lower.map(bound -> excess(bound, s))
                .orElse(Dyadic.ZERO)
                .max(upper.map(bound -> excess(bound, s)).orElse(Dyadic.ZERO));
        if (!query.format().hasStrictAtoms()) {
            offset = offset.add(offset.multiply(RELATIVE_SLACK)).add(LEAST_SLACK);
        }
        Polynomial z = query.variable(source, i);
        Polynomial line =
                Polynomial.constant(offset.toRational()).plus(z.terms().firstKey(), s.toRational());
        Atom atom = query.atom("line", Atom.Relation.AT_MOST, query.variable(value, i), line);
        Atom denial = query.denial(atom);
        Map<Fact, Rational> whenOff = new LinkedHashMap<>();
        whenOff.put(Fact.assumed(denial), Rational.ONE);
        whenOff.put(Fact.assumed(off), Rational.ONE);
        Map<Fact, Rational> whenOn = new LinkedHashMap<>();
        whenOn.put(Fact.assumed(denial), Rational.ONE);
        whenOn.put(Fact.assumed(on), Rational.ONE);
        Set<Atom> splits = new LinkedHashSet<>();
        if (s.signum() > 0) {
            whenOff.put(lower.orElseThrow().fact(), s.toRational());
            splits.addAll(lower.get().fact().splits());
        }
        if (rest.signum() > 0) {
            whenOn.put(upper.orElseThrow().fact(), rest.toRational());
            splits.addAll(upper.get().fact().splits());
        }
        return new Fact(
                atom, splits, new Fact.ByCases(choice, query.refutation(whenOff), query.refutation(whenOn), denial));
    }

    /** {@code relu(b) - s b}. */
    private static Dyadic excess(Bound bound, Dyadic s) {
        Dyadic b = Dyadic.of(bound.value());
        return b.max(Dyadic.ZERO).subtract(s.multiply(b));
    }
}
