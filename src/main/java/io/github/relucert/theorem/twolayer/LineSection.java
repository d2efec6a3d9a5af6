package io.github.relucert.theorem.twolayer;

import io.github.relucert.exact.Rational;
import io.github.relucert.theorem.generator.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The signed value {@code g(eta) = label * f(x + eta v)} along a ray, {@code eta >= 0}: piecewise linear, with at most one knot a
 * hidden neuron, all of it exact.
 *
 * @param knots ascending, the first of them 0
 * @param values {@code g} at the knots
 * @param lastSlope slope beyond the last knot
 */
public record LineSection(List<Rational> knots, List<Rational> values, Rational lastSlope) {
    public LineSection {
        knots = List.copyOf(knots);
        values = List.copyOf(values);
    }

    /** The section of {@code f} along {@code x + eta direction}, in the sign of {@code label}. */
    public static LineSection of(TwoLayer f, List<Rational> x, List<Rational> direction, int label) {
        TreeSet<Rational> knots = new TreeSet<>();
        knots.add(Rational.ZERO);
        Rational lastSlope = Rational.ZERO;
        for (HiddenNeuron neuron : f.neurons()) {
            Rational start = neuron.preActivation(x);
            Rational slope = Vectors.dot(neuron.weights(), direction);
            if (slope.signum() != 0 && start.signum() * slope.signum() < 0) {
                knots.add(start.divide(slope).negate());
            }
            if (slope.signum() > 0) {
                lastSlope = lastSlope.add(neuron.output().multiply(slope));
            }
        }
        Rational sign = Rational.of(label);
        List<Rational> values = new ArrayList<>();
        for (Rational knot : knots) {
            values.add(sign.multiply(f.at(Vectors.addMultiple(x, knot, direction))));
        }
        return new LineSection(List.copyOf(knots), values, sign.multiply(lastSlope));
    }

    /** {@code inf { eta >= 0 : g(eta) < 0 }}; empty when {@code g} is nowhere negative. */
    public Optional<Rational> firstNegative() {
        if (values.getFirst().signum() < 0) {
            return Optional.of(Rational.ZERO);
        }
        for (int k = 1; k < knots.size(); k++) {
            if (values.get(k).signum() < 0) {
                Rational left = values.get(k - 1);
                Rational share = left.divide(left.subtract(values.get(k)));
                Rational width = knots.get(k).subtract(knots.get(k - 1));
                return Optional.of(knots.get(k - 1).add(share.multiply(width)));
            }
        }
        return lastSlope.signum() < 0
                ? Optional.of(knots.getLast().subtract(values.getLast().divide(lastSlope)))
                : Optional.empty();
    }

    /** Whether {@code g} nowhere rises. */
    public boolean isNonIncreasing() {
        for (int k = 1; k < knots.size(); k++) {
            if (values.get(k).compareTo(values.get(k - 1)) > 0) {
                return false;
            }
        }
        return lastSlope.signum() <= 0;
    }
}
