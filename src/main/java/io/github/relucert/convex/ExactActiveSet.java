package io.github.relucert.convex;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Euclidean projection in exact arithmetic by the dual method of Goldfarb and Idnani (1983), sides taken as rows. Every full
 * step raises the dual value and every partial one shortens the active set, so it ends on every input.
 */
final class ExactActiveSet {
    private final List<ExactRow> rows;
    private final List<Integer> active = new ArrayList<>();
    private final List<Rational> weights = new ArrayList<>();
    private List<Rational> point;

    private ExactActiveSet(ExactPolyhedron polyhedron, List<Rational> centre) {
        this.rows = new ArrayList<>(polyhedron.rows());
        this.point = centre;
        for (int i = 0; i < centre.size(); i++) {
            addSide(polyhedron.box().upper().get(i), i, Rational.ONE);
            addSide(polyhedron.box().lower().get(i), i, Rational.ONE.negate());
        }
    }

    private void addSide(Rational side, int coordinate, Rational sign) {
        if (side.isFinite()) {
            List<Rational> normal = new ArrayList<>(Collections.nCopies(point.size(), Rational.ZERO));
            normal.set(coordinate, sign);
            rows.add(new ExactRow(normal, side.multiply(sign)));
        }
    }

    /** The point nearest to the centre, or empty when the polyhedron is empty. */
    static Optional<ExactNearest> nearest(ExactPolyhedron polyhedron, List<Rational> centre) {
        ExactActiveSet method = new ExactActiveSet(polyhedron, centre);
        for (int violated = method.violated(); violated >= 0; violated = method.violated()) {
            if (!method.add(violated)) {
                return Optional.empty();
            }
        }
        int count = polyhedron.rows().size();
        List<Rational> multipliers = new ArrayList<>(Collections.nCopies(count, Rational.ZERO));
        for (int a = 0; a < method.active.size(); a++) {
            if (method.active.get(a) < count) {
                multipliers.set(method.active.get(a), method.weights.get(a));
            }
        }
        return OptimalityCheck.verify(Norm.L2, polyhedron, centre, method.point, multipliers);
    }

    /** The first violated row, or -1. */
    private int violated() {
        for (int k = 0; k < rows.size(); k++) {
            if (rows.get(k).violation(point).signum() > 0) {
                return k;
            }
        }
        return -1;
    }

    /** Makes a violated row active, dropping others on the way; false when that is impossible. */
    private boolean add(int entering) {
        List<Rational> normal = rows.get(entering).normal();
        Rational weight = Rational.ZERO;
        while (true) {
            List<Rational> shares = shares(normal);
            List<Rational> direction = remainder(normal, shares);
            Rational steepness = ExactRow.dot(direction, normal);
            Rational step = steepness.signum() == 0
                    ? Rational.POSITIVE_INFINITY
                    : rows.get(entering).violation(point).divide(steepness);
            int leaving = -1;
            for (int a = 0; a < active.size(); a++) {
                if (shares.get(a).signum() > 0) {
                    Rational limit = weights.get(a).divide(shares.get(a));
                    if (limit.compareTo(step) < 0) {
                        step = limit;
                        leaving = a;
                    }
                }
            }
            if (!step.isFinite()) {
                return false;
            }
            for (int a = 0; a < active.size(); a++) {
                weights.set(a, weights.get(a).subtract(step.multiply(shares.get(a))));
            }
            point = combine(point, step.negate(), direction);
            weight = weight.add(step);
            if (leaving < 0) {
                active.add(entering);
                weights.add(weight);
                return true;
            }
            active.subList(leaving, leaving + 1).clear();
            weights.subList(leaving, leaving + 1).clear();
        }
    }

    /** Coefficients of the projection of a normal onto the span of the active ones, which are independent. */
    private List<Rational> shares(List<Rational> normal) {
        List<List<Rational>> gram = new ArrayList<>();
        List<Rational> right = new ArrayList<>();
        for (int a : active) {
            gram.add(active.stream()
                    .map(b -> ExactRow.dot(rows.get(a).normal(), rows.get(b).normal()))
                    .toList());
            right.add(ExactRow.dot(rows.get(a).normal(), normal));
        }
        return Bareiss.solve(gram, right).orElseThrow(() -> new ArithmeticException("active normals became dependent"));
    }

    private List<Rational> remainder(List<Rational> normal, List<Rational> shares) {
        List<Rational> result = normal;
        for (int a = 0; a < active.size(); a++) {
            result = combine(
                    result, shares.get(a).negate(), rows.get(active.get(a)).normal());
        }
        return result;
    }

    private static List<Rational> combine(List<Rational> v, Rational factor, List<Rational> w) {
        List<Rational> result = new ArrayList<>();
        for (int i = 0; i < v.size(); i++) {
            result.add(w.get(i).signum() == 0 ? v.get(i) : v.get(i).add(factor.multiply(w.get(i))));
        }
        return result;
    }
}
