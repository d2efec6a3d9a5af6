package io.github.relucert.theorem.definition;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.network.Relu;
import io.github.relucert.theorem.circuit.Gadgets;
import io.github.relucert.theorem.circuit.LayeredCircuit;
import io.github.relucert.theorem.circuit.ParameterCount;
import io.github.relucert.theorem.circuit.Signal;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/** The feed-forward ReLU network, its evaluation, its size, and small functions that it represents exactly. */
public final class FeedForwardNetwork implements Theorem {
    private static final int POINTS = 10;

    @Override
    public String id() {
        return "DEF-1";
    }

    @Override
    public Paper paper() {
        return Paper.DEFINITIONS;
    }

    @Override
    public String title() {
        return "Feed-forward ReLU network and its gadgets";
    }

    @Override
    public String statement() {
        return "h_1 = relu(W_1 x + b_1), h_l = relu(W_l h_{l-1} + b_l) for 2 <= l <= L-1, y = W_L h_{L-1} + b_L; with"
                + " dense matrices it has sum_l (d_{l-1} + 1) d_l parameters, and compositions are such networks again."
                + " Exactly represented: max(u,v) = relu(u-v) + relu(v) for v >= 0, = relu(u-v) + relu(v) - relu(-v) in"
                + " general; min(u,v) = relu(u) - relu(u-v) for u >= 0; |u| = relu(u) + relu(-u); min(max(u,0),1) ="
                + " relu(u) - relu(u-1).";
    }

    @Override
    public String source() {
        return "Definition of the network class in the papers on separated data and on feature averaging";
    }

    @Override
    public Optional<String> erratum() {
        return Optional.of(
                "E-1: printed y = W_L h_L + b_L with W_L in R^{m x m_L}; right are h_{L-1} and m_{L-1} (the paper has"
                        + " the same slip).");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.onInstances(
                        "the evaluation is that of the definition, exactly", 30, FeedForwardNetwork::evaluation),
                Check.onInstances(
                        "the dense parameter count is the sum of (d_{l-1} + 1) d_l",
                        30,
                        FeedForwardNetwork::parameterCount),
                Check.onInstances(
                        "the composition of two networks is their networks in sequence",
                        30,
                        FeedForwardNetwork::composition),
                Check.onInstances("every gadget is the function it is called after", 30, FeedForwardNetwork::gadgets));
    }

    @Override
    public List<Check> controls() {
        return List.of(
                Check.onInstances("max(u,v) with two neurons for v < 0", 1, FeedForwardNetwork::maximumOfNegative),
                Check.onInstances(
                        "one ReLU more after the last map, as the printed h_L would have it (E-1)",
                        30,
                        FeedForwardNetwork::oneLayerTooMany));
    }

    /** A chain of layers with random widths up to 4 and weights that are multiples of 1/4. */
    static Network chain(long seed, int inputs, int outputs) {
        SplittableRandom random = new SplittableRandom(seed);
        LayeredCircuit circuit = new LayeredCircuit(inputs);
        int width = inputs;
        int hidden = random.nextInt(1, 4);
        for (int layer = 0; layer < hidden; layer++) {
            int next = random.nextInt(1, 5);
            for (int i = 0; i < next; i++) {
                circuit.relu(row(layer, width, random));
            }
            circuit.closeLayer();
            width = next;
        }
        int last = width;
        return circuit.build(IntStream.range(0, outputs)
                        .mapToObj(_ -> row(hidden, last, random))
                        .toList())
                .network();
    }

    private static Signal row(int layer, int width, SplittableRandom random) {
        List<Double> weights =
                IntStream.range(0, width).mapToObj(_ -> quarter(random)).toList();
        List<Integer> units = IntStream.range(0, width).boxed().toList();
        return new Signal(layer, units, weights, OptionalDouble.of(quarter(random)));
    }

    private static double quarter(SplittableRandom random) {
        return random.nextInt(-8, 9) / 4.0;
    }

    private static List<Rational> point(int size, SplittableRandom random) {
        return IntStream.range(0, size)
                .mapToObj(_ -> Rational.of(random.nextInt(-24, 25), 8))
                .toList();
    }

    private static List<Rational> output(Network network, List<Rational> x) {
        return new ExactEvaluation(network, RationalVector.of(x)).output().toList();
    }

    /** The exact evaluation against sums written out. */
    public static Finding evaluation(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Network network = chain(random.nextLong(), random.nextInt(1, 5), random.nextInt(1, 4));
        List<String> violations = new ArrayList<>();
        for (int k = 0; k < POINTS; k++) {
            List<Rational> x = point(network.inputSize(), random);
            if (!output(network, x).equals(byDefinition(network, x))) {
                violations.add(output(network, x) + " at " + x);
            }
        }
        return Finding.unlessViolated(
                describe(network), "equal at " + POINTS + " points", "the definition's value", violations);
    }

    private static String describe(Network network) {
        List<Integer> widths = network.layers().stream()
                .filter(Affine.class::isInstance)
                .map(Layer::outputSize)
                .toList();
        return "a network with " + network.inputSize() + " inputs and layers of " + widths;
    }

    private static List<Rational> byDefinition(Network network, List<Rational> x) {
        List<Rational> value = x;
        for (Layer layer : network.layers()) {
            List<Rational> before = value;
            value = switch (layer) {
                case Relu _ -> before.stream().map(z -> z.max(Rational.ZERO)).toList();
                case Affine affine ->
                    IntStream.range(0, affine.outputSize())
                            .mapToObj(i -> preActivation(affine, i, before))
                            .toList();
            };
        }
        return value;
    }

    private static Rational preActivation(Affine affine, int row, List<Rational> before) {
        List<Rational> sum = new ArrayList<>(List.of(Rational.of(affine.bias(row))));
        for (Affine.Term term : affine.terms()) {
            term.map()
                    .forEachInRow(
                            row, (column, weight) -> sum.add(Rational.of(weight).multiply(before.get(column))));
        }
        return sum.stream().reduce(Rational::add).orElseThrow();
    }

    /** The dense count against the sum over the widths. */
    public static Finding parameterCount(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Network network = chain(random.nextLong(), random.nextInt(1, 5), random.nextInt(1, 4));
        long expected = 0;
        int width = network.inputSize();
        for (Layer layer : network.layers()) {
            if (layer instanceof Affine) {
                expected += (width + 1L) * layer.outputSize();
                width = layer.outputSize();
            }
        }
        long dense = ParameterCount.of(network, expected).dense();
        return Finding.unless(
                dense == expected ? Optional.empty() : Optional.of(dense + " parameters"),
                describe(network),
                dense + " parameters",
                "sum of (d_{l-1} + 1) d_l = " + expected);
    }

    /** {@code g(f(x))} by one network and by two. */
    public static Finding composition(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int middle = random.nextInt(1, 4);
        Network first = chain(random.nextLong(), random.nextInt(1, 5), middle);
        Network second = chain(random.nextLong(), middle, random.nextInt(1, 4));
        Network both = compose(first, second);
        List<String> violations = new ArrayList<>();
        for (int k = 0; k < POINTS; k++) {
            List<Rational> x = point(first.inputSize(), random);
            if (!output(both, x).equals(output(second, output(first, x)))) {
                violations.add("another value at " + x);
            }
        }
        return Finding.unlessViolated(describe(both), "equal at " + POINTS + " points", "g(f(x)), exactly", violations);
    }

    /** The second network reading the output of the first. */
    static Network compose(Network first, Network second) {
        List<Layer> layers = new ArrayList<>(first.layers());
        int shift = layers.size();
        for (Layer layer : second.layers()) {
            layers.add(
                    switch (layer) {
                        case Relu relu -> new Relu(relu.name() + "/second", relu.source() + shift, relu.outputSize());
                        case Affine affine ->
                            new Affine(
                                    affine.name() + "/second",
                                    affine.terms().stream()
                                            .map(term -> new Affine.Term(term.source() + shift, term.map()))
                                            .toList(),
                                    affine.bias());
                    });
        }
        return new Network(first.inputType(), first.inputShape(), layers);
    }

    private record Gadget(String name, Network network, BinaryOperator<Rational> function, Domain domain) {}

    /** Where a gadget is right. */
    private enum Domain {
        EVERYWHERE,
        FIRST_NON_NEGATIVE,
        SECOND_NON_NEGATIVE
    }

    private interface Writer {
        Signal write(LayeredCircuit circuit, Signal u, Signal v);
    }

    private static Network network(Writer writer) {
        LayeredCircuit circuit = new LayeredCircuit(2);
        Signal result = writer.write(circuit, circuit.input(0), circuit.input(1));
        circuit.closeLayer();
        return circuit.build(List.of(result)).network();
    }

    private static List<Gadget> all() {
        return List.of(
                new Gadget("max, 2 neurons", network(Gadgets::maximum), Rational::max, Domain.SECOND_NON_NEGATIVE),
                new Gadget("max, 3 neurons", network(Gadgets::maximumOfAny), Rational::max, Domain.EVERYWHERE),
                new Gadget("min", network(Gadgets::minimum), Rational::min, Domain.FIRST_NON_NEGATIVE),
                new Gadget(
                        "abs",
                        network((circuit, u, _) -> Gadgets.absolute(circuit, u)),
                        (u, _) -> u.abs(),
                        Domain.EVERYWHERE),
                new Gadget(
                        "clip",
                        network((circuit, u, _) -> Gadgets.clip(circuit, u)),
                        (u, _) -> u.max(Rational.ZERO).min(Rational.ONE),
                        Domain.EVERYWHERE));
    }

    /** Every gadget at random points of the range it is stated for. */
    public static Finding gadgets(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> violations = new ArrayList<>();
        for (Gadget gadget : all()) {
            Rational u = Rational.of(random.nextInt(-64, 65), 16);
            Rational v = Rational.of(random.nextInt(-64, 65), 16);
            List<Rational> x = switch (gadget.domain()) {
                case EVERYWHERE -> List.of(u, v);
                case FIRST_NON_NEGATIVE -> List.of(u.abs(), v);
                case SECOND_NON_NEGATIVE -> List.of(u, v.abs());
            };
            Rational expected = gadget.function().apply(x.get(0), x.get(1));
            Rational value = output(gadget.network(), x).getFirst();
            if (!value.equals(expected)) {
                violations.add(gadget.name() + " gives " + value + " at " + x);
            }
        }
        return Finding.unlessViolated(
                "max, min, abs and clip at random points", "all equal", "equal, exactly", violations);
    }

    private static Finding maximumOfNegative(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Rational> x = List.of(Rational.of(random.nextInt(-64, 65), 16), Rational.of(-random.nextInt(1, 65), 16));
        Rational value = output(network(Gadgets::maximum), x).getFirst();
        Rational expected = x.get(0).max(x.get(1));
        return Finding.unless(
                value.equals(expected) ? Optional.empty() : Optional.of("the gadget gives " + value),
                "u, v = " + x,
                "the gadget gives " + value,
                "max(u, v) = " + expected);
    }

    /** A last ReLU before the output map, where the right definition has none left. */
    private static Finding oneLayerTooMany(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Network network = chain(random.nextLong(), 2, 1);
        List<Rational> x = point(2, random);
        Rational value = output(network, x).getFirst();
        Rational printed = value.max(Rational.ZERO);
        return Finding.unless(
                value.equals(printed) ? Optional.empty() : Optional.of("y = " + value),
                describe(network) + " at " + x,
                "y = " + value,
                "with one ReLU more " + printed);
    }
}
