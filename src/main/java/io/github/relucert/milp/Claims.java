package io.github.relucert.milp;

import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.Outcome;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.util.Optional;

/** What the answers of this package rest on. */
final class Claims {
    private Claims() {}

    /**
     * Who vouches for what was found out about balls.
     *
     * @param taken what was taken off the lower end
     */
    static Outcome.Provenance by(BallSweep balls, double taken) {
        return new Outcome.Claimed(balls.settler().name(), Rational.of(taken));
    }

    /** The bracket when a ball is clear; that of radius zero is, whoever is asked. */
    static Outcome bracket(Norm norm, BallSweep balls, Optional<Witness> best, Optional<Outcome.Stop> stopped) {
        double clear = balls.clearRadius();
        Outcome.Provenance by = clear == 0 ? new Outcome.Proved() : by(balls, clear * Tolerances.MARGIN);
        return new Outcome(Outcome.Verdict.BRACKET, lower(norm, clear, best), by, best, stopped, balls.nodes());
    }

    /** The radius of a problem without unsafe points. */
    static Radius infinite(Norm norm) {
        return new Radius(norm, Rational.POSITIVE_INFINITY);
    }

    /** A finite length as a radius. */
    static Radius length(Norm norm, double length) {
        return Radius.ofLength(norm, Rational.of(length));
    }

    /** The lower end when a ball is clear: its radius less the safety margin, and no more than the best witness's distance. */
    static Radius lower(Norm norm, double clearRadius, Optional<Witness> best) {
        Radius claimed = length(norm, clearRadius * (1 - Tolerances.MARGIN));
        return best.map(Witness::distance)
                .filter(upper -> upper.compareTo(claimed) < 0)
                .orElse(claimed);
    }
}
