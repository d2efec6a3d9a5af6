package io.github.relucert.attack;

import java.util.Optional;

/**
 * Square attack: random search with windows of falling size, a change being kept when the margin falls. No gradients; a query is a forward
 * pass and counts half an evaluation.
 *
 * <p>Reference: Andriushchenko, Croce, Flammarion and Hein, "Square attack: a query-efficient black-box adversarial attack via random search", 2020,
 * arXiv 1912.00049, algorithms 1, 2 (l_inf) and 3 (l2); in l1 as in Croce and Hein, arXiv 2103.01208. The first windows take 80 % of
 * the image and shrink on the paper's schedule, stretched to the number of queries. Minimal norm by bisection, first with few queries a ball; once
 * an unsafe point is known, a smaller ball begins with it, moved inside, instead of stripes or tiles.
 *
 * @param queries queries a ball; AutoAttack's are 5000
 */
public record Square(int queries) implements BallAttack {
    private static final int QUERIES = 5000;
    private static final int[] DIVISORS = {50, 10, 1};

    /** Five thousand queries a ball. */
    public Square() {
        this(QUERIES);
    }

    /** @throws IllegalArgumentException when there is no query */
    public Square {
        if (queries < 1) {
            throw new IllegalArgumentException(queries + " queries");
        }
    }

    @Override
    public String name() {
        return "Square";
    }

    @Override
    public int batch() {
        return 1;
    }

    @Override
    public boolean isRandom() {
        return true;
    }

    @Override
    public int levels() {
        return DIVISORS.length;
    }

    @Override
    public Optional<double[]> within(BallRun run) {
        int limit = Math.max(queries / DIVISORS[run.level()], 1);
        SquareMoves moves = new SquareMoves(run);
        double[] x = run.nearest().map(moves::shrunk).orElseGet(moves::first);
        double least = Double.POSITIVE_INFINITY;
        for (int query = 0; query <= limit; query++) {
            if (!run.evaluations().allowsForward(1)) {
                return Optional.empty();
            }
            double[] candidate = query == 0 ? x : moves.next(x, share((query - 1) * 10_000L / limit));
            double margin = run.evaluations().margin(candidate);
            if (margin <= 0) {
                return Optional.of(candidate);
            }
            if (margin < least) {
                least = margin;
                x = candidate;
            }
        }
        return Optional.empty();
    }

    /** Share of the image that a window takes, out of ten thousand queries: halved again and again. */
    private static double share(long query) {
        long[] ends = {10, 50, 200, 500, 1000, 2000, 4000, 6000, 8000};
        double share = 0.8;
        for (long end : ends) {
            share = query > end ? share / 2 : share;
        }
        return share;
    }
}
