package io.github.relucert.convex;

import io.github.relucert.exact.Rational;
import java.util.List;
import java.util.Optional;

/** Linear programs solved by exact pivoting, which ends on every input; meant for some twenty columns. */
public final class ExactLinearProgram {
    private ExactLinearProgram() {}

    /**
     * A point at which {@code cost . x} is least over rows and sides.
     *
     * @param cost non-negative, positive only where the lower side is finite
     * @return empty when no point satisfies rows and sides
     * @throws IllegalArgumentException when a cost is negative or a positive one has no lower side
     */
    public static Optional<List<Rational>> minimise(
            List<Rational> cost, List<ExactRow> rows, List<Rational> lower, List<Rational> upper) {
        for (int i = 0; i < cost.size(); i++) {
            boolean bounded = cost.get(i).signum() == 0 || lower.get(i).isFinite();
            if (cost.get(i).signum() < 0 || !bounded) {
                throw new IllegalArgumentException(
                        "column " + i + " costs " + cost.get(i) + " from " + lower.get(i) + " on");
            }
        }
        return ExactSimplex.leastCost(lower, upper, rows, cost);
    }
}
