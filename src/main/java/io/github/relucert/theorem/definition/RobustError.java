package io.github.relucert.theorem.definition;

import io.github.relucert.attack.AttackBudget;
import io.github.relucert.attack.TargetedPgd;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import io.github.relucert.theorem.circuit.LayeredCircuit;
import io.github.relucert.theorem.circuit.Signal;
import io.github.relucert.theorem.generator.RandomTwoLayerNet;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Clean and robust error, and what an attack can say about them. */
public final class RobustError implements Theorem {
    private static final TargetedPgd ATTACK = new TargetedPgd(4, 10);
    private static final int EVALUATIONS = 400;
    private static final int POINTS = 6;

    @Override
    public String id() {
        return "DEF-2";
    }

    @Override
    public Paper paper() {
        return Paper.DEFINITIONS;
    }

    @Override
    public String title() {
        return "Clean and robust error";
    }

    @Override
    public String statement() {
        return "The robust error at radius delta is the share of points x_i for which some x' in the closed ball"
                + " B_p(x_i, delta) has sgn f(x') != y_i, a zero included. It is a non-decreasing step function of delta"
                + " that jumps at the exact radii, equals the clean error at 0, and is at least what any attack finds"
                + " within delta.";
    }

    @Override
    public String source() {
        return "Definitions 2.1, 3.1 and 5.4 of the paper on separated data; equation (15) of the one on sample"
                + " complexity";
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "Empirical error on random networks with up to 3 inputs and 6 neurons; errors over regions are EXP-8"
                        + " and EXP-14.");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.onInstances(
                        "the error does not decrease, and starts at the clean error", 30, RobustError::isAStepFunction),
                Check.onInstances(
                        "projected gradient descent finds no more than there is", 20, RobustError::attackIsBelow));
    }

    @Override
    public List<Check> controls() {
        return List.of(
                Check.onInstances(
                        "projected gradient descent finds all that there is, masked gradients", 1, RobustError::masked),
                Check.onInstances(
                        "the error at 0 is the error within a small distance", 30, RobustError::cleanIsRobust));
    }

    /** A random network with labelled points. */
    private record Instance(Network network, List<List<Rational>> points, List<Integer> labels, Norm norm) {
        static Instance of(long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            int inputs = random.nextInt(1, 4);
            Network network = RandomTwoLayerNet.generate(random.nextLong(), inputs, random.nextInt(1, 7));
            List<List<Rational>> points = new ArrayList<>();
            List<Integer> labels = new ArrayList<>();
            for (int i = 0; i < POINTS; i++) {
                List<Rational> x = IntStream.range(0, inputs)
                        .mapToObj(_ -> Rational.of(random.nextInt(-16, 17), 8))
                        .toList();
                points.add(x);
                // Mostly right, so that most radii are positive.
                int side = output(network, x).signum();
                labels.add(side == 0 || random.nextInt(6) == 0 ? (random.nextBoolean() ? 1 : -1) : side);
            }
            return new Instance(network, points, labels, List.of(Norm.values()).get(random.nextInt(3)));
        }

        long wrong() {
            return IntStream.range(0, points.size())
                    .filter(i -> output(network, points.get(i)).signum() != labels.get(i))
                    .count();
        }

        RobustErrorCurve exact() {
            return RobustErrorCurve.exact(network, points, labels, norm);
        }

        RobustErrorCurve attacked(long seed) {
            return RobustErrorCurve.attacked(
                    network, points, labels, norm, ATTACK, new AttackBudget(EVALUATIONS, seed));
        }

        @Override
        public String toString() {
            return "random net with " + network.inputSize() + " inputs and " + network.neuronCount() + " neurons, "
                    + points.size() + " points, " + norm.id();
        }
    }

    private static Rational output(Network network, List<Rational> x) {
        return new ExactEvaluation(network, RationalVector.of(x)).output().get(0);
    }

    /** The radii at which the curve is looked at: a grid, and its own jumps. */
    private static List<Radius> distances(Norm norm, RobustErrorCurve curve) {
        List<Radius> distances = new ArrayList<>(curve.radii());
        for (int k = 0; k <= 16; k++) {
            distances.add(Radius.ofLength(norm, Rational.of(k, 4)));
        }
        return distances.stream().sorted().toList();
    }

    /** Monotone, and the clean error at 0. */
    public static Finding isAStepFunction(long seed) {
        Instance instance = Instance.of(seed);
        RobustErrorCurve curve = instance.exact();
        List<String> violations = new ArrayList<>();
        long before = 0;
        for (Radius distance : distances(instance.norm(), curve)) {
            long error = curve.at(distance);
            if (error < before) {
                violations.add("the error falls to " + error + " at " + distance);
            }
            before = error;
        }
        long clean = curve.at(new Radius(instance.norm(), Rational.ZERO));
        if (clean != instance.wrong()) {
            violations.add(clean + " points wrong at 0, " + instance.wrong() + " by evaluation");
        }
        return Finding.unlessViolated(
                instance.toString(), "from " + clean + " up to " + before + " points", "non-decreasing", violations);
    }

    /** The attack's curve against the exact one. */
    public static Finding attackIsBelow(long seed) {
        Instance instance = Instance.of(seed);
        RobustErrorCurve exact = instance.exact();
        RobustErrorCurve attacked = instance.attacked(seed);
        List<String> violations = new ArrayList<>();
        for (Radius distance : distances(instance.norm(), attacked)) {
            if (attacked.at(distance) > exact.at(distance)) {
                violations.add(attacked.at(distance) + " attacked and " + exact.at(distance) + " there at " + distance);
            }
        }
        return Finding.unlessViolated(
                instance.toString(), "never more than there are", "at most the exact error", violations);
    }

    /**
     * {@code f(x) = 1 - 64 relu(sum_i x_i - 15)} in 16 dimensions, at 0: flat but for the corner (1,..,1) of the unit ball, so that no
     * gradient leads there and random points of the ball do not lie there.
     */
    private static Finding masked(long seed) {
        int dimension = 16;
        LayeredCircuit circuit = new LayeredCircuit(dimension);
        Signal on = circuit.relu(Signal.ofInputs(Collections.nCopies(dimension, 1.0), -(dimension - 1)));
        circuit.closeLayer();
        Network network = circuit.build(List.of(on.times(-64).plus(1))).network();
        List<List<Rational>> points = List.of(Collections.nCopies(dimension, Rational.ZERO));
        Radius one = new Radius(Norm.LINF, Rational.ONE);
        RobustErrorCurve exact = RobustErrorCurve.exact(network, points, List.of(1), Norm.LINF);
        RobustErrorCurve attacked = RobustErrorCurve.attacked(
                network, points, List.of(1), Norm.LINF, ATTACK, new AttackBudget(EVALUATIONS, seed));
        return Finding.unless(
                attacked.at(one) < exact.at(one)
                        ? Optional.of("the attack finds nothing within 1; the exact radius is "
                                + exact.radii().getFirst().value())
                        : Optional.empty(),
                "one neuron that is off in nearly all of the ball",
                "the attack finds the error within 1",
                "at least the exact error");
    }

    private static Finding cleanIsRobust(long seed) {
        Instance instance = Instance.of(seed);
        RobustErrorCurve curve = instance.exact();
        long clean = curve.at(new Radius(instance.norm(), Rational.ZERO));
        long near = curve.at(Radius.ofLength(instance.norm(), Rational.of(1, 2)));
        return Finding.unless(
                clean == near ? Optional.empty() : Optional.of(near + " points wrong within 1/2"),
                instance.toString(),
                near + " points wrong within 1/2",
                clean + " points wrong at 0");
    }
}
