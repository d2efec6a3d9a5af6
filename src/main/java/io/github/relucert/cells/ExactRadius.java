package io.github.relucert.cells;

import io.github.relucert.cells.Incumbent.Aim;
import io.github.relucert.specification.Problem;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The exact distance of the nearest unsafe point of a small network: rational in l_inf and l1, the root of a rational in l2. By
 * branch and bound over activation cells with exact linear and quadratic programs.
 */
public final class ExactRadius {
    private ExactRadius() {}

    /**
     * The least distance of a point of the domain in the closed unsafe set, every condition read as {@code <= 0}; empty when the
     * domain holds none.
     */
    public static Optional<Nearest> atMost(Problem problem) {
        return atMost(problem, () -> false).nearest();
    }

    /**
     * The infimum of the distances of the points of the domain at which all conditions of a disjunct are below zero, strictly;
     * empty when the domain holds none. It is larger than {@link #atMost} where the closed set has a plateau.
     */
    public static Optional<StrictNearest> below(Problem problem) {
        RadiusSearch search = new RadiusSearch(problem, new PointDistance(problem), Aim.STRICT, () -> false);
        search.run();
        return search.nearest();
    }

    /** As {@link #atMost(Problem)}, as long as nobody says stop. */
    public static Attempt atMost(Problem problem, BooleanSupplier stop) {
        RadiusSearch search = new RadiusSearch(problem, new PointDistance(problem), Aim.CLOSED, stop);
        boolean settled = search.run();
        return new Attempt(
                settled ? Progress.SETTLED : Progress.STOPPED,
                search.nearest().map(n -> new Nearest(n.radius(), n.point())),
                search.nodes());
    }

    /** How far an attempt has come. */
    public enum Progress {
        /** Nothing is nearer than the point found; without one the domain holds no unsafe point. */
        SETTLED,
        /** A nearer point may exist. */
        STOPPED
    }

    /**
     * What an attempt has found.
     *
     * @param nearest the nearest unsafe point met
     * @param nodes parts of the input space that were looked at
     */
    public record Attempt(Progress progress, Optional<Nearest> nearest, long nodes) {}
}
