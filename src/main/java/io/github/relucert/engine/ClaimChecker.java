package io.github.relucert.engine;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.Witness;
import io.github.relucert.check.ModelFinder;
import io.github.relucert.check.Verdict;
import io.github.relucert.check.WitnessChecker;
import io.github.relucert.check.Words;
import io.github.relucert.onnx.OnnxModel;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks a claim against the model: proves what its witness proves, and says what rests on the solver's word. What a claim says
 * is about real arithmetic over the stored weights.
 */
public final class ClaimChecker {
    private ClaimChecker() {}

    /**
     * Checks a file.
     *
     * @param file the claim
     * @param model where the model is; without it the plain name is looked for beside the claim and in the current folder
     * @throws io.github.relucert.exact.InputException when one of the two cannot be read or the model is another one
     */
    public static Verdict check(Path file, Optional<Path> model) {
        Claim claim = ClaimReader.read(file);
        return check(claim, ModelFinder.find(file, claim.statement().model(), model));
    }

    /** Checks a claim against the model with its SHA-256. */
    static Verdict check(Claim claim, OnnxModel model) {
        Problem problem;
        try {
            problem = ModelFinder.problem(claim.statement(), model);
        } catch (IllegalArgumentException e) {
            return new Verdict.Invalid(String.valueOf(e.getMessage()));
        }
        return check(claim, problem);
    }

    private static Verdict check(Claim claim, Problem problem) {
        Assertion assertion = claim.statement().assertion();
        if (problem.isUnsafe(problem.centre()) && assertion.isRefutedBy(problem.distance(problem.centre()))) {
            return new Verdict.Invalid("the lower end is not zero, although x0 itself is unsafe");
        }
        List<String> proved = new ArrayList<>();
        if (claim.witness().isPresent()) {
            Witness witness = claim.witness().orElseThrow();
            Optional<String> fault = WitnessChecker.fault(problem, witness);
            if (fault.isPresent()) {
                return new Verdict.Invalid(fault.get());
            }
            if (assertion.isRefutedBy(witness.distance())) {
                return new Verdict.Invalid("the lower end contradicts the witness, which is unsafe at distance "
                        + witness.distance().atMost());
            }
            proved.add("radius <= " + witness.distance().atMost()
                    + ": the witness lies in the domain, is unsafe, and lies "
                    + "that far from x0, in exact arithmetic");
        }
        List<String> claimed = new ArrayList<>();
        String by = ", says " + claim.claimant() + ", whose own bound was lowered by " + claim.safetyMargin();
        switch (assertion) {
            case Assertion.RadiusAtLeast(Radius radius)
            when radius.value().signum() == 0 -> proved.add("radius >= 0, as every distance is");
            case Assertion.RadiusAtLeast(Radius radius) -> claimed.add("radius >= " + radius.atLeast() + by);
            case Assertion.RobustAt(Radius radius) ->
                claimed.add("radius >= " + radius.atLeast() + ", and no unsafe point at that distance" + by);
            case Assertion.NoUnsafePoint() -> claimed.add("no unsafe point in the domain" + by);
        }
        return new Verdict.Sound(claim.statement().model() + "; " + Words.question(problem), proved, claimed);
    }
}
