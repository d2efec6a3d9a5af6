package io.github.relucert.check;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;

/** Says in words what is stated, so that a reader need not read the file. */
public final class Words {
    private Words() {}

    /** What is proved of an assertion. */
    static String proved(Assertion assertion) {
        return switch (assertion) {
            case Assertion.RadiusAtLeast(Radius radius) ->
                "radius >= " + radius.atLeast() + ": no unsafe point is nearer";
            case Assertion.RobustAt(Radius radius) ->
                "robust at " + radius.atLeast() + ": no unsafe point is as near as that";
            case Assertion.NoUnsafePoint() -> "no point of the domain is unsafe";
        };
    }

    /** What counts as unsafe, and where. */
    public static String question(Problem problem) {
        return problem.norm().id() + " distance from x0, over x in "
                + problem.domain().inWords() + "; unsafe: "
                + problem.unsafe().inWords(problem.network().outputSize());
    }
}
