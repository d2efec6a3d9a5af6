package io.github.relucert.check;

import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;

/** Verifies a witness exactly: it lies in the domain, it is unsafe, and it is as far from the centre as is stated. */
public final class WitnessChecker {
    private WitnessChecker() {}

    /** What became of a witness. */
    public sealed interface Verdict {}

    /** It is what it is said to be. */
    public record Confirmed() implements Verdict {}

    /**
     * It is not.
     *
     * @param reason what is wrong, in words
     */
    public record Refuted(String reason) implements Verdict {}

    /** Verifies a witness of a problem. */
    public static Verdict check(Problem problem, Witness witness) {
        int inputs = problem.network().inputSize();
        if (witness.point().size() != inputs) {
            return new Refuted(
                    "a witness with " + witness.point().size() + " coordinates for a network with " + inputs);
        }
        if (!witness.point().stream().allMatch(Rational::isFinite)) {
            return new Refuted("a coordinate of the witness is infinite");
        }
        int outside = problem.domain().firstOutside(witness.point());
        if (outside >= 0) {
            return new Refuted("coordinate " + outside + " of the witness lies outside the domain");
        }
        Radius distance = problem.distance(witness.point());
        if (!distance.equals(witness.distance())) {
            return new Refuted("the witness lies at distance " + Words.upper(distance) + ", not at "
                    + Words.upper(witness.distance()) + " as stated");
        }
        return problem.isUnsafe(witness.point()) ? new Confirmed() : new Refuted("the witness is not unsafe");
    }
}
