package io.github.relucert.testing;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;

/**
 * Assertions about one output as a function {@code f} of the inputs. Without a tolerance they are decided exactly, by enumeration of
 * the activation cells; where there are too many for the time limit the assertion fails as undecided. With a tolerance what the
 * cells leave open is decided by the engine, on a network that holds two copies of the model. Immutable.
 */
public final class OutputAssert {
    private final ModelUnderTest model;
    private final int output;
    private final Terms terms;

    OutputAssert(ModelUnderTest model, int output, Terms terms) {
        this.model = model;
        this.output = output;
        this.terms = terms;
    }

    /**
     * {@code |f(x) - f(x')| <= constant * ||x - x'||} for all points of the box (Jordan and Dimakis 2020, theorem 1).
     *
     * @param norm norm of the <em>input</em>
     * @param constant exact decimal
     */
    public OutputAssert isLipschitzOn(Box box, Norm norm, String constant) {
        Rational bound = ExactDecimal.notNegative("the constant", constant);
        terms.require(
                subject(),
                "Lipschitz in " + norm.id() + " with constant " + constant + " on the box",
                new LipschitzBound(model.network(), output, box, norm, bound).decide(terms));
        return this;
    }

    /** {@code f(x) <= f(x')} where {@code x'} differs from {@code x} by a larger input {@code feature} alone, both in the domain. */
    public OutputAssert isIncreasingIn(int feature) {
        terms.require(
                subject(),
                "increasing in input " + feature,
                monotonicity(feature).decide(terms));
        return this;
    }

    /** As {@link #isIncreasingIn(int)}, but {@code f(x) - f(x')} only has to stay below {@code tolerance}, an exact decimal. */
    public OutputAssert isIncreasingIn(int feature, String tolerance) {
        Rational allowed = ExactDecimal.positive("the tolerance", tolerance);
        terms.require(
                subject(),
                "increasing in input " + feature + " but for falls below " + tolerance,
                monotonicity(feature).decide(terms, allowed));
        return this;
    }

    /** {@code f(x) = f(x')} where {@code x'} is {@code x} with inputs {@code i} and {@code j} exchanged, both in the domain. */
    public OutputAssert isUnchangedBySwapping(int i, int j) {
        terms.require(
                subject(),
                "unchanged by swapping inputs " + i + " and " + j,
                symmetry(i, j).decide(terms));
        return this;
    }

    /**
     * As {@link #isUnchangedBySwapping(int, int)}, but {@code |f(x) - f(x')|} only has to stay below {@code tolerance}, an exact
     * decimal.
     */
    public OutputAssert isUnchangedBySwapping(int i, int j, String tolerance) {
        Rational allowed = ExactDecimal.positive("the tolerance", tolerance);
        terms.require(
                subject(),
                "unchanged by swapping inputs " + i + " and " + j + " but for changes below " + tolerance,
                symmetry(i, j).decide(terms, allowed));
        return this;
    }

    private Monotonicity monotonicity(int feature) {
        return new Monotonicity(model.network(), output, domain(), existing(feature));
    }

    private SwapSymmetry symmetry(int i, int j) {
        return new SwapSymmetry(model.network(), output, domain(), existing(i), existing(j));
    }

    private int existing(int feature) {
        if (feature < 0 || feature >= model.network().inputSize()) {
            throw new IllegalArgumentException(
                    "input " + feature + " of a model with " + model.network().inputSize() + " inputs");
        }
        return feature;
    }

    private Box domain() {
        return terms.domain().orElse(Box.unbounded(model.network().inputSize()));
    }

    private String subject() {
        return model.name() + ", output " + output + ",";
    }
}
