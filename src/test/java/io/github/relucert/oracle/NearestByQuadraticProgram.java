package io.github.relucert.oracle;

import io.github.relucert.exact.Rational;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Nearest points in l2 by a dual active-set method in exact rationals (Goldfarb and Idnani 1983, with the identity as the
 * quadratic form). The dual value grows strictly with every full step, so exact arithmetic ends after finitely many.
 */
final class NearestByQuadraticProgram implements NearestInCell {
    private final int dimension;
    private final List<List<Rational>> normals;
    private final List<Rational> bounds;

    private List<Rational> point;
    private final List<Integer> active = new ArrayList<>();
    private final List<Rational> multipliers = new ArrayList<>();

    private NearestByQuadraticProgram(int dimension, List<List<Rational>> normals, List<Rational> bounds) {
        this.dimension = dimension;
        this.normals = normals;
        this.bounds = bounds;
        this.point = Collections.nCopies(dimension, Rational.ZERO);
    }

    /** The whole space. */
    static NearestInCell whole(int dimension) {
        return new NearestByQuadraticProgram(dimension, List.of(), List.of());
    }

    @Override
    public Optional<NearestInCell> with(List<Rational> normal, Rational bound) {
        List<List<Rational>> moreNormals = new ArrayList<>(normals);
        List<Rational> moreBounds = new ArrayList<>(bounds);
        moreNormals.add(normal);
        moreBounds.add(bound);
        NearestByQuadraticProgram next = new NearestByQuadraticProgram(dimension, moreNormals, moreBounds);
        next.point = point;
        next.active.addAll(active);
        next.multipliers.addAll(multipliers);
        return next.solve() ? Optional.of(next) : Optional.empty();
    }

    private boolean solve() {
        for (int p = violated(); p >= 0; p = violated()) {
            if (!enter(p)) {
                return false;
            }
        }
        return true;
    }

    private int violated() {
        for (int i = 0; i < normals.size(); i++) {
            if (dot(normals.get(i), point).compareTo(bounds.get(i)) > 0) {
                return i;
            }
        }
        return -1;
    }

    /** Steps until constraint {@code p} holds; false when it contradicts the others. */
    private boolean enter(int p) {
        Rational own = Rational.ZERO;
        List<Rational> normal = normals.get(p);
        while (true) {
            List<Rational> weights = projectOnActive(normal);
            List<Rational> direction = normal;
            for (int k = 0; k < active.size(); k++) {
                direction = plus(direction, weights.get(k).negate(), normals.get(active.get(k)));
            }
            Rational slope = dot(direction, direction);
            int blocking = -1;
            Rational partial = Rational.POSITIVE_INFINITY;
            for (int k = 0; k < active.size(); k++) {
                if (weights.get(k).signum() > 0) {
                    Rational ratio = multipliers.get(k).divide(weights.get(k));
                    if (ratio.compareTo(partial) < 0) {
                        partial = ratio;
                        blocking = k;
                    }
                }
            }
            Rational full = slope.signum() == 0
                    ? Rational.POSITIVE_INFINITY
                    : dot(normal, point).subtract(bounds.get(p)).divide(slope);
            Rational step = partial.min(full);
            if (!step.isFinite()) {
                return false;
            }
            point = plus(point, step.negate(), direction);
            for (int k = 0; k < active.size(); k++) {
                multipliers.set(k, multipliers.get(k).subtract(step.multiply(weights.get(k))));
            }
            own = own.add(step);
            if (full.compareTo(partial) <= 0) {
                active.add(p);
                multipliers.add(own);
                return true;
            }
            active.subList(blocking, blocking + 1).clear();
            multipliers.subList(blocking, blocking + 1).clear();
        }
    }

    /** Solves {@code (N N^T) w = N normal} over the active normals, which are linearly independent. */
    private List<Rational> projectOnActive(List<Rational> normal) {
        int n = active.size();
        Rational[][] system = new Rational[n][n + 1];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                system[i][j] = dot(normals.get(active.get(i)), normals.get(active.get(j)));
            }
            system[i][n] = dot(normals.get(active.get(i)), normal);
        }
        for (int pivot = 0; pivot < n; pivot++) {
            Rational inverse = Rational.ONE.divide(system[pivot][pivot]);
            for (int j = pivot; j <= n; j++) {
                system[pivot][j] = system[pivot][j].multiply(inverse);
            }
            for (int i = 0; i < n; i++) {
                Rational factor = system[i][pivot];
                for (int j = pivot; i != pivot && j <= n; j++) {
                    system[i][j] = system[i][j].subtract(factor.multiply(system[pivot][j]));
                }
            }
        }
        List<Rational> weights = new ArrayList<>();
        for (Rational[] row : system) {
            weights.add(row[n]);
        }
        return weights;
    }

    private static Rational dot(List<Rational> a, List<Rational> b) {
        Rational sum = Rational.ZERO;
        for (int i = 0; i < a.size(); i++) {
            sum = sum.add(a.get(i).multiply(b.get(i)));
        }
        return sum;
    }

    private static List<Rational> plus(List<Rational> a, Rational factor, List<Rational> b) {
        List<Rational> sum = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            sum.add(a.get(i).add(factor.multiply(b.get(i))));
        }
        return sum;
    }

    @Override
    public Rational distance() {
        return dot(point, point);
    }

    @Override
    public List<Rational> point() {
        return point;
    }
}
