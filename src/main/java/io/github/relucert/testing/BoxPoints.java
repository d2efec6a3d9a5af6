package io.github.relucert.testing;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import java.util.List;
import java.util.SplittableRandom;

/** The points of a bounded box with doubles for coordinates, one for every point of a lattice whose origin is the middle. */
final class BoxPoints {
    /** Lattice coordinates go from minus this to this, from side to side. */
    static final long STEPS = 1 << 20;

    private final Box box;
    private final List<Rational> middle;

    /** @throws IllegalArgumentException when a side is infinite or an input is frozen at a number that no double holds */
    BoxPoints(Box box) {
        if (!box.isBounded()) {
            throw new IllegalArgumentException("a box with an infinite side; give every input two finite ones");
        }
        this.box = box;
        this.middle = Points.doublesIn(box)
                .orElseThrow(() -> new IllegalArgumentException("a box with two sides between which no double lies"));
    }

    int size() {
        return box.size();
    }

    /** The point of the box at a place of the lattice, rounded towards the middle and so inside. */
    double[] at(long[] lattice) {
        double[] point = new double[size()];
        for (int i = 0; i < point.length; i++) {
            Rational centre = middle.get(i);
            Rational side = (lattice[i] < 0 ? box.lower() : box.upper()).get(i);
            Rational exact = centre.add(side.subtract(centre).multiply(Rational.of(Math.abs(lattice[i]), STEPS)));
            point[i] = towards(centre, exact);
        }
        return point;
    }

    /** The double nearest to a number on the side of another one. */
    static double towards(Rational centre, Rational exact) {
        return exact.compareTo(centre) > 0 ? exact.doubleFloor() : exact.doubleCeiling();
    }

    /** A point drawn evenly from the lattice. */
    double[] draw(SplittableRandom random) {
        return at(random.longs(size(), -STEPS, STEPS + 1).toArray());
    }
}
