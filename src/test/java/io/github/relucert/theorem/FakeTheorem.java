package io.github.relucert.theorem;

import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Construction;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.statement.Verdict;
import java.util.List;
import java.util.Optional;

/** Statements whose outcome is known beforehand. */
public record FakeTheorem(
        String id,
        Paper paper,
        Optional<String> erratum,
        List<Check> checks,
        List<Check> controls,
        Optional<Construction> made)
        implements Theorem {
    /** A statement with one check and one control. */
    public static FakeTheorem of(String id, Verdict check, Verdict control) {
        return new FakeTheorem(
                id,
                Paper.DEFINITIONS,
                Optional.empty(),
                List.of(found("what it says", check)),
                List.of(found("what it denies", control)),
                Optional.empty());
    }

    /** A check that finds this verdict whatever the seed. */
    public static Check found(String name, Verdict verdict) {
        return new Check(name, seed -> new Finding("seed " + seed, "2 | 3", "at most 4", verdict));
    }

    public FakeTheorem of(Paper other) {
        return new FakeTheorem(id, other, erratum, checks, controls, made);
    }

    public FakeTheorem withErratum(String text) {
        return new FakeTheorem(id, paper, Optional.of(text), checks, controls, made);
    }

    /** With {@code |x_0| - 2 x_1} in this type, and points on both sides of zero. */
    public FakeTheorem withNetwork(FloatType type) {
        Network network = new Network(
                type,
                List.of(2),
                List.of(
                        new Affine(
                                "hidden",
                                List.of(new Affine.Term(0, new Dense(3, 2, new double[] {1, 0, -1, 0, 0, 1}))),
                                new double[] {0, 0, 8}),
                        new Relu("relu", 1, 3),
                        new Affine(
                                "out",
                                List.of(new Affine.Term(2, new Dense(1, 3, new double[] {1, 1, -2}))),
                                new double[] {16})));
        List<double[]> rows = List.of(new double[] {0.1, -1e-5}, new double[] {-3, 100.5}, new double[] {4, 0.125});
        return new FakeTheorem(
                id, paper, erratum, checks, controls, Optional.of(new Construction(network, rows, List.of(1, -1, 1))));
    }

    @Override
    public String title() {
        return "Title of " + id;
    }

    @Override
    public String statement() {
        return "For all x, " + id + " holds.";
    }

    @Override
    public String source() {
        return "Theorem 1";
    }

    @Override
    public Optional<String> limits() {
        return Optional.of("small instances");
    }

    @Override
    public Optional<Construction> construction(long seed) {
        return made;
    }
}
