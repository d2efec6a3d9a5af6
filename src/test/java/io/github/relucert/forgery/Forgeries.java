package io.github.relucert.forgery;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Proofs of things that are false, and damaged proofs of things that are true: nothing here may be accepted. */
final class Forgeries {
    private Forgeries() {}

    /**
     * An attack on the checker.
     *
     * @param name what is attempted
     * @param complaint a part of what the checker has to say
     */
    record Forgery(String name, Problem problem, Assertion assertion, String proof, String complaint) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String NOT_REFUTED = "does not refute";

    /** {@code 1 - |x|}, unsafe at most 0, around 0: the radius is 1 in every norm. */
    static Problem tent(Norm norm, Box domain) {
        List<Layer> layers = List.of(
                affine(0, 2, new double[] {1, -1}, 0, 0),
                new Relu("relu", 1, 2),
                affine(2, 1, new double[] {-1, -1}, 1));
        return new Problem(
                new Network(FloatType.FLOAT64, List.of(1), layers),
                List.of(Rational.ZERO),
                norm,
                domain,
                UnsafeSet.acrossThreshold(1, Rational.ZERO));
    }

    static final Problem TENT = tent(Norm.LINF, Box.uniform(1, Rational.of(-2), Rational.of(2)));

    /** Proves the radius 1 of {@link #TENT}. */
    static final List<String> TENT_PROOF = List.of("z 0 0", "z 0 1", "l", "l!", "z 0 1", "l!", "l");

    /** Proves that {@link #TENT} is robust at 1/2. */
    static final List<String> HALF_PROOF = List.of("I 0 *", "s 0 * WW", "l");

    /** Proves that {@link #TENT} is robust at 9/10. */
    static final List<String> NINE_TENTHS_PROOF = List.of(
            "z 0 0",
            "b 0:1",
            "H",
            "L 0 1l h 0 1",
            "+ 0 1",
            "b 0:0",
            "l",
            "b 0:1",
            "H",
            "L 0 1u h 0 1",
            "- 0 1",
            "b 0:0",
            "l");

    /** The score {@code 2 - x_0 - x_1} of two inputs around 0, unsafe at most 0: the square of the radius in l2 is 2. */
    static Problem diagonal() {
        return new Problem(
                new Network(FloatType.FLOAT64, List.of(2), List.of(affine(0, 1, new double[] {-1, -1}, 2))),
                List.of(Rational.ZERO, Rational.ZERO),
                Norm.L2,
                Box.unbounded(2),
                UnsafeSet.acrossThreshold(1, Rational.ZERO));
    }

    /** A square beyond 2 by less than any rounding of its root shows. */
    static Radius hairBeyondDiagonal() {
        return new Radius(Norm.L2, Rational.of(2).add(Rational.of(BigInteger.ONE, BigInteger.TWO.pow(2_000))));
    }

    /** Three scores {@code 1 - x_0, x_0, x_1 - 1} of two inputs around 0; the first one is the label's. */
    static Problem threeScores(Norm norm) {
        List<Layer> layers = List.of(affine(0, 3, new double[] {-1, 0, 1, 0, 0, 1}, 1, 0, -1));
        return new Problem(
                new Network(FloatType.FLOAT64, List.of(2), layers),
                List.of(Rational.ZERO, Rational.ZERO),
                norm,
                Box.uniform(2, Rational.of(-4), Rational.of(4)),
                UnsafeSet.misclassified(0, 3));
    }

    /** Two scores that are equal everywhere: the radius is 0. */
    static Problem equalScores(Norm norm) {
        List<Layer> layers = List.of(affine(0, 2, new double[] {1, 1}, 0, 0));
        return new Problem(
                new Network(FloatType.FLOAT64, List.of(1), layers),
                List.of(Rational.ZERO),
                norm,
                Box.unbounded(1),
                UnsafeSet.misclassified(0, 2));
    }

    private static Affine affine(int source, int outputs, double[] weights, double... bias) {
        Dense map = new Dense(outputs, weights.length / outputs, weights);
        return new Affine("affine", List.of(new Affine.Term(source, map)), bias);
    }

    /** One output {@code x}, and the given conditions on it as the only disjunct. */
    private static Problem identity(Norm norm, Condition... conditions) {
        return new Problem(
                new Network(FloatType.FLOAT64, List.of(1), List.of(affine(0, 1, new double[] {1}, 0))),
                List.of(Rational.ZERO),
                norm,
                Box.uniform(1, Rational.of(-4), Rational.of(4)),
                new UnsafeSet(List.of(List.of(conditions))));
    }

    private static Condition output(long factor, Rational constant, Condition.Relation relation) {
        return new Condition(LinearForm.zero(), LinearForm.single(0, Rational.of(factor), constant), relation);
    }

    static Assertion open(Norm norm, String radius) {
        return new Assertion.RadiusAtLeast(Radius.ofLength(norm, Rational.parse(radius)));
    }

    static Assertion closed(Norm norm, String radius) {
        return new Assertion.RobustAt(Radius.ofLength(norm, Rational.parse(radius)));
    }

    static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    private static String lines(String... lines) {
        return text(List.of(lines));
    }

    private static String changed(List<String> proof, int line, String... replacement) {
        List<String> copy = new ArrayList<>(proof.subList(0, line));
        Collections.addAll(copy, replacement);
        copy.addAll(proof.subList(line + 1, proof.size()));
        return text(copy);
    }

    /** All attacks. */
    static List<Forgery> all() {
        List<Forgery> all = new ArrayList<>(zeroGap());
        all.addAll(trees());
        all.addAll(scopes());
        all.addAll(grammar());
        all.addAll(numbers());
        all.addAll(limits());
        return all;
    }

    /** Bounds of zero that refute nothing, and statements just beyond the truth. */
    private static List<Forgery> zeroGap() {
        List<Forgery> list = new ArrayList<>();
        Assertion hair = new Assertion.RadiusAtLeast(hairBeyondDiagonal());
        list.add(new Forgery(
                "an irrational radius, a hair too large", diagonal(), hair, lines("n 1", "l!"), NOT_REFUTED));
        Assertion sphere = new Assertion.RobustAt(new Radius(Norm.L2, Rational.of(2)));
        list.add(new Forgery(
                "an irrational radius with its sphere", diagonal(), sphere, lines("n 1", "l!"), NOT_REFUTED));
        Assertion everywhere = new Assertion.NoUnsafePoint();
        list.add(new Forgery("infinite sides", diagonal(), everywhere, lines("l!"), NOT_REFUTED));
        list.add(new Forgery(
                "infinite sides, all left to a ball", diagonal(), everywhere, lines("n 1", "l!"), NOT_REFUTED));
        list.add(new Forgery(
                "nu 0 in a ball, which leaves all to the cube",
                diagonal(),
                new Assertion.RadiusAtLeast(new Radius(Norm.L2, Rational.of(2))),
                lines("l!"),
                NOT_REFUTED));
        list.add(new Forgery(
                "half of the plane twice", diagonal(), everywhere, lines("i 0 0", "l!", "l!"), NOT_REFUTED));
        for (Norm norm : Norm.values()) {
            String id = norm.id() + ": ";
            list.add(new Forgery(
                    id + "two equal output rows", equalScores(norm), open(norm, "5"), lines("l!"), NOT_REFUTED));
            list.add(new Forgery(
                    id + "two equal output rows, nu 1",
                    equalScores(norm),
                    open(norm, "5"),
                    lines("n 1", "l!"),
                    NOT_REFUTED));
            list.add(new Forgery(
                    id + "no weight at all",
                    TENT.norm() == norm ? TENT : tent(norm, TENT.domain()),
                    open(norm, "5"),
                    lines("w 0 0", "n 1", "l!"),
                    NOT_REFUTED));
            list.add(new Forgery(
                    id + "a radius of its own",
                    tent(norm, TENT.domain()),
                    open(norm, "1.0000000001"),
                    lines("n 1", "z 0 0", "z 0 1", "l", "l!", "z 0 1", "l!", "l"),
                    NOT_REFUTED));
            list.add(new Forgery(
                    id + "an open ball read as closed",
                    tent(norm, TENT.domain()),
                    closed(norm, "1"),
                    lines("n 1", "z 0 0", "z 0 1", "l", "l!", "z 0 1", "l!", "l"),
                    NOT_REFUTED));
            Box inside = Box.uniform(1, Rational.of(-1), Rational.ONE);
            list.add(new Forgery(
                    id + "the side is the domain's, not the ball's",
                    tent(norm, inside),
                    open(norm, "3/2"),
                    lines("n 0", "z 0 0", "z 0 1", "l", "l!", "z 0 1", "l!", "l"),
                    NOT_REFUTED));
            list.add(new Forgery(
                    id + "the whole domain, which holds an unsafe point",
                    tent(norm, inside),
                    new Assertion.NoUnsafePoint(),
                    text(TENT_PROOF),
                    NOT_REFUTED));
        }
        Condition strict = output(1, Rational.of(-1), Condition.Relation.BELOW_ZERO);
        Condition loose = output(1, Rational.ZERO, Condition.Relation.AT_MOST_ZERO);
        Problem conjunction = identity(Norm.LINF, strict, loose);
        list.add(new Forgery(
                "a strict condition of weight zero",
                conjunction,
                closed(Norm.LINF, "1"),
                lines("w 0 0 0", "l!"),
                NOT_REFUTED));
        Problem belowZero = identity(Norm.LINF, output(1, Rational.ZERO, Condition.Relation.AT_MOST_ZERO));
        list.add(new Forgery(
                "an input split at the unsafe point, taken for strict",
                belowZero,
                open(Norm.LINF, "1"),
                lines("i 0 0", "l!", "l!"),
                NOT_REFUTED));
        return list;
    }

    private static List<Forgery> trees() {
        List<Forgery> list = new ArrayList<>();
        Assertion one = open(Norm.LINF, "1");
        list.add(new Forgery("a branch is missing", TENT, one, text(TENT_PROOF.subList(0, 6)), "ends too early"));
        list.add(new Forgery("nothing at all", TENT, one, "", "ends too early"));
        list.add(new Forgery("a branch too many", TENT, one, text(TENT_PROOF) + "l\n", "goes on"));
        list.add(new Forgery("the tree twice", TENT, one, text(TENT_PROOF) + text(TENT_PROOF), "goes on"));
        List<String> exchanged = new ArrayList<>(NINE_TENTHS_PROOF.subList(0, 1));
        exchanged.addAll(NINE_TENTHS_PROOF.subList(7, 12));
        exchanged.add("l");
        exchanged.addAll(NINE_TENTHS_PROOF.subList(1, 7));
        list.add(new Forgery("children exchanged", TENT, closed(Norm.LINF, "9/10"), text(exchanged), NOT_REFUTED));
        list.add(new Forgery(
                "a split on the wrong neuron", TENT, one, changed(TENT_PROOF, 1, "z 0 0"), "split already"));
        list.add(new Forgery("one child for two", TENT, one, lines("z 0 0", "l!", "l!"), NOT_REFUTED));
        list.add(new Forgery("closed without a reason", TENT, one, lines("l"), NOT_REFUTED));
        list.add(new Forgery("closed exactly without a reason", TENT, one, lines("l!"), NOT_REFUTED));
        list.add(new Forgery("bounds that do not cross", TENT, one, lines("I 0 *", "c 0 0"), "do not cross"));
        list.add(new Forgery("bounds that are not there cross", TENT, one, lines("c 0 1"), "do not cross"));
        list.add(new Forgery(
                "an input split outside the box", TENT, one, lines("i 0 3", "l", "l"), "outside the node's box"));
        list.add(new Forgery(
                "an input split just outside the ball",
                TENT,
                one,
                lines("i 0 4503599627370497p-52", "l", "l"),
                "outside the node's box"));
        list.add(new Forgery(
                "an input split below its parent's half",
                TENT,
                one,
                lines("i 0 0", "i 0 1p-1", "l", "l", "l"),
                "outside the node's box"));
        list.add(new Forgery(
                "halves exchanged",
                TENT,
                open(Norm.LINF, "1/2"),
                lines("i 0 0", "+ 0 0", "- 0 1", "l", "- 0 0", "+ 0 1", "l"),
                NOT_REFUTED));
        Problem three = threeScores(Norm.LINF);
        Assertion third = open(Norm.LINF, "1/4");
        list.add(new Forgery("a disjunct that does not exist", three, third, lines("x 2", "l"), "not open"));
        list.add(new Forgery("a disjunct refuted twice", three, third, lines("x 0", "x 0", "l"), "not open"));
        list.add(new Forgery("a disjunct forgotten", three, third, lines("d", "l"), "ends too early"));
        list.add(new Forgery("refuted where it is not", three, open(Norm.LINF, "3/4"), lines("x 1", "l"), NOT_REFUTED));
        list.add(new Forgery(
                "a refutation of one disjunct used for the other",
                three,
                open(Norm.LINF, "3/4"),
                lines("d", "l", "l"),
                NOT_REFUTED));
        list.add(new Forgery(
                "weights of a disjunct that does not exist", three, third, lines("w 2 1", "l"), "no disjunct"));
        list.add(new Forgery(
                "too many weights of conditions", three, third, lines("w 0 1 1", "l"), "one weight a condition"));
        list.add(new Forgery(
                "a split of another net's layer", three, third, lines("z 0 0", "l", "l"), "no index below"));
        return list;
    }

    private static List<Forgery> scopes() {
        List<Forgery> list = new ArrayList<>();
        Assertion half = closed(Norm.LINF, "1/2");
        Assertion much = closed(Norm.LINF, "9/10");
        list.add(new Forgery(
                "bounds used before they are proved", TENT, half, lines("s 0 * WW", "x 0", "I 0 *", "l"), NOT_REFUTED));
        list.add(new Forgery("no bounds at all", TENT, half, lines("s 0 * WW", "l"), NOT_REFUTED));
        list.add(
                new Forgery("a proof for a smaller ball", TENT, closed(Norm.LINF, "1"), text(HALF_PROOF), NOT_REFUTED));
        list.add(new Forgery("active without a bound", TENT, much, lines("I 0 *", "+ 0 *", "l"), NOT_REFUTED));
        list.add(new Forgery("inactive without a bound", TENT, much, lines("I 0 *", "- 0 *", "l"), NOT_REFUTED));
        list.add(new Forgery("inactive, no bounds known", TENT, much, lines("- 0 *", "l"), NOT_REFUTED));
        list.add(new Forgery(
                "a bound used in a sibling",
                TENT,
                much,
                lines("z 0 0", "b 0:1", "H", "L 0 1l h 0 1", "+ 0 1", "b 0:0", "l", "- 0 1", "l"),
                NOT_REFUTED));
        list.add(new Forgery(
                "a half-space of a sibling", TENT, much, changed(NINE_TENTHS_PROOF, 8, "h 0:1"), "no such half-space"));
        list.add(
                new Forgery("a half-space used by itself", TENT, much, lines("h 0:1", "H", "l"), "no such half-space"));
        list.add(new Forgery(
                "bounds that weigh a half-space to come",
                TENT,
                much,
                lines("L 0 1l h 0 1", "H", "l"),
                "no such half-space"));
        list.add(new Forgery(
                "the half-space of the wrong side", TENT, much, changed(NINE_TENTHS_PROOF, 10, "+ 0 1"), NOT_REFUTED));
        list.add(new Forgery(
                "weights of a split without the split", TENT, much, lines("b 0:1", "l"), "deeper than the path"));
        list.add(new Forgery(
                "weights of a split too deep", TENT, much, lines("z 0 0", "b 1:1", "l", "l"), "deeper than the path"));
        list.add(new Forgery(
                "a half-space of a condition while two disjuncts are open",
                threeScores(Norm.LINF),
                open(Norm.LINF, "3/4"),
                lines("H 0", "h 0:1", "l"),
                "no other disjunct is open"));
        list.add(new Forgery(
                "a half-space of a disjunct that is refuted",
                threeScores(Norm.LINF),
                open(Norm.LINF, "1/4"),
                lines("x 0", "H 0", "l"),
                "no other disjunct is open"));
        list.add(new Forgery(
                "a half-space through bounds that are not there",
                TENT,
                closed(Norm.LINF, "3/2"),
                lines("H 0", "h 0:1", "w 0 0", "l!"),
                NOT_REFUTED));
        list.add(new Forgery(
                "a half-space through one bound that is not there",
                TENT,
                closed(Norm.LINF, "3/2"),
                lines("I 0 0", "H 0", "h 0:1", "w 0 0", "l!"),
                NOT_REFUTED));
        list.add(new Forgery(
                "circular: the conclusion's half-space refutes itself",
                TENT,
                open(Norm.LINF, "3/2"),
                lines("I 0 *", "s 0 * WW", "H 0", "w 0 0", "h 0:1", "l!"),
                NOT_REFUTED));
        list.add(new Forgery(
                "another point's proof",
                new Problem(TENT.network(), List.of(Rational.of(1, 2)), TENT.norm(), TENT.domain(), TENT.unsafe()),
                open(Norm.LINF, "1"),
                text(TENT_PROOF),
                NOT_REFUTED));
        return list;
    }

    private static List<Forgery> grammar() {
        List<Forgery> list = new ArrayList<>();
        String[][] cases = {
            {"an unknown record", "q 0", "no record begins with"},
            {"a record in capitals", "X 0", "no record begins with"},
            {"an empty line", "", "no record begins with"},
            {"a space too many", "I  0 *", "no index"},
            {"a space at the end", "l ", "operands"},
            {"an operand too many", "z 0 0 0", "operands"},
            {"an operand missing", "z 0", "operands"},
            {"a claimed bound", "L 0 0l -1p-1", "expected h"},
            {"a layer that does not exist", "I 1 *", "no index below"},
            {"a neuron that does not exist", "z 0 2", "no index below"},
            {"an input that does not exist", "i 1 0", "no index below"},
            {"a negative index", "z 0 -1", "no index"},
            {"an index that overflows", "z 0 4294967296", "no index"},
            {"an index with a sign", "z 0 +1", "no index"},
            {"an index in other digits", "z 0 \u0661", "no index"},
            {"neurons out of order", "+ 0 1,0", "out of order"},
            {"neurons twice", "+ 0 0-1,1", "out of order"},
            {"a range backwards", "+ 0 1-0", "out of order"},
            {"an empty set", "+ 0 ", "no index"},
            {"a slope above one", "s 0 * =1=1", "not between 0 and 1"},
            {"a slope above one by a hair", "s 0 * =0000001=0000001", "not between 0 and 1"},
            {"no digit", "s 0 * ??", "not between 0 and 1"},
            {"too few slopes", "s 0 * W", "digits for 2 slopes"},
            {"too many places", "s 0 0 000000000", "digits for 1 slopes"},
            {"two multipliers for four rows", "L 0 * n 1 1", "multipliers for 4 rows"},
            {"too few weights of a half-space", "L 0 * h 0 1", "expected h"},
            {"a multiplier forgotten", "n", "operands"},
            {"a weight without a split", "b 1", "no index"},
            {"a weight twice", "h 0:1 0:1", "weighed twice"},
            {"carriage returns", "l\r", "control character"},
            {"a null character", "l\0", "control character"}
        };
        for (String[] c : cases) {
            list.add(new Forgery(c[0], TENT, open(Norm.LINF, "1/2"), c[1] + "\n" + text(HALF_PROOF), c[2]));
        }
        list.add(new Forgery(
                "the last line is cut", TENT, open(Norm.LINF, "1/2"), "I 0 *\ns 0 * WW\nl", "ends within the line"));
        return list;
    }

    private static List<Forgery> numbers() {
        List<Forgery> list = new ArrayList<>();
        for (String number : List.of(
                "NaN",
                "Infinity",
                "inf",
                "1e3",
                "0x1p3",
                "1.5",
                "+1",
                "--1",
                "1p",
                "p1",
                "",
                "1p1p1",
                "1p99999",
                "1p20001",
                "1p-20001",
                "\u0661",
                "1_0",
                "1".repeat(10_001))) {
            String shown = number.length() > 20 ? "10,001 digits" : "'" + number + "'";
            list.add(new Forgery(
                    "nu is " + shown,
                    TENT,
                    open(Norm.LINF, "1/2"),
                    "n " + number + "\n" + text(HALF_PROOF),
                    "no number"));
        }
        list.add(new Forgery("nu is negative", TENT, open(Norm.LINF, "1/2"), "n -1\n" + text(HALF_PROOF), "negative"));
        list.add(new Forgery(
                "a negative weight of a condition",
                TENT,
                open(Norm.LINF, "1/2"),
                "w 0 -1\n" + text(HALF_PROOF),
                "negative"));
        list.add(new Forgery(
                "a negative weight of a split",
                TENT,
                open(Norm.LINF, "9/10"),
                changed(NINE_TENTHS_PROOF, 1, "b 0:-1"),
                "negative"));
        list.add(new Forgery(
                "a negative weight of a half-space",
                TENT,
                open(Norm.LINF, "9/10"),
                changed(NINE_TENTHS_PROOF, 3, "L 0 1l h 0 -1"),
                "negative"));
        list.add(new Forgery(
                "weights that overflow a double",
                TENT,
                closed(Norm.LINF, "1"),
                lines("w 0 1p2000", "I 0 *", "s 0 * WW", "l"),
                NOT_REFUTED));
        list.add(new Forgery(
                "weights that vanish in a double",
                TENT,
                closed(Norm.LINF, "1"),
                lines("w 0 1p-2000", "I 0 *", "s 0 * WW", "l"),
                NOT_REFUTED));
        list.add(new Forgery(
                "a huge nu",
                tent(Norm.L2, TENT.domain()),
                closed(Norm.L2, "1"),
                lines("n 1p1500", "I 0 *", "s 0 * WW", "l"),
                NOT_REFUTED));
        list.add(new Forgery(
                "a huge weight of a split",
                TENT,
                closed(Norm.LINF, "1"),
                lines("z 0 0", "b 0:1p1500", "l", "l"),
                NOT_REFUTED));
        return list;
    }

    private static List<Forgery> limits() {
        List<Forgery> list = new ArrayList<>();
        Assertion half = open(Norm.LINF, "1/2");
        list.add(new Forgery("a path that never ends", TENT, half, "i 0 0\n".repeat(10_001), "splits on a path"));
        list.add(new Forgery("half-spaces without end", TENT, half, "H\n".repeat(1_001), "half-spaces in scope"));
        StringBuilder weights = new StringBuilder("h");
        for (int i = 0; i < 33; i++) {
            weights.append(' ').append(i).append(":1");
        }
        list.add(new Forgery(
                "too many half-spaces at once", TENT, half, "H\n".repeat(40) + weights + "\nl\n", "more than 32"));
        list.add(new Forgery("a line without end", TENT, half, "n " + "0".repeat(1 << 20) + "\n", "too long"));
        return list;
    }
}
