package io.github.relucert.theorem.universal;

import io.github.relucert.exact.Rational;
import io.github.relucert.theorem.generator.LabelledPoints;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The directions that a hidden neuron of a stationary network can have on orthogonal points of squared norm {@code d}, its multipliers
 * given. With {@code m_i = lambda_i sigma'_i} and {@code B = b / v = sum_i y_i m_i}, the pre-activation at point i over {@code |v|} is
 * {@code s (y_i d m_i + B)} for a neuron of sign s. All {@code 3^n} ways to be on, off or at the kink are tried; for each, B solves a
 * linear equation, and the rest is inspection.
 */
final class AliveDirections {
    private static final Rational ZERO = Rational.ZERO;

    private final LabelledPoints data;
    private final int sign;
    private final List<Rational> multipliers;

    private AliveDirections(LabelledPoints data, int sign, List<Rational> multipliers) {
        this.data = data;
        this.sign = sign;
        this.multipliers = multipliers;
    }

    private enum Phase {
        ON,
        OFF,
        KINK
    }

    /**
     * The vectors m of all neurons of this sign that are on at one point at least.
     *
     * @param multipliers positive, one a point
     */
    static Set<List<Rational>> of(LabelledPoints data, int sign, List<Rational> multipliers) {
        AliveDirections search = new AliveDirections(data, sign, multipliers);
        Set<List<Rational>> found = new LinkedHashSet<>();
        search.extend(new ArrayList<>(), found);
        return Collections.unmodifiableSet(found);
    }

    private void extend(List<Phase> phases, Set<List<Rational>> found) {
        if (phases.size() == data.size()) {
            if (phases.contains(Phase.ON)) {
                solve(phases).ifPresent(found::add);
            }
            return;
        }
        for (Phase phase : Phase.values()) {
            phases.add(phase);
            extend(phases, found);
            phases.removeLast();
        }
    }

    /** At a kink {@code y_i d m_i = -B}; so {@code B = sum over ON of y_i lambda_i - (number of kinks) B / d}. */
    private Optional<List<Rational>> solve(List<Phase> phases) {
        Rational d = Rational.of(data.dimension());
        Rational sum = ZERO;
        int kinks = 0;
        for (int i = 0; i < phases.size(); i++) {
            if (phases.get(i) == Phase.ON) {
                sum = sum.add(multipliers.get(i).multiply(Rational.of(data.label(i))));
            }
            kinks += phases.get(i) == Phase.KINK ? 1 : 0;
        }
        Rational b = sum.multiply(d).divide(d.add(Rational.of(kinks)));
        List<Rational> m = new ArrayList<>();
        for (int i = 0; i < phases.size(); i++) {
            Rational y = Rational.of(data.label(i));
            Rational own = switch (phases.get(i)) {
                case ON -> multipliers.get(i);
                case OFF -> ZERO;
                case KINK -> b.negate().multiply(y).divide(d);
            };
            Rational activation = y.multiply(d).multiply(own).add(b).multiply(Rational.of(sign));
            boolean consistent = switch (phases.get(i)) {
                case ON -> activation.signum() > 0;
                case OFF -> activation.signum() < 0;
                case KINK -> own.signum() >= 0 && own.compareTo(multipliers.get(i)) <= 0;
            };
            if (!consistent) {
                return Optional.empty();
            }
            m.add(own);
        }
        return Optional.of(m);
    }
}
