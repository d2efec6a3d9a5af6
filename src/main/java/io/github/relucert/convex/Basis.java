package io.github.relucert.convex;

import java.util.List;

/**
 * Where the simplex method stands: the status of every column, then of every row's activity. Small and immutable, so that a
 * search can keep one with each open node.
 */
public record Basis(List<Status> statuses) {
    /** Where a variable stands. */
    public enum Status {
        BASIC,
        AT_LOWER,
        AT_UPPER,
        /** Not basic and without a finite side: stands at zero. */
        FREE
    }

    public Basis {
        statuses = List.copyOf(statuses);
    }
}
