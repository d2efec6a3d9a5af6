package io.github.relucert.convex;

import io.github.relucert.specification.Norm;
import java.util.Collections;
import java.util.List;

/** The point of a polyhedron nearest to a centre in l_inf, l2 or l1, in double. */
public final class NearestPoint {
    private NearestPoint() {}

    /**
     * Solves {@code min ||x - centre||} over the polyhedron.
     *
     * @param centre any point, inside the sides or not
     */
    public static Projection project(Norm norm, Polyhedron polyhedron, double[] centre) {
        return project(norm, polyhedron, centre, Double.POSITIVE_INFINITY);
    }

    /**
     * The same with a cutoff.
     *
     * @param cutoff the method may stop as soon as the distance is known to be at least this
     */
    public static Projection project(Norm norm, Polyhedron polyhedron, double[] centre, double cutoff) {
        if (polyhedron.hasCrossedSides()) {
            return new Projection.Empty(new double[0]);
        }
        if (contains(polyhedron, centre)) {
            ActiveSet nothing = new ActiveSet(List.of(), Collections.nCopies(centre.length, Place.FREE));
            return new Projection.Nearest(centre.clone(), 0, new double[polyhedron.rows()], nothing);
        }
        return switch (norm) {
            case LINF -> new MaximumNormProjection(polyhedron, centre).solve(cutoff);
            case L2 -> DualActiveSet.project(polyhedron, centre, new double[polyhedron.rows()], cutoff);
            case L1 -> SumNormProjection.solve(polyhedron, centre, cutoff);
        };
    }

    private static boolean contains(Polyhedron polyhedron, double[] x) {
        for (int i = 0; i < x.length; i++) {
            if (!(polyhedron.lower()[i] <= x[i] && x[i] <= polyhedron.upper()[i])) {
                return false;
            }
        }
        for (int k = 0; k < polyhedron.rows(); k++) {
            if (!(polyhedron.violation(k, x) <= 0)) {
                return false;
            }
        }
        return true;
    }
}
