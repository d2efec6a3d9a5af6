package io.github.relucert.theorem.universal;

import io.github.relucert.exact.Rational;
import io.github.relucert.theorem.generator.LabelledPoints;
import io.github.relucert.theorem.generator.Vectors;
import io.github.relucert.theorem.twolayer.TwoLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * A candidate for a Karush-Kuhn-Tucker point of the margin problem: minimise {@code ||theta||^2 / 2} subject to
 * {@code y_i f(x_i) >= 1}, where {@code f(x) = sum_j v_j relu(<w_j, x> + b_j)} and theta collects all weights. It is one when there
 * are {@code lambda_i >= 0} and {@code sigma'_ij} in the subdifferential of the ReLU (0, 1, or anything between at the kink) with
 * <ul>
 * <li>{@code w_j = sum_i lambda_i y_i v_j sigma'_ij x_i}, {@code b_j = sum_i lambda_i y_i v_j sigma'_ij},
 * <li>{@code v_j = sum_i lambda_i y_i relu(<w_j, x_i> + b_j)},
 * <li>{@code lambda_i (y_i f(x_i) - 1) = 0}.
 * </ul>
 * In the numbers of {@link KktNeuron} every condition is an identity or inequality of rationals, so it is decided without rounding.
 *
 * @param data the points
 * @param bias whether the neurons have biases
 * @param neurons the network
 * @param squaredMultipliers {@code lambda_i^2}
 */
public record KktPoint(
        LabelledPoints data, HiddenBias bias, List<KktNeuron> neurons, List<Rational> squaredMultipliers) {
    public KktPoint {
        neurons = List.copyOf(neurons);
        squaredMultipliers = List.copyOf(squaredMultipliers);
    }

    /** The network's function. */
    public TwoLayer function() {
        return TwoLayer.of(neurons.stream().map(KktNeuron::function).toList());
    }

    /** {@code alpha_i = sum_j v_j^2 lambda_i sigma'_ij}, the weight of point {@code i} in the network. */
    public Rational weight(int i) {
        return neurons.stream()
                .map(neuron -> neuron.share().multiply(neuron.coefficients().get(i)))
                .reduce(Rational.ZERO, Rational::add);
    }

    /** The part of {@link #weight} that lies on neurons whose output has the sign of the point's label. */
    public Rational ownWeight(int i) {
        return neurons.stream()
                .filter(neuron -> neuron.sign() == data.label(i))
                .map(neuron -> neuron.share().multiply(neuron.coefficients().get(i)))
                .reduce(Rational.ZERO, Rational::add);
    }

    /** {@code y_i f(x_i)}. */
    public Rational margin(int i) {
        return function().at(data.point(i)).multiply(Rational.of(data.label(i)));
    }

    /** The conditions that do not hold; none for a Karush-Kuhn-Tucker point. */
    public List<String> violations() {
        List<String> violations = new ArrayList<>();
        for (int j = 0; j < neurons.size(); j++) {
            addStationarity(violations, j);
            addSubgradients(violations, j);
        }
        for (int i = 0; i < data.size(); i++) {
            Rational slack = margin(i).subtract(Rational.ONE);
            if (slack.signum() < 0) {
                violations.add("margin of point " + i);
            }
            if (slack.signum() != 0 && squaredMultipliers.get(i).signum() != 0) {
                violations.add("complementarity at point " + i);
            }
            if (squaredMultipliers.get(i).signum() < 0) {
                violations.add("sign of multiplier " + i);
            }
        }
        return violations;
    }

    private void addStationarity(List<String> violations, int j) {
        KktNeuron neuron = neurons.get(j);
        List<Rational> signed = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            signed.add(neuron.coefficients().get(i).multiply(Rational.of(data.label(i))));
        }
        if (!neuron.direction().equals(Vectors.combination(data.dimension(), signed, data.points()))) {
            violations.add("stationarity of w, neuron " + j);
        }
        Rational offset = signed.stream().reduce(Rational.ZERO, Rational::add).multiply(bias.addition());
        if (!neuron.offset().equals(offset)) {
            violations.add("stationarity of b, neuron " + j);
        }
        // The condition on v, divided by v: sum_i lambda_i y_i sign rho activation_i = 1, where lambda_i = rho
        // coefficient_i.
        Rational sum = Rational.ZERO;
        for (int i = 0; i < data.size(); i++) {
            Rational activation = neuron.activation(data.point(i));
            if (activation.signum() > 0) {
                sum = sum.add(signed.get(i).multiply(activation));
            }
        }
        if (!sum.multiply(Rational.of(neuron.sign()))
                .multiply(neuron.squaredUnit())
                .equals(Rational.ONE)) {
            violations.add("stationarity of v, neuron " + j);
        }
    }

    /** {@code lambda_i sigma'_ij} is {@code lambda_i} where the neuron is on, 0 where it is off, and between the two at the kink. */
    private void addSubgradients(List<String> violations, int j) {
        KktNeuron neuron = neurons.get(j);
        for (int i = 0; i < data.size(); i++) {
            Rational coefficient = neuron.coefficients().get(i);
            Rational square = coefficient.multiply(coefficient).multiply(neuron.squaredUnit());
            int against = square.compareTo(squaredMultipliers.get(i));
            boolean holds = switch (neuron.activation(data.point(i)).signum()) {
                case 1 -> against == 0;
                case 0 -> against <= 0;
                default -> coefficient.signum() == 0;
            };
            if (!holds || coefficient.signum() < 0) {
                violations.add("subgradient of neuron " + j + " at point " + i);
            }
        }
    }
}
