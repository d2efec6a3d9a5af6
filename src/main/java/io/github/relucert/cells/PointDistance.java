package io.github.relucert.cells;

import io.github.relucert.bounds.Region;
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

/** Distances from a problem's centre. */
final class PointDistance implements Distance {
    private static final double WIDENING = 0x1p-50;

    private final Norm norm;
    private final List<Rational> centre;
    private final double[] roundedCentre;
    private final Box box;
    private final double[] lower;
    private final double[] upper;
    private final DualProof proof;
    private final Problem problem;

    PointDistance(Problem problem) {
        this.norm = problem.norm();
        this.centre = problem.centre();
        this.box = problem.domain();
        this.roundedCentre = rounded(centre);
        this.lower = rounded(box.lower());
        this.upper = rounded(box.upper());
        this.proof = new DualProof(norm, new Box(centre, centre), box);
        this.problem = problem;
    }

    @Override
    public Region within(Radius radius) {
        // The centre may be no double: its rounding widens the ball.
        double largest = 0;
        for (double x : roundedCentre) {
            largest = Math.max(largest, Math.abs(x));
        }
        double length = radius.ceiling();
        return Region.of(problem, length + WIDENING * (length + roundedCentre.length * largest));
    }

    @Override
    public Radius of(List<Rational> point) {
        return norm.distance(point, centre);
    }

    @Override
    public double[] start() {
        return roundedCentre.clone();
    }

    private static double[] rounded(List<Rational> values) {
        return values.stream().mapToDouble(PointDistance::rounded).toArray();
    }

    private static double rounded(Rational value) {
        return value.isFinite() ? value.doubleNearest() : value.signum() * Double.POSITIVE_INFINITY;
    }

    @Override
    public Projection guess(List<Row> rows, double cutoff) {
        double[] normals = new double[rows.size() * lower.length];
        double[] limits = new double[rows.size()];
        for (int k = 0; k < limits.length; k++) {
            System.arraycopy(rows.get(k).roundedNormal(), 0, normals, k * lower.length, lower.length);
            limits[k] = rows.get(k).roundedLimit();
        }
        return NearestPoint.project(norm, new Polyhedron(normals, limits, lower, upper), roundedCentre, cutoff);
    }

    @Override
    public double[] beyond(double[] x, double factor) {
        double[] moved = new double[x.length];
        for (int i = 0; i < moved.length; i++) {
            double wish = roundedCentre[i] + factor * (x[i] - roundedCentre[i]);
            moved[i] = Math.min(Math.max(wish, lower[i]), upper[i]);
        }
        return moved;
    }

    @Override
    public boolean provesNoNearer(Projection guess, List<Row> rows, Radius radius) {
        return proof.keepsAway(guess, rows, radius);
    }

    @Override
    public Optional<ExactNearest> exactly(Projection guess, List<Row> rows) {
        ExactPolyhedron polyhedron =
                new ExactPolyhedron(rows.stream().map(Row::exact).toList(), box);
        Optional<ExactNearest> verified = guess instanceof Projection.Nearest nearest
                ? ExactNearestPoint.fromGuess(norm, polyhedron, centre, nearest.active())
                : Optional.empty();
        return verified.isPresent() ? verified : ExactNearestPoint.fromScratch(norm, polyhedron, centre);
    }
}
