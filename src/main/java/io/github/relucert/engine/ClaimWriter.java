package io.github.relucert.engine;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.Claim;
import io.github.relucert.certificate.ModelReference;
import io.github.relucert.certificate.Statement;
import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes {@code *.claim} files in the grammar of {@link io.github.relucert.certificate.ClaimReader}. */
public final class ClaimWriter {
    /** Values to a line: short enough to look at, long enough for a picture of 784 pixels. */
    private static final int VALUES_A_LINE = 8;

    private ClaimWriter() {}

    /**
     * Writes the file as a whole or not at all.
     *
     * @throws io.github.relucert.exact.InputException when it cannot be written
     */
    public static void write(Claim claim, Path file) {
        OutputFile.write(file, stream -> {
            Writer out = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
            line(out, "relucert-claim 1");
            statement(out, claim.statement());
            line(out, "by " + claim.claimant());
            line(out, "safety-margin " + claim.safetyMargin());
            if (claim.witness().isPresent()) {
                witness(out, claim.statement(), claim.witness().orElseThrow());
            }
            if (claim.row().isPresent()) {
                row(out, claim.row().orElseThrow());
            }
            line(out, "end");
            out.flush();
        });
    }

    /**
     * The claim that an engine's outcome makes.
     *
     * @throws IllegalArgumentException when the outcome is proved, and so not a claim
     */
    public static Claim claim(ModelReference model, Problem problem, Outcome outcome, Optional<Claim.Row> row) {
        Assertion assertion = switch (outcome.verdict()) {
            case BRACKET, BELOW -> new Assertion.RadiusAtLeast(outcome.lower());
            case ABOVE -> new Assertion.RobustAt(outcome.lower());
            case NONE -> new Assertion.NoUnsafePoint();
        };
        return switch (outcome.lowerBy()) {
            case Outcome.Claimed(String solver, Rational safetyMargin) ->
                new Claim(statement(model, problem, assertion), solver, safetyMargin, outcome.witness(), row);
            case Outcome.Proved() -> throw new IllegalArgumentException("a proved outcome is no claim");
        };
    }

    /** What is known, by definition, of a centre that is unsafe itself: the radius is zero, and the centre is the witness. */
    public static Claim misclassified(ModelReference model, Problem problem, Optional<Claim.Row> row) {
        Radius zero = new Radius(problem.norm(), Rational.ZERO);
        return new Claim(
                statement(model, problem, new Assertion.RadiusAtLeast(zero)),
                "definition",
                Rational.ZERO,
                Optional.of(new Witness(problem.centre(), zero)),
                row);
    }

    private static Statement statement(ModelReference model, Problem problem, Assertion assertion) {
        return new Statement(model, problem.norm(), problem.centre(), problem.domain(), problem.unsafe(), assertion);
    }

    private static void line(Writer out, String text) throws IOException {
        out.write(text);
        out.write('\n');
    }

    private static void values(Writer out, String key, List<String> values) throws IOException {
        for (int i = 0; i < values.size(); i += VALUES_A_LINE) {
            String some = String.join(" ", values.subList(i, Math.min(i + VALUES_A_LINE, values.size())));
            line(out, (i == 0 ? key : "") + " " + some);
        }
    }

    private static void statement(Writer out, Statement statement) throws IOException {
        model(out, statement.model());
        line(out, "norm " + statement.norm().id());
        line(out, "inputs " + statement.centre().size());
        values(
                out,
                "centre",
                statement.centre().stream().map(ClaimWriter::hexadecimal).toList());
        domain(out, statement.domain());
        for (var disjunct : statement.unsafe().disjuncts()) {
            line(out, "unsafe " + disjunct.stream().map(Object::toString).collect(Collectors.joining(" and ")));
        }
        line(
                out,
                "states "
                        + switch (statement.assertion()) {
                            case Assertion.RadiusAtLeast(var radius) -> "radius-at-least " + radius.value();
                            case Assertion.RobustAt(var radius) -> "robust-at " + radius.value();
                            case Assertion.NoUnsafePoint() -> "no-unsafe-point";
                        });
    }

    private static void model(Writer out, ModelReference model) throws IOException {
        line(out, "model " + model.fileName());
        line(out, "sha256 " + model.sha256());
        if (model.output().isPresent()) {
            line(out, "output " + model.output().orElseThrow());
        }
        line(out, "scores " + model.scores());
        for (String operator : model.cutTail()) {
            line(out, "cut " + operator);
        }
        for (String node : model.rounded()) {
            line(out, "rounded " + node);
        }
        if (model.preprocessing().isPresent()) {
            var before = model.preprocessing().orElseThrow();
            line(out, "scale " + before.scale());
            line(out, "mean " + before.mean().size());
            values(
                    out,
                    "mean-values",
                    before.mean().stream().map(Rational::toString).toList());
            line(out, "std " + before.std().size());
            values(
                    out,
                    "std-values",
                    before.std().stream().map(Rational::toString).toList());
        }
    }

    private static String hexadecimal(Rational coordinate) {
        return Double.toHexString(coordinate.doubleNearest());
    }

    private static void domain(Writer out, Box domain) throws IOException {
        Rational lower = domain.lower().getFirst();
        Rational upper = domain.upper().getFirst();
        if (domain.equals(Box.uniform(domain.size(), lower, upper))) {
            line(out, "domain-all " + lower + " " + upper);
            return;
        }
        List<String> sides = new ArrayList<>();
        for (int i = 0; i < domain.size(); i++) {
            Collections.addAll(
                    sides,
                    domain.lower().get(i).toString(),
                    domain.upper().get(i).toString());
        }
        values(out, "domain", sides);
    }

    private static void witness(Writer out, Statement statement, Witness witness) throws IOException {
        Rational step = statement.norm() == Norm.LINF ? witness.distance().value() : Rational.ZERO;
        List<String> tokens = new ArrayList<>();
        BigInteger denominator = BigInteger.ONE;
        for (int i = 0; i < witness.point().size(); i++) {
            Rational x = witness.point().get(i);
            tokens.add(shorthand(x, statement.centre().get(i), step));
            if (tokens.getLast().isEmpty()) {
                BigInteger common = denominator.gcd(x.denominator());
                denominator = denominator.multiply(x.denominator().divide(common));
            }
        }
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isEmpty()) {
                Rational x = witness.point().get(i);
                tokens.set(
                        i,
                        x.numerator()
                                .multiply(denominator.divide(x.denominator()))
                                .toString());
            }
        }
        tokens.addAll(0, List.of(witness.distance().value().toString(), step.toString(), denominator.toString()));
        values(out, "witness", tokens);
    }

    /** How a coordinate is written relative to the centre's; empty where it is not. */
    private static String shorthand(Rational x, Rational centre, Rational step) {
        return x.equals(centre) ? "=" : x.equals(centre.add(step)) ? "+" : x.equals(centre.subtract(step)) ? "-" : "";
    }

    private static void row(Writer out, Claim.Row row) throws IOException {
        line(out, "data " + row.dataFile());
        line(out, "data-sha256 " + row.dataSha256());
        line(out, "row " + row.row());
        line(out, "label " + (row.label().isPresent() ? row.label().getAsInt() : "none"));
    }
}
