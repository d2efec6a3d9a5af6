package io.github.relucert.attack;

import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows a path from the centre to the first unsafe point, exactly. The stretch with the crossing is found in double at the bends; on it the
 * crossing is an exact rational number, and as long as no side of the domain is in the way it is the first one on the ray.
 * Where sides bend the path, a crossing that begins and ends within an earlier stretch may be passed over.
 */
final class RayCrossing {
    private static final int COARSE = 32;

    private final AttackTarget target;
    private final Evaluations evaluations;
    private final RayPath path;

    RayCrossing(AttackTarget target, Evaluations evaluations, RayPath path) {
        this.target = target;
        this.evaluations = evaluations;
        this.path = path;
    }

    /** What the margin says at a bend. */
    private enum Sight {
        SAFE,
        UNSAFE,
        /** No evaluation is left. */
        NONE
    }

    /** The crossing; empty when there is none or the evaluations run out. */
    Optional<Witness> find() {
        int bends = path.bends();
        int stride = Math.max(1, (bends + COARSE - 1) / COARSE);
        int safe = -1;
        for (int bend = stride - 1; bend < bends; bend += stride) {
            switch (at(bend)) {
                case NONE -> {
                    return Optional.empty();
                }
                case UNSAFE -> {
                    return firstOf(safe + 1, bend);
                }
                case SAFE -> safe = bend;
            }
        }
        return firstOf(safe + 1, bends);
    }

    /** Looks at bends one by one; the last one is unsafe, or behind all bends. */
    private Optional<Witness> firstOf(int from, int last) {
        for (int bend = from; bend < last; bend++) {
            switch (at(bend)) {
                case NONE -> {
                    return Optional.empty();
                }
                case UNSAFE -> {
                    return onStretch(bend);
                }
                case SAFE -> {}
            }
        }
        return onStretch(last);
    }

    private Sight at(int bend) {
        if (!evaluations.allowsForward(1)) {
            return Sight.NONE;
        }
        return evaluations.margin(path.at(bend)) <= 0 ? Sight.UNSAFE : Sight.SAFE;
    }

    private Optional<Witness> onStretch(int bend) {
        RayPath.Stretch stretch = path.stretch(bend);
        if (stretch.isPoint()) {
            return Optional.empty();
        }
        Rational to =
                Double.isFinite(stretch.to()) ? Rational.of(Math.nextUp(stretch.to())) : Rational.POSITIVE_INFINITY;
        Optional<Witness> crossing = new ExactRay(target.problem().network(), stretch.origin(), stretch.moving())
                .firstCrossing(target.problem().unsafe(), Rational.of(stretch.from()), to)
                .flatMap(t -> confirm(stretch, t));
        return crossing.isPresent() || bend >= path.bends()
                ? crossing
                : ExactPoints.confirmOnRay(target, path.at(bend));
    }

    private Optional<Witness> confirm(RayPath.Stretch stretch, Rational t) {
        List<Rational> point = new ArrayList<>();
        for (int i = 0; i < stretch.origin().length; i++) {
            Rational x = Rational.of(stretch.origin()[i])
                    .add(Rational.of(stretch.moving()[i]).multiply(t));
            Rational low = target.problem().domain().lower().get(i);
            Rational high = target.problem().domain().upper().get(i);
            point.add(x.max(low).min(high));
        }
        return ExactPoints.confirm(target, point);
    }
}
