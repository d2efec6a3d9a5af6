package io.github.relucert.cells;

import io.github.relucert.convex.ExactNearest;
import io.github.relucert.convex.ExactNearestPoint;
import io.github.relucert.convex.ExactPolyhedron;
import io.github.relucert.convex.NearestPoint;
import io.github.relucert.convex.Polyhedron;
import io.github.relucert.convex.Projection;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.util.List;
import java.util.Optional;

/** Distances of polyhedra from a problem's centre: guessed in double, decided exactly. */
final class Distance {
    private final Norm norm;
    private final List<Rational> centre;
    private final double[] roundedCentre;
    private final Box box;
    private final double[] lower;
    private final double[] upper;
    private final RoundedBound rounded;

    Distance(Problem problem) {
        this.norm = problem.norm();
        this.centre = problem.centre();
        this.box = problem.domain();
        this.roundedCentre = rounded(centre);
        this.lower = rounded(box.lower());
        this.upper = rounded(box.upper());
        this.rounded = new RoundedBound(roundedCentre, lower, upper);
    }

    private static double[] rounded(List<Rational> values) {
        return values.stream().mapToDouble(Distance::rounded).toArray();
    }

    private static double rounded(Rational value) {
        return value.isFinite() ? value.doubleNearest() : value.signum() * Double.POSITIVE_INFINITY;
    }

    /** The projection in double, a guess. */
    Projection guess(List<Row> rows, double cutoff) {
        double[] normals = new double[rows.size() * lower.length];
        double[] limits = new double[rows.size()];
        for (int k = 0; k < limits.length; k++) {
            System.arraycopy(rows.get(k).roundedNormal(), 0, normals, k * lower.length, lower.length);
            limits[k] = rows.get(k).roundedLimit();
        }
        return NearestPoint.project(norm, new Polyhedron(normals, limits, lower, upper), roundedCentre, cutoff);
    }

    /** A point moved away from the centre by a factor, within the box. */
    double[] beyond(double[] x, double factor) {
        double[] moved = new double[x.length];
        for (int i = 0; i < moved.length; i++) {
            double wish = roundedCentre[i] + factor * (x[i] - roundedCentre[i]);
            moved[i] = Math.min(Math.max(wish, lower[i]), upper[i]);
        }
        return moved;
    }

    /** Whether a guess proves that no point of the rows within the box is nearer than the radius; {@code false} in doubt. */
    boolean provesNoNearer(Projection guess, List<Row> rows, Radius radius) {
        double[] multipliers = switch (guess) {
            case Projection.Nearest nearest -> nearest.multipliers();
            case Projection.Farther farther -> farther.multipliers();
            case Projection.Empty empty -> empty.weights();
            case Projection.Unsettled _ -> new double[0];
        };
        if (!radius.isFinite() || rows.isEmpty() || multipliers.length != rows.size()) {
            return false;
        }
        // An empty polyhedron's weights have no scale: what they contradict is the whole cube around the ball.
        Norm test = guess instanceof Projection.Empty ? Norm.LINF : norm;
        return switch (rounded.keepsAway(test, rows, multipliers, radius.ceiling())) {
            case YES -> true;
            case NO -> false;
            case UNCERTAIN ->
                keepsAway(rows, Multipliers.simple(multipliers), radius)
                        || keepsAway(rows, Multipliers.shortened(multipliers), radius);
        };
    }

    private boolean keepsAway(List<Row> rows, List<Rational> multipliers, Radius radius) {
        return Combination.of(rows, multipliers).keepsAway(box, centre, radius);
    }

    /** The nearest point of the rows within the box, exactly; empty when there is none. */
    Optional<ExactNearest> exactly(Projection guess, List<Row> rows) {
        ExactPolyhedron polyhedron =
                new ExactPolyhedron(rows.stream().map(Row::exact).toList(), box);
        Optional<ExactNearest> verified = guess instanceof Projection.Nearest nearest
                ? ExactNearestPoint.fromGuess(norm, polyhedron, centre, nearest.active())
                : Optional.empty();
        return verified.isPresent() ? verified : ExactNearestPoint.fromScratch(norm, polyhedron, centre);
    }
}
