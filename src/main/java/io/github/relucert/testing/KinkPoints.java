package io.github.relucert.testing;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Network;
import io.github.relucert.network.Neuron;
import io.github.relucert.network.RationalVector;
import io.github.relucert.specification.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Points of a box on which a ReLU is exactly at its kink. On the way between two points at which a neuron has different signs the
 * first layer in which a neuron changes its sign is still affine, so that change is the root of a linear function; either half of
 * the way has one sign change less, and in the end the neuron asked for is in that layer.
 */
final class KinkPoints {
    private static final int SAMPLES = 128;
    private static final long SEED = 1;

    private final Network network;
    private final List<Turning> turnings;

    /** A neuron that is positive at one point and negative at another. */
    private record Turning(Neuron neuron, List<Rational> positive, List<Rational> negative) {}

    /** @throws IllegalArgumentException when no neuron changes its sign among sample points of the box */
    KinkPoints(Network network, Box box) {
        this.network = network;
        BoxPoints points = new BoxPoints(box);
        SplittableRandom random = new SplittableRandom(SEED);
        List<List<Rational>> samples = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            samples.add(RationalVector.of(points.draw(random)).toList());
        }
        this.turnings = turnings(samples);
        if (turnings.isEmpty()) {
            throw new IllegalArgumentException(
                    "no ReLU changes its phase among " + SAMPLES + " points of the box; give a larger one");
        }
    }

    private List<Turning> turnings(List<List<Rational>> samples) {
        List<ExactEvaluation> values = samples.stream().map(this::evaluate).toList();
        List<Turning> found = new ArrayList<>();
        for (int relu = 0; relu < network.reluLayers().size(); relu++) {
            for (int i = 0; i < values.getFirst().preActivation(relu).size(); i++) {
                int positive = -1;
                int negative = -1;
                for (int k = 0; k < samples.size(); k++) {
                    int sign = values.get(k).preActivation(relu).signum(i);
                    positive = sign > 0 ? k : positive;
                    negative = sign < 0 ? k : negative;
                }
                if (positive >= 0 && negative >= 0) {
                    found.add(new Turning(new Neuron(relu, i), samples.get(positive), samples.get(negative)));
                }
            }
        }
        return List.copyOf(found);
    }

    /** Number of the neurons that are known to bend in the box. */
    int count() {
        return turnings.size();
    }

    /** A point on the way from {@code start} to one at which this neuron has another sign. */
    Kink at(double[] start, int choice) {
        Turning turning = turnings.get(choice);
        List<Rational> point = RationalVector.of(start).toList();
        int sign = sign(turning.neuron, evaluate(point));
        return sign == 0
                ? new Kink(point, turning.neuron)
                : between(turning.neuron, point, sign > 0 ? turning.negative : turning.positive);
    }

    private Kink between(Neuron wanted, List<Rational> start, List<Rational> end) {
        ExactEvaluation atStart = evaluate(start);
        ExactEvaluation atEnd = evaluate(end);
        Neuron first = firstTurning(wanted, atStart, atEnd);
        Rational from = value(first, atStart);
        Rational to = value(first, atEnd);
        List<Rational> root = new ArrayList<>();
        for (int i = 0; i < start.size(); i++) {
            Rational way = end.get(i).subtract(start.get(i));
            root.add(start.get(i).add(way.multiply(from.divide(from.subtract(to)))));
        }
        if (first.equals(wanted)) {
            return new Kink(root, wanted);
        }
        int sign = sign(wanted, evaluate(root));
        return sign == 0
                ? new Kink(root, wanted)
                : sign == sign(wanted, atStart) ? between(wanted, root, end) : between(wanted, start, root);
    }

    /** The neuron wanted where no earlier layer turns on the way, else one of the first layer that does. */
    private static Neuron firstTurning(Neuron wanted, ExactEvaluation start, ExactEvaluation end) {
        for (int relu = 0; relu < wanted.relu(); relu++) {
            for (int i = 0; i < start.preActivation(relu).size(); i++) {
                Neuron neuron = new Neuron(relu, i);
                if (sign(neuron, start) * sign(neuron, end) < 0) {
                    return neuron;
                }
            }
        }
        return wanted;
    }

    private ExactEvaluation evaluate(List<Rational> point) {
        return new ExactEvaluation(network, RationalVector.of(point));
    }

    private static int sign(Neuron neuron, ExactEvaluation at) {
        return at.preActivation(neuron.relu()).signum(neuron.index());
    }

    private static Rational value(Neuron neuron, ExactEvaluation at) {
        return at.preActivation(neuron.relu()).get(neuron.index());
    }
}
