package io.github.relucert.attack;

import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Follows a direction from the centre to the first unsafe point, exactly. A coordinate that meets its side of the domain stays there, so
 * that the way consists of stretches of straight rays. The stretch with the crossing is found in double; on it the crossing is an
 * exact rational number, and as long as no side is in the way it is the first one on the ray. Where sides bend the way, a crossing that begins and ends within
 * an earlier stretch may be passed over.
 */
final class RayCrossing {
    private static final int COARSE = 32;
    private static final int BATCH = 16;

    private final AttackTarget target;
    private final Evaluations evaluations;
    private final double[] centre;
    private final double[] direction;
    private final double[] bends;

    /** @param direction of any length */
    RayCrossing(AttackTarget target, Evaluations evaluations, double[] direction) {
        this.target = target;
        this.evaluations = evaluations;
        this.centre = target.clamped(target.centre());
        this.direction = direction.clone();
        double[] ends = new double[direction.length];
        for (int i = 0; i < direction.length; i++) {
            double room = direction[i] > 0
                    ? target.upper()[i] - centre[i]
                    : direction[i] < 0 ? centre[i] - target.lower()[i] : Double.POSITIVE_INFINITY;
            if (room <= 0) {
                this.direction[i] = 0;
            }
            ends[i] = room > 0 ? room / Math.abs(direction[i]) : Double.POSITIVE_INFINITY;
        }
        this.bends = Arrays.stream(ends)
                .filter(Double::isFinite)
                .sorted()
                .distinct()
                .toArray();
    }

    /** The crossing; empty when there is none or the evaluations run out. */
    Optional<Witness> find() {
        if (Arrays.stream(direction).allMatch(v -> v == 0 || !Double.isFinite(v))) {
            return Optional.empty();
        }
        int coarse = Math.max(1, (bends.length + COARSE - 1) / COARSE);
        int before = -1;
        for (int bend = Math.min(coarse, bends.length) - 1; bend < bends.length && bend >= 0; bend += coarse) {
            boolean[] unsafe = unsafe(bend, bend);
            if (unsafe.length == 0) {
                return Optional.empty();
            }
            if (unsafe[0]) {
                return between(before, bend);
            }
            before = bend;
        }
        return before < bends.length - 1 ? between(before, bends.length - 1) : onStretch(bends.length);
    }

    /** Looks at all bends after one that is safe up to one that is not, or the last. */
    private Optional<Witness> between(int safe, int last) {
        for (int from = safe + 1; from <= last; from += BATCH) {
            int to = Math.min(from + BATCH - 1, last);
            boolean[] unsafe = unsafe(from, to);
            if (unsafe.length == 0) {
                return Optional.empty();
            }
            for (int k = 0; k < unsafe.length; k++) {
                if (unsafe[k]) {
                    return onStretch(from + k);
                }
            }
        }
        return onStretch(bends.length);
    }

    /** Whether the points at some bends are unsafe in double; empty when the evaluations have run out. */
    private boolean[] unsafe(int from, int to) {
        if (!evaluations.allowsForward(to - from + 1)) {
            return new boolean[0];
        }
        boolean[] result = new boolean[to - from + 1];
        for (int k = 0; k < result.length; k++) {
            result[k] = evaluations.margin(at(bends[from + k])) <= 0;
        }
        return result;
    }

    private double[] at(double t) {
        double[] x = new double[centre.length];
        Arrays.setAll(x, i -> centre[i] + t * direction[i]);
        return target.clamped(x);
    }

    /** The exact crossing on the stretch that ends at a bend, or behind the last one. */
    private Optional<Witness> onStretch(int bend) {
        double start = bend == 0 ? 0 : bends[bend - 1];
        double[] origin = centre.clone();
        double[] moving = direction.clone();
        for (int i = 0; i < origin.length; i++) {
            double side = direction[i] > 0 ? target.upper()[i] : target.lower()[i];
            if (direction[i] != 0 && Double.isFinite(side) && Math.abs(side - centre[i]) <= start * Math.abs(direction[i])) {
                origin[i] = side;
                moving[i] = 0;
            }
        }
        Rational from = Rational.of(start);
        Rational to = bend < bends.length ? Rational.of(Math.nextUp(bends[bend])) : Rational.POSITIVE_INFINITY;
        return new ExactRay(target.problem().network(), origin, moving)
                .firstCrossing(target.problem().unsafe(), from, to)
                .flatMap(t -> confirm(origin, moving, t))
                .or(() -> bend < bends.length ? ExactPoints.confirmOnRay(target, at(bends[bend])) : Optional.empty());
    }

    private Optional<Witness> confirm(double[] origin, double[] moving, Rational t) {
        List<Rational> point = new ArrayList<>();
        IntStream.range(0, origin.length).forEach(i -> {
            Rational x = Rational.of(origin[i]).add(Rational.of(moving[i]).multiply(t));
            Rational low = target.problem().domain().lower().get(i);
            Rational high = target.problem().domain().upper().get(i);
            point.add(x.max(low).min(high));
        });
        return ExactPoints.confirm(target, point);
    }
}
