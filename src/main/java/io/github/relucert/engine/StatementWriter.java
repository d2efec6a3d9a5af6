package io.github.relucert.engine;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.DataRow;
import io.github.relucert.certificate.ModelReference;
import io.github.relucert.certificate.Statement;
import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.vnnlib.Property;
import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the header lines that claims and certificates share, as {@code certificates/FORMAT.md} lists them. */
public final class StatementWriter {
    /** Values to a line: short enough to look at, long enough for a picture of 784 pixels. */
    private static final int VALUES_A_LINE = 8;

    private final Writer out;

    public StatementWriter(Writer out) {
        this.out = out;
    }

    /** What an assertion about a problem states, once the model file is known that the problem's network came from. */
    public static Statement about(ModelReference model, Problem problem, Assertion assertion) {
        return new Statement(model, problem.norm(), problem.centre(), problem.domain(), problem.unsafe(), assertion);
    }

    /** What an assertion about a property states, once the model file is known. */
    public static Statement about(ModelReference model, Property property, Problem problem, Assertion assertion) {
        return new Statement(
                model,
                problem.norm(),
                problem.centre(),
                property.domain(),
                property.unsafe(),
                assertion,
                Optional.of(property));
    }

    /** Writes a line. */
    public void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }

    private void values(String key, List<String> values) throws IOException {
        for (int i = 0; i < values.size(); i += VALUES_A_LINE) {
            String some = String.join(" ", values.subList(i, Math.min(i + VALUES_A_LINE, values.size())));
            line((i == 0 ? key : "") + " " + some);
        }
    }

    /** Writes the lines of a statement. */
    public void statement(Statement statement) throws IOException {
        model(statement.model());
        if (statement.property().isPresent()) {
            line("property " + statement.property().get().fileName());
            line("property-sha256 " + statement.property().get().sha256());
        }
        line("norm " + statement.norm().id());
        line("inputs " + statement.centre().size());
        values(
                "centre",
                statement.centre().stream().map(StatementWriter::hexadecimal).toList());
        if (statement.property().isEmpty()) {
            domain(statement.domain());
            for (var disjunct : statement.unsafe().disjuncts()) {
                line("unsafe " + disjunct.stream().map(Object::toString).collect(Collectors.joining(" and ")));
            }
        }
        line("states "
                + switch (statement.assertion()) {
                    case Assertion.RadiusAtLeast(var radius) -> "radius-at-least " + radius.value();
                    case Assertion.RobustAt(var radius) -> "robust-at " + radius.value();
                    case Assertion.NoUnsafePoint() -> "no-unsafe-point";
                });
    }

    private void model(ModelReference model) throws IOException {
        line("model " + model.fileName());
        line("sha256 " + model.sha256());
        if (model.output().isPresent()) {
            line("output " + model.output().orElseThrow());
        }
        line("scores " + model.scores());
        for (String operator : model.cutTail()) {
            line("cut " + operator);
        }
        for (String node : model.rounded()) {
            line("rounded " + node);
        }
        if (model.preprocessing().isPresent()) {
            var before = model.preprocessing().orElseThrow();
            line("scale " + before.scale());
            line("mean " + before.mean().size());
            values("mean-values", before.mean().stream().map(Rational::toString).toList());
            line("std " + before.std().size());
            values("std-values", before.std().stream().map(Rational::toString).toList());
        }
    }

    private static String hexadecimal(Rational coordinate) {
        return Double.toHexString(coordinate.doubleNearest());
    }

    private void domain(Box domain) throws IOException {
        Rational lower = domain.lower().getFirst();
        Rational upper = domain.upper().getFirst();
        if (domain.equals(Box.uniform(domain.size(), lower, upper))) {
            line("domain-all " + lower + " " + upper);
            return;
        }
        List<String> sides = new ArrayList<>();
        for (int i = 0; i < domain.size(); i++) {
            Collections.addAll(
                    sides,
                    domain.lower().get(i).toString(),
                    domain.upper().get(i).toString());
        }
        values("domain", sides);
    }

    /** Writes the lines of a witness of the statement. */
    public void witness(Statement statement, Witness witness) throws IOException {
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
        values("witness", tokens);
    }

    /** How a coordinate is written relative to the centre's; empty where it is not. */
    private static String shorthand(Rational x, Rational centre, Rational step) {
        return x.equals(centre) ? "=" : x.equals(centre.add(step)) ? "+" : x.equals(centre.subtract(step)) ? "-" : "";
    }

    /** Writes the lines that say where the centre comes from. */
    public void row(DataRow row) throws IOException {
        line("data " + row.dataFile());
        line("data-sha256 " + row.dataSha256());
        line("row " + row.row());
        line("label " + (row.label().isPresent() ? row.label().getAsInt() : "none"));
    }
}
