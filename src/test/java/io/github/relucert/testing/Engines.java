package io.github.relucert.testing;

import io.github.relucert.cells.ExactRadius;
import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.Engine;
import io.github.relucert.engine.Outcome;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.util.Optional;

/** Engines that vouch for their answers in different ways. */
final class Engines {
    private Engines() {}

    /** Knows the radius, and its word is a proof. */
    static Engine proving() {
        return by(new Outcome.Proved());
    }

    /** Knows the radius, and asks to be believed. */
    static Engine claiming() {
        return by(new Outcome.Claimed("ORACLE", Rational.ZERO));
    }

    private static Engine by(Outcome.Provenance provenance) {
        return (problem, compiled, incumbent, limits) -> {
            Optional<Witness> nearest = ExactRadius.atMost(problem).map(n -> new Witness(n.point(), n.radius()));
            Radius radius = nearest.map(Witness::distance).orElse(infinite(problem.norm()));
            Outcome.Verdict verdict = limits.upTo()
                    .map(r -> radius.compareTo(r) > 0 ? Outcome.Verdict.ABOVE : Outcome.Verdict.BELOW)
                    .orElse(radius.isFinite() ? Outcome.Verdict.BRACKET : Outcome.Verdict.NONE);
            Radius lower = verdict == Outcome.Verdict.ABOVE ? limits.upTo().orElseThrow() : radius;
            return new Outcome(verdict, lower, provenance, nearest, Optional.empty(), 1);
        };
    }

    /** Learns nothing in its time. */
    static Engine ignorant() {
        return (problem, compiled, incumbent, limits) -> new Outcome(
                Outcome.Verdict.BRACKET,
                zero(problem),
                new Outcome.Claimed("ORACLE", Rational.ZERO),
                incumbent,
                Optional.of(Outcome.Stop.TIMEOUT),
                1);
    }

    private static Radius zero(Problem problem) {
        return new Radius(problem.norm(), Rational.ZERO);
    }

    private static Radius infinite(Norm norm) {
        return new Radius(norm, Rational.POSITIVE_INFINITY);
    }
}
