package io.github.relucert.check;

import io.github.relucert.certificate.Witness;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.util.Optional;

/** Verifies a witness exactly: it lies in the domain, it is unsafe, and it is as far from the centre as is stated. */
public final class WitnessChecker {
    private WitnessChecker() {}

    /** Why it is not what it is said to be, in words; nothing where it is. */
    public static Optional<String> fault(Problem problem, Witness witness) {
        Optional<String> fault = problem.fault(witness.point());
        if (fault.isPresent()) {
            return Optional.of("the witness is wrong: " + fault.get());
        }
        Radius distance = problem.distance(witness.point());
        return distance.equals(witness.distance())
                ? Optional.empty()
                : Optional.of("the witness lies at distance " + distance.atMost() + ", not at "
                        + witness.distance().atMost() + " as stated");
    }
}
