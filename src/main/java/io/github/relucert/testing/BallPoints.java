package io.github.relucert.testing;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import java.math.BigInteger;
import java.util.Arrays;

/** The points of a closed ball, met with a box, one for every direction on a lattice and every part of the radius. */
final class BallPoints {
    private final double[] centre;
    private final Norm norm;
    private final Rational radius;
    private final Box domain;

    /** @throws IllegalArgumentException when the centre lies outside the domain */
    BallPoints(double[] centre, Norm norm, Rational radius, Box domain) {
        if (domain.size() != centre.length
                || domain.firstOutside(
                                Arrays.stream(centre).mapToObj(Rational::of).toList())
                        >= 0) {
            throw new IllegalArgumentException("a ball around a point outside the domain");
        }
        this.centre = centre.clone();
        this.norm = norm;
        this.radius = radius;
        this.domain = domain;
    }

    int size() {
        return centre.length;
    }

    /**
     * The point at this part of the radius in this direction. Coordinates are rounded towards the centre's, so the point is inside.
     *
     * @param direction lattice coordinates between minus and plus {@link BoxPoints#STEPS}
     * @param part between 0 and {@link BoxPoints#STEPS}, the whole radius
     */
    double[] at(long[] direction, long part) {
        Rational length = length(direction);
        if (length.signum() == 0) {
            return centre.clone();
        }
        Rational scale = radius.multiply(Rational.of(part, BoxPoints.STEPS)).divide(length);
        double[] point = new double[size()];
        for (int i = 0; i < point.length; i++) {
            Rational start = Rational.of(centre[i]);
            Rational exact = start.add(scale.multiply(Rational.of(direction[i])))
                    .max(domain.lower().get(i))
                    .min(domain.upper().get(i));
            point[i] = BoxPoints.towards(start, exact);
        }
        return point;
    }

    /** Length of the direction; of l2 a number not below it. */
    private Rational length(long[] direction) {
        BigInteger total = BigInteger.ZERO;
        for (long entry : direction) {
            BigInteger step = BigInteger.valueOf(Math.abs(entry));
            total = switch (norm) {
                case LINF -> total.max(step);
                case L1 -> total.add(step);
                case L2 -> total.add(step.multiply(step));
            };
        }
        if (norm == Norm.L2) {
            BigInteger[] root = total.sqrtAndRemainder();
            total = root[1].signum() == 0 ? root[0] : root[0].add(BigInteger.ONE);
        }
        return Rational.of(total, BigInteger.ONE);
    }
}
