package io.github.relucert.theorem.definition;

import io.github.relucert.cells.ExactRadius;
import io.github.relucert.cells.Nearest;
import io.github.relucert.exact.Rational;
import io.github.relucert.milp.WorstMargin;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import io.github.relucert.theorem.generator.RandomTwoLayerNet;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The objective of adversarial training, whose inner maximum is a least margin. */
public final class AdversarialTraining implements Theorem {
    private static final double TOLERANCE = 1e-6;
    private static final int STEPS = 20;

    @Override
    public String id() {
        return "DEF-3";
    }

    @Override
    public Paper paper() {
        return Paper.DEFINITIONS;
    }

    @Override
    public String title() {
        return "Adversarial training objective";
    }

    @Override
    public String statement() {
        return "Adversarial training minimises (1/N) sum_i max_{||delta|| <= eps} L(f(x_i + delta), y_i). For a loss"
                + " that decreases in the margin y f the inner maximum is the loss at the least margin over the ball;"
                + " projected gradient descent gives a lower end of that loss, interval bounds an upper end. For linear f"
                + " the least margin is y f(x) - eps ||w||_q, 1/p + 1/q = 1.";
    }

    @Override
    public String source() {
        return "Definition of the objective in the papers on separated data and on feature averaging";
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "Least margins over l_inf balls of networks with up to 3 inputs and 6 neurons, proved to 1e-6 by"
                        + " enumeration of cells.");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.onInstances(
                        "descent, the exact maximum and interval bounds are in this order, and the program finds the"
                                + " maximum",
                        4,
                        AdversarialTraining::inOrder),
                Check.onInstances(
                        "the least margin of a linear function is the closed form, in l_inf, l1 and l2",
                        30,
                        AdversarialTraining::linear));
    }

    @Override
    public List<Check> controls() {
        return List.of(
                Check.onInstances(
                        "the least margin is that at the gradient-sign point", 60, AdversarialTraining::gradientSign),
                Check.onInstances(
                        "the closed form with the norm itself instead of its dual", 30, AdversarialTraining::sameNorm));
    }

    private static InnerMaximum instance(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int inputs = random.nextInt(1, 4);
        Network network = RandomTwoLayerNet.generate(random.nextLong(), inputs, random.nextInt(1, 7));
        return new InnerMaximum(
                network, point(inputs, random), random.nextBoolean() ? 1 : -1, Rational.of(random.nextInt(1, 9), 8));
    }

    private static List<Rational> point(int size, SplittableRandom random) {
        return IntStream.range(0, size)
                .mapToObj(_ -> Rational.of(random.nextInt(-16, 17), 8))
                .toList();
    }

    private static String describe(InnerMaximum instance) {
        return "random net with " + instance.network().inputSize() + " inputs and "
                + instance.network().neuronCount() + " neurons, eps = " + instance.radius();
    }

    /** Whether no point of the closed ball has a margin of {@code level} or less, by exact enumeration. */
    private static boolean exceeds(InnerMaximum instance, Rational level) {
        return ExactRadius.atMost(instance.below(level))
                .map(Nearest::radius)
                .filter(radius -> radius.value().compareTo(instance.radius()) <= 0)
                .isEmpty();
    }

    /** Three values of the inner maximum, the middle one proved by enumeration to a tolerance. */
    public static Finding inOrder(long seed) {
        InnerMaximum instance = instance(seed);
        WorstMargin.Answer program = instance.byProgram();
        double descent = instance.byDescent(STEPS);
        double intervals = instance.byIntervals();
        List<String> violations = new ArrayList<>();
        if (exceeds(instance, Rational.of(program.upper() + TOLERANCE))) {
            violations.add("no margin down to the program's " + program.upper());
        }
        if (!exceeds(instance, Rational.of(program.upper() - TOLERANCE))) {
            violations.add("a margin below the program's " + program.upper());
        }
        if (descent < program.upper() - TOLERANCE) {
            violations.add("descent reaches " + descent + ", the program " + program.upper());
        }
        if (intervals > program.upper() + TOLERANCE) {
            violations.add("interval bound " + intervals + " above the margin " + program.upper());
        }
        String measured = "losses " + InnerMaximum.loss(descent) + " <= " + InnerMaximum.loss(program.upper()) + " <= "
                + InnerMaximum.loss(intervals);
        return Finding.unlessViolated(
                describe(instance), measured, "descent <= exact maximum <= interval bound", violations);
    }

    private record Linear(double[] weights, double bias, List<Rational> point, Norm norm, Rational level) {
        static Linear of(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            int inputs = random.nextInt(2, 5);
            double[] weights = random.ints(inputs, 1, 9)
                    .mapToDouble(k -> (random.nextBoolean() ? k : -k) / 4.0)
                    .toArray();
            return new Linear(
                    weights,
                    random.nextInt(-8, 9) / 4.0,
                    AdversarialTraining.point(inputs, random),
                    List.of(Norm.values()).get(random.nextInt(3)),
                    Rational.of(-random.nextInt(1, 33), 4));
        }

        Network network() {
            Dense map = new Dense(1, weights.length, weights);
            Affine affine = new Affine("output", List.of(new Affine.Term(0, map)), new double[] {bias});
            return new Network(FloatType.FLOAT64, List.of(weights.length), List.of(affine));
        }

        Rational value() {
            return new ExactEvaluation(network(), RationalVector.of(point))
                    .output()
                    .get(0);
        }

        /** The exact distance at which the margin falls by {@code -level}. */
        Radius distance() {
            InnerMaximum inner = new InnerMaximum(network(), point, 1, Rational.ONE);
            return ExactRadius.atMost(inner.below(value().add(level), norm))
                    .map(Nearest::radius)
                    .orElse(new Radius(norm, Rational.POSITIVE_INFINITY));
        }

        /** {@code drop / ||w||}, or its square in l2. */
        Radius quotient(Norm measured) {
            List<Rational> zero = point.stream().map(_ -> Rational.ZERO).toList();
            Rational length =
                    measured.distance(RationalVector.of(weights).toList(), zero).value();
            Rational drop = level.negate();
            Rational dividend = measured == Norm.L2 ? drop.multiply(drop) : drop;
            return new Radius(norm, dividend.divide(length));
        }

        Norm dual() {
            return switch (norm) {
                case LINF -> Norm.L1;
                case L2 -> Norm.L2;
                case L1 -> Norm.LINF;
            };
        }

        Finding compare(Norm measured) {
            Radius exact = distance();
            Radius expected = quotient(measured);
            return Finding.unless(
                    exact.equals(expected) ? Optional.empty() : Optional.of("distance " + exact.value()),
                    "a linear function of " + weights.length + " inputs, " + norm.id(),
                    "the margin falls by " + level.negate() + " within " + exact.value(),
                    "fall / ||w||_q, " + expected.value() + (norm == Norm.L2 ? " (squares)" : ""));
        }
    }

    /** The margin of a linear function falls by {@code eps ||w||_q} within {@code eps}, exactly. */
    public static Finding linear(long seed) {
        Linear linear = Linear.of(seed);
        return linear.compare(linear.dual());
    }

    private static Finding sameNorm(long seed) {
        Linear linear = Linear.of(seed);
        return linear.compare(linear.norm());
    }

    private static Finding gradientSign(long seed) {
        InnerMaximum instance = instance(seed);
        double fast = instance.byDescent(1);
        return Finding.unless(
                exceeds(instance, Rational.of(fast - TOLERANCE))
                        ? Optional.empty()
                        : Optional.of("a margin below " + fast + " within eps"),
                describe(instance),
                "no margin below " + fast,
                "the margin at the gradient-sign point, " + fast);
    }
}
