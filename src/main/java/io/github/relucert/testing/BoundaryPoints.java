package io.github.relucert.testing;

import io.github.relucert.data.DataSet;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.RationalVector;
import io.github.relucert.specification.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Points beside a decision boundary: on the way from a point of one class to a point of another, halved until the two classes are
 * near enough. Needs no gradient and throws nothing away.
 */
final class BoundaryPoints {
    private static final int MOST_ANCHORS = 256;
    private static final long SEED = 1;

    private final ModelUnderTest model;
    private final Rational distance;
    private final List<Anchor> anchors;

    /** A point and its class. */
    private record Anchor(double[] point, int predicted) {}

    /** @throws IllegalArgumentException when all points are of one class */
    private BoundaryPoints(ModelUnderTest model, Rational distance, List<double[]> points) {
        this.model = model;
        this.distance = distance;
        this.anchors =
                points.stream().map(x -> new Anchor(x, predicted(model, x))).toList();
        if (anchors.stream().map(Anchor::predicted).distinct().count() < 2) {
            throw new IllegalArgumentException(model.name() + " takes all of " + anchors.size()
                    + " points for the same class; give a larger box, or rows of several classes");
        }
    }

    /** Ends of the ways are points of a box. */
    static BoundaryPoints in(ModelUnderTest model, Box box, Rational distance) {
        BoxPoints points = new BoxPoints(box);
        SplittableRandom random = new SplittableRandom(SEED);
        List<double[]> ends = new ArrayList<>();
        for (int i = 0; i < MOST_ANCHORS; i++) {
            ends.add(points.draw(random));
        }
        return new BoundaryPoints(model, distance, ends);
    }

    /** Ends of the ways are rows, the first {@value #MOST_ANCHORS} at most. */
    static BoundaryPoints between(ModelUnderTest model, DataSet rows, Rational distance) {
        return new BoundaryPoints(
                model,
                distance,
                IntStream.range(0, Math.min(rows.count(), MOST_ANCHORS))
                        .mapToObj(rows::row)
                        .toList());
    }

    /** Number of the ends. */
    int count() {
        return anchors.size();
    }

    /** The point on the way that begins at an end and leads to the {@code choice}-th end of another class; see {@link #from}. */
    double[] at(int start, int choice, Side side) {
        return from(anchors.get(start).point, choice, side);
    }

    /**
     * The point on the way from a point to an end of another class.
     *
     * @param choice which of these ends, not negative
     * @param side on which side of the boundary
     * @return a point not farther in l_inf than the distance asked for from one of another class, as far as doubles go
     */
    double[] from(double[] start, int choice, Side side) {
        int own = predicted(model, start);
        List<Anchor> others =
                anchors.stream().filter(anchor -> anchor.predicted != own).toList();
        double[] near = start.clone();
        double[] far = others.get(choice % others.size()).point.clone();
        while (isLong(near, far)) {
            double[] middle = middle(near, far);
            if (predicted(model, middle) == own) {
                near = middle;
            } else {
                far = middle;
            }
        }
        return switch (side) {
            case BEFORE -> near;
            case BEHIND -> far;
        };
    }

    /** On which side of the boundary, seen from the start. */
    enum Side {
        BEFORE,
        BEHIND
    }

    private static int predicted(ModelUnderTest model, double[] x) {
        return model.predicted(RationalVector.of(x).toList());
    }

    /** Whether the two ends are too far apart, and some double lies between them. */
    private boolean isLong(double[] near, double[] far) {
        boolean isFar = false;
        boolean hasMiddle = false;
        for (int i = 0; i < near.length; i++) {
            Rational gap = Rational.of(near[i]).subtract(Rational.of(far[i])).abs();
            double middle = middle(near[i], far[i]);
            isFar |= gap.compareTo(distance) > 0;
            hasMiddle |= middle != near[i] && middle != far[i];
        }
        return isFar && hasMiddle;
    }

    private static double[] middle(double[] near, double[] far) {
        double[] middle = new double[near.length];
        for (int i = 0; i < middle.length; i++) {
            middle[i] = middle(near[i], far[i]);
        }
        return middle;
    }

    private static double middle(double a, double b) {
        // Halves of the smallest numbers are rounded, and could leave the interval.
        return Math.clamp(a / 2 + b / 2, Math.min(a, b), Math.max(a, b));
    }
}
