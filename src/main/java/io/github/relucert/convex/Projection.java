package io.github.relucert.convex;

/** The answer to a nearest-point question in double, within rounding. */
public sealed interface Projection {
    /**
     * A nearest point.
     *
     * @param point the point
     * @param distance its distance from the centre in the norm asked for
     * @param multipliers one non-negative number a row, such that the distance (l2: half its square) is the minimum over the box
     *     of itself plus {@code multipliers . (G x - h)}
     */
    record Nearest(double[] point, double distance, double[] multipliers, ActiveSet active) implements Projection {}

    /**
     * The polyhedron is empty.
     *
     * @param weights non-negative row weights whose sum of rows is violated on the whole box; empty when two sides cross
     */
    record Empty(double[] weights) implements Projection {}

    /** The distance is at least the cutoff asked for. */
    record Farther(double bound, double[] multipliers) implements Projection {}

    /** Rounding errors or a limit on steps came first. */
    record Unsettled(String reason) implements Projection {}
}
