package io.github.relucert.convex;

/** What the simplex method found, within its tolerances. */
public sealed interface LpOutcome {
    /**
     * An optimal vertex.
     *
     * @param value least cost
     * @param point the columns, length n
     * @param rowDuals {@code y}, length m: positive where the row presses against its lower side, negative at its upper side
     * @param reducedCosts {@code cost - A^T y}, length n
     */
    record Optimal(double value, double[] point, double[] rowDuals, double[] reducedCosts, Basis basis)
            implements LpOutcome {}

    /**
     * The least cost is at least the cutoff asked for.
     *
     * @param bound a lower bound on the cost
     * @param rowDuals the duals that give it
     */
    record AboveCutoff(double bound, double[] rowDuals) implements LpOutcome {}

    /**
     * No point satisfies rows and sides.
     *
     * @param ray row weights with {@code ray . (A x - r) > 0} for all {@code x} and {@code r} within their sides; empty when two
     *     sides of one variable cross
     */
    record Infeasible(double[] ray) implements LpOutcome {}

    /** Feasible, with costs that fall without end. */
    record Unbounded() implements LpOutcome {}

    /** Rounding errors or the limit on pivots came first. */
    record Unsettled(String reason) implements LpOutcome {}
}
