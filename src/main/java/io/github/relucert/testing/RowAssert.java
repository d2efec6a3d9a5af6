package io.github.relucert.testing;

import io.github.relucert.Answer;
import io.github.relucert.Verifier;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;

/** Assertions about a row: how far its nearest adversarial point is, a tie counting as adversarial. Immutable. */
public final class RowAssert {
    private static final long SEED = 1;

    private final String subject;
    private final RowQuestions.Question question;
    private final Terms terms;

    RowAssert(String subject, RowQuestions.Question question, Terms terms) {
        this.subject = subject;
        this.question = question;
        this.terms = terms;
    }

    /** No adversarial point lies at the distance {@code radius}, an exact decimal, or nearer. */
    public RowAssert isRobust(Norm norm, String radius) {
        Radius asked = Radius.ofLength(norm, ExactDecimal.notNegative("the radius", radius));
        terms.require(subject, "robust in " + norm.id() + " up to " + radius, robust(asked));
        return this;
    }

    /** No adversarial point lies nearer than {@code radius}, an exact decimal. */
    public RowAssert hasRadiusAtLeast(Norm norm, String radius) {
        Radius asked = Radius.ofLength(norm, ExactDecimal.notNegative("the radius", radius));
        terms.require(subject, "of radius at least " + radius + " in " + norm.id(), atLeast(asked));
        return this;
    }

    private Decision robust(Radius asked) {
        if (asked.value().signum() == 0) {
            return question.unsafe().contains(question.centre(), question.output())
                    ? new Decision.Refuted(misclassified())
                    : new Decision.Holds();
        }
        Answer answer = answer(asked, terms.limits().upTo(asked));
        boolean refuted = answer.upper().compareTo(asked) <= 0;
        boolean above = answer.status() == Answer.Status.ABOVE || answer.lower().compareTo(asked) > 0;
        return refuted ? new Decision.Refuted(witness(answer)) : above ? vouched(answer) : undecided(answer);
    }

    private Decision atLeast(Radius asked) {
        if (asked.value().signum() == 0) {
            return new Decision.Holds();
        }
        Answer first = answer(asked, terms.limits().upTo(asked));
        // A witness at the very distance leaves open whether there is a nearer one.
        Answer answer = first.upper().equals(asked) ? answer(asked, terms.limits()) : first;
        boolean refuted = answer.upper().compareTo(asked) < 0;
        boolean above = answer.status() == Answer.Status.ABOVE || answer.lower().compareTo(asked) >= 0;
        return refuted ? new Decision.Refuted(witness(answer)) : above ? vouched(answer) : undecided(answer);
    }

    private Answer answer(Radius asked, Limits limits) {
        return new Verifier(question.network(), terms.engine(), SEED).certify(question, asked.norm(), limits);
    }

    private static Decision vouched(Answer answer) {
        return switch (answer.lowerBy()) {
            case Outcome.Proved _ -> new Decision.Holds();
            case Outcome.Claimed claimed -> new Decision.Claimed(claimed.solver());
        };
    }

    private static Decision undecided(Answer answer) {
        String why = answer.stopped()
                .map(stop -> switch (stop) {
                    case TIMEOUT -> "time ran out";
                    case MEMORY -> "memory ran out";
                    case INTERRUPTED -> "the work was interrupted";
                    case SOLVER -> "the solver gave up";
                })
                .orElse("the ends do not meet");
        return new Decision.Undecided(why + ", the radius lies in [" + Words.length(answer.lower()) + ", "
                + Words.length(answer.upper()) + "] by " + answer.lowerBy().text());
    }

    private String witness(Answer answer) {
        if (answer.status() == Answer.Status.MISCLASSIFIED) {
            return misclassified();
        }
        return answer.witness()
                .map(w -> "the point " + Words.point(w.point(), question.centre()) + " at distance "
                        + Words.length(w.distance()) + " is " + taken(answer))
                .orElseThrow();
    }

    private String taken(Answer answer) {
        return question.predicted().isEmpty()
                ? "where output " + answer.target().orElseThrow() + " has moved too far"
                : "taken for class " + answer.target().orElseThrow() + ", not " + expected();
    }

    private String misclassified() {
        Rational margin = question.unsafe().margin(question.centre(), question.output());
        return "the row itself, at distance 0, is not taken for class " + expected()
                + (margin.signum() == 0 ? " but lies on the border" : "");
    }

    private int expected() {
        return question.label().orElseGet(() -> question.predicted().orElseThrow());
    }
}
