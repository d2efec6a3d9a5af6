package io.github.relucert.theorem.generator;

import io.github.relucert.exact.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Points of {@code R^d} with labels -1 and +1.
 *
 * @param points {@code n >= 1} points with the same number of coordinates
 * @param labels a label a point
 */
public record LabelledPoints(List<List<Rational>> points, List<Integer> labels) {
    /** @throws IllegalArgumentException when lengths differ or a label is neither -1 nor +1 */
    public LabelledPoints {
        points = points.stream().map(List::copyOf).toList();
        labels = List.copyOf(labels);
        if (points.isEmpty() || points.size() != labels.size()) {
            throw new IllegalArgumentException(points.size() + " points with " + labels.size() + " labels");
        }
        for (int i = 0; i < labels.size(); i++) {
            if (Math.abs(labels.get(i)) != 1
                    || points.get(i).size() != points.getFirst().size()) {
                throw new IllegalArgumentException(
                        "point " + i + " has " + points.get(i).size() + " coordinates and label " + labels.get(i));
            }
        }
    }

    /** Random labels, {@code positive} of them +1. */
    public static LabelledPoints withRandomLabels(List<List<Rational>> points, int positive, SplittableRandom random) {
        List<Integer> order = Shuffle.of(points.size(), random);
        List<Integer> labels = IntStream.range(0, points.size())
                .mapToObj(i -> order.get(i) < positive ? 1 : -1)
                .toList();
        return new LabelledPoints(points, labels);
    }

    /** {@code d}. */
    public int dimension() {
        return points.getFirst().size();
    }

    /** {@code n}. */
    public int size() {
        return points.size();
    }

    public List<Rational> point(int i) {
        return points.get(i);
    }

    public int label(int i) {
        return labels.get(i);
    }

    /** {@code <x_i, x_j>}. */
    public Rational product(int i, int j) {
        return Vectors.dot(point(i), point(j));
    }

    /** The indices with this label, ascending. */
    public List<Integer> ofClass(int label) {
        return IntStream.range(0, size()).filter(i -> label(i) == label).boxed().toList();
    }

    /** {@code n_+} or {@code n_-}. */
    public int count(int label) {
        return ofClass(label).size();
    }

    /** The sum of the points of a class; zero when there are none. */
    public List<Rational> classSum(int label) {
        return Vectors.combination(
                dimension(),
                labels.stream().map(y -> Rational.of(y == label ? 1 : 0)).toList(),
                points);
    }

    /** {@code p = max over i != j of |<x_i, x_j>|}; zero for a single point. */
    public Rational largestProduct() {
        Rational largest = Rational.ZERO;
        for (int i = 0; i < size(); i++) {
            for (int j = 0; j < i; j++) {
                largest = largest.max(product(i, j).abs());
            }
        }
        return largest;
    }

    /** The points as doubles, for those that are. */
    public List<double[]> rows() {
        List<double[]> rows = new ArrayList<>();
        for (List<Rational> point : points) {
            rows.add(point.stream().mapToDouble(Rational::doubleNearest).toArray());
        }
        return rows;
    }

    /** {@code (d,n_+,n_-)}. */
    @Override
    public String toString() {
        return "d=" + dimension() + ", n+=" + count(1) + ", n-=" + count(-1);
    }
}
