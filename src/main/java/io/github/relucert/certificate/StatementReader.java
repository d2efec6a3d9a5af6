package io.github.relucert.certificate;

import io.github.relucert.data.Preprocessing;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import io.github.relucert.vnnlib.Property;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the lines of a {@link Statement}, in this order ({@code *} marks lines that may repeat or be absent, {@code +} those that may repeat, {@code ?} those
 * that may be absent; rationals are {@code p} or {@code p/q}, values run on over lines led by a space):
 *
 * <pre>
 * model FILE
 * sha256 DIGEST
 * output NAME ?
 * scores TENSOR
 * cut OPERATOR *
 * rounded NODE *
 * scale C ?                                then also: mean COUNT, mean-values M ..., std COUNT, std-values S ...
 * property FILE ?                          then also: property-sha256 DIGEST; domain and unsafe set are that file's
 * norm linf | l2 | l1
 * inputs D
 * centre X ...                             D numbers as Double.toHexString writes them
 * domain-all LO HI | domain LO HI ... ?    sides are rationals, -inf or inf; not with a property, nor the next ones
 * unsafe C*y0 C*x3 ... &lt;= B and ... +    one line a disjunct; y are outputs, x inputs; &lt; where strict
 * states radius-at-least R | robust-at R | no-unsafe-point
 * </pre>
 *
 * <p>In l2 {@code R} is the square of the radius.
 */
public final class StatementReader {
    private static final Pattern HEXADECIMAL = Pattern.compile("-?0x[01]\\.[0-9a-f]{1,13}p-?\\d{1,4}");

    private final LineReader in;

    public StatementReader(LineReader in) {
        this.in = in;
    }

    /** Reads a statement that needs no property file. */
    public Statement read() {
        return read(subject(), Optional.empty());
    }

    /** The first lines: what the statement is about. */
    Subject subject() {
        ModelReference model = new ModelReference(
                in.text("model"),
                in.text("sha256"),
                output(),
                in.text("scores"),
                in.texts("cut"),
                in.texts("rounded"),
                preprocessing());
        return new Subject(
                model,
                in.at("property")
                        ? Optional.of(new Subject.PropertyFile(in.text("property"), in.text("property-sha256")))
                        : Optional.empty());
    }

    /** The rest of the statement, once its subject has been read and the property file that it names has been found. */
    Statement read(Subject subject, Optional<Property> property) {
        if (!property.map(Property::sha256).equals(subject.property().map(Subject.PropertyFile::sha256))) {
            throw in.wrong("it needs the property file that it names, and no other");
        }
        String id = in.text("norm");
        Norm norm = Stream.of(Norm.values())
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow(() -> in.wrong("'" + id + "' is no norm"));
        int inputs = in.count(in.text("inputs"));
        List<Rational> centre =
                in.tokens("centre", inputs).stream().map(this::hexadecimal).toList();
        Box domain = property.map(Property::domain).orElseGet(() -> domain(inputs));
        UnsafeSet unsafe = property.map(Property::unsafe).orElseGet(this::unsafe);
        return new Statement(subject.model(), norm, centre, domain, unsafe, assertion(norm), property);
    }

    private Optional<String> output() {
        // A second line is not taken for the first: what follows has to be the next key.
        return in.at("output") ? Optional.of(in.text("output")) : Optional.empty();
    }

    private Optional<Preprocessing> preprocessing() {
        if (!in.at("scale")) {
            return Optional.empty();
        }
        Rational scale = Rational.parseFraction(in.text("scale"));
        List<Rational> mean = rationals("mean-values", in.count(in.text("mean")));
        List<Rational> std = rationals("std-values", in.count(in.text("std")));
        return Optional.of(new Preprocessing(mean, std, scale));
    }

    private List<Rational> rationals(String key, int count) {
        return in.tokens(key, count).stream().map(Rational::parseFraction).toList();
    }

    private Rational hexadecimal(String token) {
        // Only the one spelling that Java prints, so that nothing is rounded and neither NaN nor an infinity passes.
        double number = Double.parseDouble(in.token(token, HEXADECIMAL, "double in hexadecimal"));
        if (!token.equals(Double.toHexString(number))) {
            throw in.wrong("'" + token + "' is no double in hexadecimal as it is printed");
        }
        return Rational.of(number);
    }

    private Box domain(int inputs) {
        boolean same = in.at("domain-all");
        List<String> sides = same ? in.tokens("domain-all", 2) : in.tokens("domain", 2 * inputs);
        List<Rational> lower = new ArrayList<>();
        List<Rational> upper = new ArrayList<>();
        for (int i = 0; i < sides.size(); i += 2) {
            lower.add(side(sides.get(i)));
            upper.add(side(sides.get(i + 1)));
        }
        return same ? Box.uniform(inputs, lower.getFirst(), upper.getFirst()) : new Box(lower, upper);
    }

    private static Rational side(String token) {
        return switch (token) {
            case "inf" -> Rational.POSITIVE_INFINITY;
            case "-inf" -> Rational.NEGATIVE_INFINITY;
            default -> Rational.parseFraction(token);
        };
    }

    private UnsafeSet unsafe() {
        List<List<Condition>> disjuncts = new ArrayList<>();
        do {
            String disjunct = in.text("unsafe");
            disjuncts.add(
                    Stream.of(disjunct.split(" and ", -1)).map(Condition::parse).toList());
        } while (in.at("unsafe"));
        return new UnsafeSet(disjuncts);
    }

    private Assertion assertion(Norm norm) {
        String[] words = in.text("states").split(" ", -1);
        if (words.length == 1 && words[0].equals("no-unsafe-point")) {
            return new Assertion.NoUnsafePoint();
        }
        if (words.length == 2 && words[0].equals("radius-at-least")) {
            return new Assertion.RadiusAtLeast(new Radius(norm, Rational.parseFraction(words[1])));
        }
        if (words.length == 2 && words[0].equals("robust-at")) {
            return new Assertion.RobustAt(new Radius(norm, Rational.parseFraction(words[1])));
        }
        throw in.wrong("radius-at-least R, robust-at R or no-unsafe-point is needed");
    }

    /** The witness, if the current line has one. */
    public Optional<Witness> witness(Statement statement) {
        if (!in.at("witness")) {
            return Optional.empty();
        }
        List<Rational> centre = statement.centre();
        List<String> tokens = in.tokens("witness", 3 + centre.size());
        Radius distance = new Radius(statement.norm(), Rational.parseFraction(tokens.get(0)));
        Rational step = Rational.parseFraction(tokens.get(1));
        BigInteger denominator = in.integer(tokens.get(2));
        List<Rational> point = new ArrayList<>();
        for (int i = 0; i < centre.size(); i++) {
            String token = tokens.get(3 + i);
            point.add(
                    switch (token) {
                        case "=" -> centre.get(i);
                        case "+" -> centre.get(i).add(step);
                        case "-" -> centre.get(i).subtract(step);
                        default -> Rational.of(in.integer(token), denominator);
                    });
        }
        return Optional.of(new Witness(point, distance));
    }

    /** The row of a data file, if the current line has one. */
    public Optional<DataRow> row() {
        if (!in.at("data")) {
            return Optional.empty();
        }
        String data = in.text("data");
        String digest = in.text("data-sha256");
        int row = in.count(in.text("row"));
        String label = in.text("label");
        OptionalInt number = label.equals("none")
                ? OptionalInt.empty()
                : OptionalInt.of(in.integer(label).intValueExact());
        return Optional.of(new DataRow(data, digest, row, number));
    }
}
