package io.github.relucert.export;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.ProofReader;
import io.github.relucert.exact.InputException;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** A certificate as a query in SMT-LIB and a refutation of it that checkers of other makers read. */
public final class ProofExport {
    private final Query query;
    private final boolean weakened;
    private final Assertion assertion;
    private final Format format;

    /**
     * Prepares the export of a statement.
     *
     * @throws InputException when the statement is none of linear arithmetic: a ball in l2, or nothing that is unsafe
     */
    public ProofExport(Problem problem, Assertion assertion, Format format) {
        if (problem.norm() == Norm.L2 && !(assertion instanceof Assertion.NoUnsafePoint)) {
            throw new InputException("a ball in l2 is no linear constraint, and " + format.id()
                    + " proofs are linear: export certificates in l_inf or l1, or of properties");
        }
        if (problem.unsafe().disjuncts().isEmpty()) {
            throw new InputException("nothing is unsafe: there is no query to refute");
        }
        this.query = new Query(problem, assertion, format);
        this.weakened = !format.hasStrictAtoms()
                && problem.unsafe().disjuncts().stream()
                        .flatMap(List::stream)
                        .anyMatch(condition -> condition.relation() == Condition.Relation.BELOW_ZERO);
        this.assertion = assertion;
        this.format = format;
    }

    /** What a reader of the query has to know, a sentence each. */
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        switch (assertion) {
            case Assertion.RadiusAtLeast(var radius) -> {
                remarks.add("Unsatisfiable: no unsafe point is nearer than " + radius.value() + ".");
                switch (format) {
                    case RESOLUTE -> remarks.add("The ball is open.");
                    case ALETHE ->
                        remarks.add("The ball is closed and its radius 2^-40 shorter, relative: this format's checker"
                                + " is given no strict inequalities.");
                }
            }
            case Assertion.RobustAt(var radius) ->
                remarks.add("Unsatisfiable: no unsafe point is as near as " + radius.value() + ". The ball is closed.");
            case Assertion.NoUnsafePoint() -> remarks.add("Unsatisfiable: no point of the domain is unsafe.");
        }
        if (weakened) {
            remarks.add("Strict conditions of what is unsafe are stated with equality, so that more is refuted than the"
                    + " certificate says: this format's checker is given no strict inequalities.");
        }
        remarks.add(
                "x: input, z: before a ReLU, y: behind it, o: output, v: other values, t: steps in l1, d: disjuncts.");
        return List.copyOf(remarks);
    }

    /** Writes the query. */
    public void writeQuery(Writer out) throws IOException {
        query.writeTo(out, remarks());
    }

    /**
     * Replays a proof of the statement and writes it in the format.
     *
     * @throws InputException when a line of it does not prove what it should
     */
    public void writeProof(ProofReader proof, Writer out) throws IOException {
        ProofText text = switch (format) {
            case RESOLUTE -> new Resolute(out);
            case ALETHE -> new Alethe(out);
        };
        new Replay(query, proof, text).run();
    }
}
