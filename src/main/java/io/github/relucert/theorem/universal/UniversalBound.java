package io.github.relucert.theorem.universal;

import io.github.relucert.cells.ExactRadius;
import io.github.relucert.cells.Nearest;
import io.github.relucert.cells.UniversalPerturbation;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import io.github.relucert.theorem.generator.LabelledPoints;
import io.github.relucert.theorem.generator.Vectors;
import io.github.relucert.theorem.twolayer.LineSection;
import io.github.relucert.theorem.twolayer.TwoLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One shift for all points, {@code x_i - y_i z} with {@code z = eta u} and {@code u = sum_i y_i x_i}, and how long it has to be.
 * Points have squared norm {@code d} and inner products of absolute value at most p.
 */
final class UniversalBound {
    private static final Rational TWO = Rational.of(2);

    private UniversalBound() {}

    /** {@code u = sum_i y_i x_i}. */
    static List<Rational> direction(LabelledPoints data) {
        return Vectors.addMultiple(data.classSum(1), Rational.of(-1), data.classSum(-1));
    }

    /**
     * Beyond {@code eta_bar = ((d + 1)(1 - q) / ((1 - 2 q) n_min) + 2 (p + 1)) / (d - (n - 1) p)} every point is misclassified;
     * without biases {@code d + 1} and {@code p + 1} become d and p.
     */
    static Rational step(LabelledPoints data, HiddenBias bias) {
        Rational q = bias.crowding(data);
        Rational least = Rational.of(Math.min(data.count(1), data.count(-1)));
        Rational first = bias.squaredNorm(data)
                .multiply(Rational.ONE.subtract(q))
                .divide(Rational.ONE.subtract(TWO.multiply(q)).multiply(least));
        Rational rest =
                Rational.of(data.dimension()).subtract(data.largestProduct().multiply(Rational.of(data.size() - 1)));
        return first.add(TWO.multiply(bias.productBound(data))).divide(rest);
    }

    /** {@code sum ||x_i||^2 + n (n - 1) p}, which is {@code n d + n (n - 1) p} and at least {@code ||u||^2}. */
    static Rational squaredLengthBound(LabelledPoints data) {
        long n = data.size();
        Rational sum = data.largestProduct().multiply(Rational.of(n * (n - 1)));
        for (int i = 0; i < n; i++) {
            sum = sum.add(data.product(i, i));
        }
        return sum;
    }

    /** {@code y f(x_i - y eta direction)} along {@code eta >= 0}, exactly. */
    static LineSection section(TwoLayer f, LabelledPoints data, int i, List<Rational> direction) {
        int y = data.label(i);
        return LineSection.of(f, data.point(i), Vectors.multiple(Rational.of(-y), direction), y);
    }

    /** The least eta beyond which every point has the wrong sign, provided that no sign returns; empty when some point never has. */
    static Optional<Rational> crossing(TwoLayer f, LabelledPoints data, List<Rational> direction) {
        Rational last = Rational.ZERO;
        for (int i = 0; i < data.size(); i++) {
            Optional<Rational> own = section(f, data, i, direction).firstNegative();
            if (own.isEmpty()) {
                return Optional.empty();
            }
            last = last.max(own.get());
        }
        return Optional.of(last);
    }

    /** How many points have the wrong sign, strictly, after the shift by {@code eta direction}. */
    static long flipped(TwoLayer f, LabelledPoints data, List<Rational> direction, Rational eta) {
        long flipped = 0;
        for (int i = 0; i < data.size(); i++) {
            Rational step = eta.multiply(Rational.of(-data.label(i)));
            Rational value = f.at(Vectors.addMultiple(data.point(i), step, direction));
            if (value.signum() == -data.label(i)) {
                flipped++;
            }
        }
        return flipped;
    }

    /** How long is the least z with {@code y_i f(x_i - y_i z) <= 0} for all i? */
    static Problem problem(TwoLayer f, LabelledPoints data, Norm norm) {
        Network network = f.network();
        List<UniversalPerturbation.Row> rows = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            int y = data.label(i);
            rows.add(new UniversalPerturbation.Row(
                    data.point(i),
                    y > 0 ? UniversalPerturbation.Direction.AGAINST : UniversalPerturbation.Direction.ALONG,
                    UnsafeSet.acrossThreshold(y, Rational.ZERO)));
        }
        return UniversalPerturbation.problem(network, rows, norm, Box.unbounded(data.dimension()));
    }

    /** Its exact length; infinite when there is no such z. */
    static Radius least(TwoLayer f, LabelledPoints data, Norm norm) {
        return ExactRadius.atMost(problem(f, data, norm))
                .map(Nearest::radius)
                .orElseGet(() -> new Radius(norm, Rational.POSITIVE_INFINITY));
    }

    /** {@code eta^2 ||u||^2}, as a radius in l2. */
    static Radius length(Rational eta, List<Rational> direction) {
        return new Radius(Norm.L2, eta.multiply(eta).multiply(Vectors.dot(direction, direction)));
    }
}
