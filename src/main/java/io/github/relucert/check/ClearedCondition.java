package io.github.relucert.check;

import io.github.relucert.check.Combination.Term;
import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import java.util.ArrayList;
import java.util.List;

/**
 * A condition {@code terms + constant <= 0} (or {@code < 0}) with dyadic numbers: the original one times the least positive
 * integer that makes all its numbers dyadic.
 */
record ClearedCondition(List<Term> terms, Dyadic constant, boolean isStrict) {
    static ClearedCondition of(Condition condition, int outputValue) {
        Rational constant = condition.input().constant().add(condition.output().constant());
        Scale scale = Scale.none().with(constant);
        for (LinearForm form : List.of(condition.input(), condition.output())) {
            for (Rational coefficient : form.coefficients()) {
                scale = scale.with(coefficient);
            }
        }
        List<Term> terms = new ArrayList<>();
        append(terms, 0, condition.input(), scale);
        append(terms, outputValue, condition.output(), scale);
        boolean strict = condition.relation() == Condition.Relation.BELOW_ZERO;
        return new ClearedCondition(List.copyOf(terms), scale.times(constant), strict);
    }

    private static void append(List<Term> terms, int value, LinearForm form, Scale scale) {
        for (int i = 0; i < form.indices().size(); i++) {
            terms.add(new Term(
                    value,
                    form.indices().get(i),
                    scale.times(form.coefficients().get(i))));
        }
    }
}
