package io.github.relucert.attack;

import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** From points in double to witnesses by exact evaluation alone. */
final class ExactPoints {
    /** Lengthenings tried: rounding errors of a network are of this size relative to the distance. */
    private static final double[] STRETCHES = {
        0, 1e-16, 1e-15, 1e-14, 1e-13, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-6, 1e-4
    };

    private ExactPoints() {}

    static List<Rational> exact(double[] x) {
        return Arrays.stream(x).mapToObj(Rational::of).toList();
    }

    /** The same, moved between sides that no double lies between. */
    private static List<Rational> inside(AttackTarget target, double[] x) {
        Box domain = target.problem().domain();
        return IntStream.range(0, x.length)
                .mapToObj(k -> Rational.of(x[k])
                        .max(domain.lower().get(k))
                        .min(domain.upper().get(k)))
                .toList();
    }

    /** The witness at a point, when it is one. */
    static Optional<Witness> confirm(AttackTarget target, List<Rational> point) {
        return target.problem().isUnsafe(point) ? Optional.of(Witness.at(target.problem(), point)) : Optional.empty();
    }

    /** The first exactly unsafe point among the given one and those slightly farther from the centre on the same ray. */
    static Optional<Witness> confirmOnRay(AttackTarget target, double[] x) {
        for (double stretch : STRETCHES) {
            double[] moved = stretch == 0 ? target.clamped(x) : BoundaryBisection.between(target, x, 1 + stretch);
            Optional<Witness> witness = confirm(target, inside(target, moved));
            if (witness.isPresent()) {
                return witness;
            }
        }
        return Optional.empty();
    }
}
