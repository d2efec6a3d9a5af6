package io.github.relucert.attack;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.UnsafeSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A network along the ray {@code x + t v}, {@code t >= 0}, without rounding: a ReLU network is piecewise affine in {@code t}, in one
 * hidden layer with at most one kink a neuron. So a line search needs no step size: its first crossing is a rational number.
 */
public final class ExactRay {
    private final Network network;
    private final Dyadic[] origin;
    private final Dyadic[] direction;

    /**
     * @param origin {@code x}, finite, length {@code d}
     * @param direction {@code v}, finite, length {@code d}; of any length, so {@code t} counts in units of it
     * @throws IllegalArgumentException when a length is not the network's input size
     */
    public ExactRay(Network network, double[] origin, double[] direction) {
        if (origin.length != network.inputSize() || direction.length != network.inputSize()) {
            throw new IllegalArgumentException("a ray in " + origin.length + " and " + direction.length
                    + " coordinates for a network with " + network.inputSize() + " inputs");
        }
        this.network = network;
        this.origin = exact(origin);
        this.direction = exact(direction);
    }

    private static Dyadic[] exact(double[] values) {
        return Arrays.stream(values).mapToObj(Dyadic::of).toArray(Dyadic[]::new);
    }

    /** The affine pieces in order, each starting where the last one ends, found as they are asked for. */
    public Iterator<RayPiece> pieces() {
        return new RayWalk(network, origin.clone(), direction.clone());
    }

    /**
     * The least {@code t} at which the ray is in the unsafe set, its strict conditions read as {@code <= 0}; in other words where a
     * step along it starts to be adversarial.
     *
     * @param limit how far the ray is followed
     */
    public Optional<Rational> firstCrossing(UnsafeSet unsafe, Rational limit) {
        return firstCrossing(unsafe, Rational.ZERO, limit);
    }

    /** The least {@code t} from {@code from} on. */
    public Optional<Rational> firstCrossing(UnsafeSet unsafe, Rational from, Rational limit) {
        Iterator<RayPiece> pieces = pieces();
        while (pieces.hasNext()) {
            RayPiece piece = pieces.next();
            Rational first = Rational.POSITIVE_INFINITY;
            if (piece.end().compareTo(from) >= 0) {
                for (List<Condition> disjunct : unsafe.disjuncts()) {
                    first = first.min(firstOn(piece, piece.start().max(from), disjunct));
                }
            }
            if (first.isFinite()) {
                return Optional.of(first).filter(t -> t.compareTo(limit) <= 0);
            }
            if (piece.end().compareTo(limit) > 0) {
                break;
            }
        }
        return Optional.empty();
    }

    /** The least place on a piece, from a start on, where all conditions hold, infinite when there is none. */
    private Rational firstOn(RayPiece piece, Rational start, List<Condition> disjunct) {
        Rational low = start;
        Rational high = piece.end();
        for (Condition condition : disjunct) {
            Rational constant = condition
                    .input()
                    .at(rationals(Arrays.asList(origin)))
                    .add(condition.output().at(rationals(piece.constants())));
            Rational slope =
                    slope(condition.input(), Arrays.asList(direction)).add(slope(condition.output(), piece.slopes()));
            if (slope.signum() > 0) {
                high = high.min(constant.divide(slope).negate());
            } else if (slope.signum() < 0) {
                low = low.max(constant.divide(slope).negate());
            } else if (constant.signum() > 0) {
                return Rational.POSITIVE_INFINITY;
            }
        }
        return low.compareTo(high) <= 0 ? low : Rational.POSITIVE_INFINITY;
    }

    private static Rational slope(LinearForm form, List<Dyadic> slopes) {
        return form.at(rationals(slopes)).subtract(form.constant());
    }

    private static List<Rational> rationals(List<Dyadic> values) {
        List<Rational> result = new ArrayList<>(values.size());
        values.forEach(value -> result.add(value.toRational()));
        return result;
    }
}
