package io.github.relucert.theorem.separated;

import io.github.relucert.specification.Norm;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Whether an interpolant of {@code f*} stays within a bound of it on the whole cube, by branch and bound: on a box both functions
 * change by no more than a Lipschitz constant times its half-width. Evaluations are in double; their errors, below 1e-13 here, are
 * covered by a slack of 1e-11 that counts against the statement.
 */
final class ApproximationError {
    private static final double SLACK = 1e-11;
    private static final double NARROWEST = 1e-7;

    /** The answer. */
    sealed interface Answer {
        /** No point of the cube has a larger error. */
        record Within(long boxes) implements Answer {}

        /** This point has. */
        record Exceeded(double[] point, double error) implements Answer {}

        /** A box too narrow to go on was neither. */
        record Undecided(double[] point, double error) implements Answer {}
    }

    private record Part(int[] corner, double[] centre, double halfWidth) {}

    private ApproximationError() {}

    /** Decides whether the supremum of {@code |interpolant - f*|} over the cube is at most {@code bound}. */
    static Answer compare(KuhnInterpolant interpolant, RobustClassifier function, double bound) {
        int dimension = interpolant.dimension();
        Deque<Part> open = new ArrayDeque<>();
        addCells(interpolant, new int[0], open);
        double separation = Math.nextDown(function.sets().separation().floor());
        double reach = function.sets().norm() == Norm.L2 ? Math.sqrt(dimension) : 1;
        long boxes = 0;
        while (!open.isEmpty()) {
            Part part = open.removeLast();
            boxes++;
            double error = Math.abs(interpolant.at(part.centre()) - function.value(part.centre()));
            if (error - SLACK > bound) {
                return new Answer.Exceeded(part.centre(), error);
            }
            double radius = reach * part.halfWidth();
            double sum = Math.max(separation, function.distanceSum(part.centre()) - 2 * radius - SLACK);
            double change = 2 / sum * radius + interpolant.steepness(part.corner()) * part.halfWidth();
            if (error + change * (1 + SLACK) + SLACK > bound) {
                if (part.halfWidth() < NARROWEST) {
                    return new Answer.Undecided(part.centre(), error);
                }
                split(part, open);
            }
        }
        return new Answer.Within(boxes);
    }

    private static void addCells(KuhnInterpolant interpolant, int[] corner, Deque<Part> open) {
        if (corner.length == interpolant.dimension()) {
            double[] centre = new double[corner.length];
            for (int i = 0; i < centre.length; i++) {
                centre[i] = (corner[i] + 0.5) / interpolant.cells();
            }
            // Half a cell, rounded up so that neighbouring boxes leave no gap.
            open.add(new Part(corner, centre, Math.nextUp(0.5 / interpolant.cells()) * (1 + SLACK)));
            return;
        }
        for (int step = 0; step < interpolant.cells(); step++) {
            int[] longer = new int[corner.length + 1];
            System.arraycopy(corner, 0, longer, 0, corner.length);
            longer[corner.length] = step;
            addCells(interpolant, longer, open);
        }
    }

    private static void split(Part part, Deque<Part> open) {
        int dimension = part.centre().length;
        double half = part.halfWidth() / 2;
        for (int orthant = 0; orthant < 1 << dimension; orthant++) {
            double[] centre = part.centre().clone();
            for (int i = 0; i < dimension; i++) {
                centre[i] += (orthant >> i & 1) == 0 ? -half : half;
            }
            open.add(new Part(part.corner(), centre, half * (1 + SLACK)));
        }
    }
}
