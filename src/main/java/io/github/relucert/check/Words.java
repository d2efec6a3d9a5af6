package io.github.relucert.check;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.Statement;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;

/** Says in words what is stated, so that a reader need not read the file. */
public final class Words {
    private Words() {}

    /** What is proved by a certificate that is valid. */
    static String proved(Statement statement) {
        return switch (statement.assertion()) {
            case Assertion.RadiusAtLeast(Radius radius) ->
                "radius >= " + radius.atLeast() + ": no unsafe point is nearer";
            case Assertion.RobustAt(Radius radius) ->
                "robust at " + radius.atLeast() + ": no unsafe point is as near as that";
            case Assertion.NoUnsafePoint() ->
                statement.property().isPresent()
                        ? "unsat: no input fulfils the property"
                        : "no point of the domain is unsafe";
        };
    }

    /** What a certificate is about: a property file, or else a problem. */
    static String question(Statement statement, Problem problem) {
        return statement
                .property()
                .map(property -> "property " + property.fileName() + " (SHA-256 " + property.sha256() + ")")
                .orElseGet(() -> question(problem));
    }

    /** What counts as unsafe, and where. */
    public static String question(Problem problem) {
        return problem.norm().id() + " distance from x0, over x in "
                + problem.domain().inWords() + "; unsafe: "
                + problem.unsafe().inWords(problem.network().outputSize());
    }
}
