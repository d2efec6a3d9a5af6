package io.github.relucert.theorem.generator;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Two finite sets of points of the grid {@code {0, 1/16, .., 1}^d} that lie apart (GEN-SEP). One set is drawn from a part of the
 * grid, the other from the list of the grid points far enough from all of the first, so that nothing is ever rejected.
 *
 * @param norm norm of all distances
 * @param a points of label +1, all different
 * @param b points of label -1, all different
 */
public record SeparatedSets(Norm norm, List<List<Rational>> a, List<List<Rational>> b) {
    private static final int STEPS = 16;

    /** Up to this many grid points are listed; with more coordinates each takes fewer of its 17 values. */
    private static final int LISTED = 5000;

    /** Copies the lists and refuses empty ones. */
    public SeparatedSets {
        a = a.stream().map(List::copyOf).toList();
        b = b.stream().map(List::copyOf).toList();
        if (a.isEmpty() || b.isEmpty()) {
            throw new IllegalArgumentException(a.size() + " and " + b.size() + " points");
        }
    }

    /**
     * How much to draw.
     *
     * @param dimension {@code d}, 1 to 8
     * @param first points of one set
     * @param second points of the other; fewer come where the list is shorter
     */
    public record Size(int dimension, int first, int second) {
        /** @throws IllegalArgumentException when a number is out of range */
        public Size {
            if (dimension < 1 || dimension > 8 || first < 1 || second < 1) {
                throw new IllegalArgumentException(first + " and " + second + " points in dimension " + dimension);
            }
        }
    }

    /**
     * Draws two sets at distance {@code separation} or more.
     *
     * @param separation at most 1/4, so that no choice of the first set leaves the other list empty
     */
    public static SeparatedSets generate(long seed, Size size, Norm norm, Rational separation) {
        if (separation.signum() <= 0 || separation.compareTo(Rational.of(1, 4)) > 0) {
            throw new IllegalArgumentException("a separation of " + separation + " is not in (0, 1/4]");
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<int[]> grid = grid(size.dimension(), random);
        List<int[]> first = draw(part(grid, separation, random), size.first(), random);
        List<int[]> apart = grid.stream()
                .filter(x -> first.stream().allMatch(y -> isApart(norm, x, y, separation)))
                .toList();
        List<List<Rational>> drawn = points(first);
        List<List<Rational>> other = points(draw(apart, size.second(), random));
        return random.nextBoolean() ? new SeparatedSets(norm, drawn, other) : new SeparatedSets(norm, other, drawn);
    }

    /** Either the middle of the first coordinate, with room on both sides, or its lower half less half the separation. */
    private static List<int[]> part(List<int[]> grid, Rational separation, SplittableRandom random) {
        if (random.nextBoolean()) {
            return grid.stream()
                    .filter(x -> 4 * Math.abs(x[0] - STEPS / 2) <= STEPS)
                    .toList();
        }
        Rational side = Rational.ONE.subtract(separation).multiply(Rational.of(STEPS, 2));
        return grid.stream().filter(x -> Rational.of(x[0]).compareTo(side) <= 0).toList();
    }

    /** Whether two grid points lie at least as far apart as asked for, in integers. */
    private static boolean isApart(Norm norm, int[] x, int[] y, Rational separation) {
        long length = 0;
        for (int i = 0; i < x.length; i++) {
            long step = Math.abs(x[i] - y[i]);
            length = switch (norm) {
                case LINF -> Math.max(length, step);
                case L2 -> length + step * step;
                case L1 -> length + step;
            };
        }
        long numerator = STEPS * separation.numerator().longValueExact();
        long denominator = separation.denominator().longValueExact();
        return norm == Norm.L2
                ? length * denominator * denominator >= numerator * numerator
                : length * denominator >= numerator;
    }

    private static List<List<Rational>> points(List<int[]> grid) {
        return grid.stream()
                .map(x -> Arrays.stream(x).mapToObj(k -> Rational.of(k, STEPS)).toList())
                .toList();
    }

    /** A grid that takes 17 values in each coordinate, or a random choice of as many as can be listed; 0 and 1 always. */
    private static List<int[]> grid(int dimension, SplittableRandom random) {
        int values = STEPS + 1;
        while (Math.pow(values, dimension) > LISTED) {
            values--;
        }
        List<int[]> points = List.of(new int[0]);
        for (int i = 0; i < dimension; i++) {
            List<Integer> chosen = values(i == 0 ? Math.max(values, 3) : values, random);
            List<int[]> longer = new ArrayList<>();
            for (int[] point : points) {
                for (int value : chosen) {
                    int[] next = Arrays.copyOf(point, point.length + 1);
                    next[point.length] = value;
                    longer.add(next);
                }
            }
            points = longer;
        }
        return points;
    }

    private static List<Integer> values(int count, SplittableRandom random) {
        List<Integer> kept = new ArrayList<>(List.of(0, STEPS));
        if (count > 2) {
            kept.add(STEPS / 2);
        }
        List<Integer> rest = new ArrayList<>(IntStream.range(1, STEPS)
                .filter(value -> !kept.contains(value))
                .boxed()
                .toList());
        while (kept.size() < count) {
            kept.add(rest.remove(/* index */ random.nextInt(rest.size())));
        }
        return kept.stream().sorted().toList();
    }

    private static List<int[]> draw(List<int[]> from, int count, SplittableRandom random) {
        List<int[]> left = new ArrayList<>(from);
        List<int[]> drawn = new ArrayList<>();
        while (drawn.size() < count && !left.isEmpty()) {
            drawn.add(left.remove(random.nextInt(left.size())));
        }
        return drawn;
    }

    /** Number of coordinates. */
    public int dimension() {
        return a.getFirst().size();
    }

    /** Number of points. */
    public int count() {
        return a.size() + b.size();
    }

    /** The same sets with the labels exchanged. */
    public SeparatedSets swapped() {
        return new SeparatedSets(norm, b, a);
    }

    /** The same points under another norm. */
    public SeparatedSets in(Norm other) {
        return new SeparatedSets(other, a, b);
    }

    /** {@code D}, the distance of the two sets. */
    public Radius separation() {
        return closestPair().distance();
    }

    /** The first pair of points at distance {@code D}. */
    public Pair closestPair() {
        return closestPairs().getFirst();
    }

    /** Every pair of points at distance {@code D}. */
    public List<Pair> closestPairs() {
        List<Pair> closest = new ArrayList<>();
        for (List<Rational> x : a) {
            for (List<Rational> y : b) {
                Pair pair = new Pair(x, y, norm.distance(x, y));
                int comparison = closest.isEmpty()
                        ? -1
                        : pair.distance().compareTo(closest.getFirst().distance());
                if (comparison < 0) {
                    closest.clear();
                }
                if (comparison <= 0) {
                    closest.add(pair);
                }
            }
        }
        return closest;
    }

    /**
     * A point of each set.
     *
     * @param distance of the two
     */
    public record Pair(List<Rational> a, List<Rational> b, Radius distance) {
        /** {@code a + t (b - a)}. */
        public List<Rational> at(Rational t) {
            return IntStream.range(0, a.size())
                    .mapToObj(i -> a.get(i).add(t.multiply(b.get(i).subtract(a.get(i)))))
                    .toList();
        }
    }

    /** Coordinates as doubles; those of the grid are exact. */
    public static double[] toDoubles(List<Rational> x) {
        return x.stream().mapToDouble(Rational::doubleNearest).toArray();
    }

    /** The size, the norm and the distance, for a report. */
    @Override
    public String toString() {
        Radius separation = separation();
        String length = separation.norm() == Norm.L2
                ? "sqrt(" + separation.value() + ")"
                : separation.value().toString();
        return a.size() + "+" + b.size() + " points in dimension " + dimension() + ", " + norm.id() + " distance "
                + length;
    }

    /** The labels of {@code a} then {@code b} as one list of rows. */
    public List<double[]> rows() {
        List<double[]> rows = new ArrayList<>();
        a.forEach(x -> rows.add(toDoubles(x)));
        b.forEach(x -> rows.add(toDoubles(x)));
        return rows;
    }

    /** +1 for each of {@code a}, -1 for each of {@code b}. */
    public List<Integer> labels() {
        Integer[] labels = new Integer[count()];
        Arrays.setAll(labels, i -> i < a.size() ? 1 : -1);
        return List.of(labels);
    }
}
