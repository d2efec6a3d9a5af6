package io.github.relucert.theorem.separated;

import io.github.relucert.convex.ExactNearest;
import io.github.relucert.convex.ExactNearestPoint;
import io.github.relucert.convex.ExactPolyhedron;
import io.github.relucert.convex.ExactRow;
import io.github.relucert.convex.NearestPoint;
import io.github.relucert.convex.Polyhedron;
import io.github.relucert.convex.Projection;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The point of a box nearest to a centre that satisfies a conjunction of disjunctions of linear inequalities, exactly: depth-first
 * over the clauses, the most violated at the node's nearest point first, pruned by the nearest point so far. Written apart from
 * the enumeration of activation cells, which it checks.
 */
final class DisjunctiveProjection {
    /**
     * A disjunction: all rows of at least one alternative hold.
     *
     * @param alternatives none empty
     */
    record Clause(List<List<ExactRow>> alternatives) {
        Clause {
            alternatives = alternatives.stream().map(List::copyOf).toList();
        }

        /** At most zero exactly where the clause holds. */
        Rational violation(List<Rational> x) {
            return alternatives.stream()
                    .map(rows -> violation(rows, x))
                    .reduce(Rational::min)
                    .orElseThrow();
        }

        private static Rational violation(List<ExactRow> rows, List<Rational> x) {
            return rows.stream()
                    .map(row -> row.violation(x))
                    .reduce(Rational::max)
                    .orElseThrow();
        }
    }

    private final Norm norm;
    private final Box box;
    private final List<Rational> centre;
    private Optional<ExactNearest> best = Optional.empty();

    private DisjunctiveProjection(Norm norm, Box box, List<Rational> centre) {
        this.norm = norm;
        this.box = box;
        this.centre = centre;
    }

    /**
     * The nearest point over a union of conjunctions of clauses.
     *
     * @param cases the union's members; empty when no point is sought
     * @param centre inside the box or not
     * @return the nearest point, or empty when no point of the box satisfies any case
     */
    static Optional<ExactNearest> nearest(Norm norm, Box box, List<List<Clause>> cases, List<Rational> centre) {
        DisjunctiveProjection search = new DisjunctiveProjection(norm, box, centre);
        for (List<Clause> clauses : cases) {
            search.explore(List.of(), clauses);
        }
        return search.best;
    }

    private void explore(List<ExactRow> rows, List<Clause> clauses) {
        Optional<ExactNearest> nearest = project(norm, new ExactPolyhedron(rows, box), centre);
        if (nearest.isEmpty() || !improves(nearest.get().distance())) {
            return;
        }
        List<Rational> point = nearest.get().point();
        Optional<Clause> worst = clauses.stream()
                .max(Comparator.comparing(clause -> clause.violation(point)))
                .filter(clause -> clause.violation(point).signum() > 0);
        if (worst.isEmpty()) {
            best = nearest;
            return;
        }
        List<Clause> rest =
                clauses.stream().filter(clause -> !clause.equals(worst.get())).toList();
        List<List<ExactRow>> ordered = worst.get().alternatives().stream()
                .sorted(Comparator.comparing(alternative -> Clause.violation(alternative, point)))
                .toList();
        for (List<ExactRow> alternative : ordered) {
            List<ExactRow> more = new ArrayList<>(rows);
            more.addAll(alternative);
            explore(more, rest);
        }
    }

    private boolean improves(Radius distance) {
        return best.isEmpty() || distance.compareTo(best.get().distance()) < 0;
    }

    /** The nearest point of one polyhedron: a guess in double, verified exactly, else exact pivoting. */
    static Optional<ExactNearest> project(Norm norm, ExactPolyhedron polyhedron, List<Rational> centre) {
        int size = polyhedron.size();
        int count = polyhedron.rows().size();
        double[] normals = new double[count * size];
        double[] limits = new double[count];
        for (int k = 0; k < count; k++) {
            ExactRow row = polyhedron.rows().get(k);
            for (int i = 0; i < size; i++) {
                normals[k * size + i] = row.normal().get(i).doubleNearest();
            }
            limits[k] = row.limit().doubleNearest();
        }
        double[] lower = polyhedron.box().lower().stream()
                .mapToDouble(Rational::doubleNearest)
                .toArray();
        double[] upper = polyhedron.box().upper().stream()
                .mapToDouble(Rational::doubleNearest)
                .toArray();
        double[] from = centre.stream().mapToDouble(Rational::doubleNearest).toArray();
        Polyhedron guess = new Polyhedron(normals, limits, lower, upper);
        Optional<ExactNearest> verified = switch (NearestPoint.project(norm, guess, from)) {
            case Projection.Nearest found -> ExactNearestPoint.fromGuess(norm, polyhedron, centre, found.active());
            case Projection.Empty _, Projection.Farther _, Projection.Unsettled _ -> Optional.empty();
        };
        return verified.or(() -> ExactNearestPoint.fromScratch(norm, polyhedron, centre));
    }
}
