package io.github.relucert.milp;

import io.github.relucert.engine.Outcome;

/** What SCIP said of a program. */
sealed interface ScipAnswer {
    /** Nodes of its tree. */
    long nodes();

    /** There is no solution. */
    record Infeasible(long nodes) implements ScipAnswer {}

    /**
     * A solution.
     *
     * @param values a number a column
     * @param objective its objective
     * @param bound no solution has a smaller objective
     * @param settled whether the search ended by itself
     */
    record Solution(double[] values, double objective, double bound, boolean settled, long nodes)
            implements ScipAnswer {}

    /**
     * A limit was met before any solution was.
     *
     * @param bound no solution has a smaller objective; negative infinity when that is not known
     */
    record Stopped(Outcome.Stop reason, double bound, long nodes) implements ScipAnswer {}

    /** A probe ended at its number of nodes. */
    record Hard(long nodes) implements ScipAnswer {}

    /** An answer that makes no sense; nothing follows from it. */
    record Failed(String status, long nodes) implements ScipAnswer {}
}
