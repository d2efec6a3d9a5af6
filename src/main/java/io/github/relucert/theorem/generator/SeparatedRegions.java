package io.github.relucert.theorem.generator;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Two unions of boxes and axis-parallel segments in {@code [0,1]^d} whose l_inf distance is known (GEN-BALLS): populations, all of
 * whose points carry a label. The cube is cut into slabs across one coordinate; every other slab stays empty and is as wide as the
 * distance asked for, and the sides that face it touch it.
 *
 * @param a regions of label +1
 * @param b regions of label -1
 */
public record SeparatedRegions(List<Box> a, List<Box> b) {
    private static final int GRID = 16;

    public SeparatedRegions {
        a = List.copyOf(a);
        b = List.copyOf(b);
        if (a.isEmpty() || b.isEmpty()) {
            throw new IllegalArgumentException(a.size() + " and " + b.size() + " regions");
        }
    }

    /**
     * Two or three regions of alternating labels, one of which has exactly the given distance to the next.
     *
     * @param separation the distance, a multiple of 1/16, at most 1/4
     */
    public static SeparatedRegions generate(long seed, int dimension, Rational separation) {
        Rational steps = separation.multiply(Rational.of(GRID));
        if (separation.signum() <= 0
                || separation.compareTo(Rational.of(1, 4)) > 0
                || !steps.denominator().equals(BigInteger.ONE)) {
            throw new IllegalArgumentException("a separation of " + separation + " is no multiple of 1/16 in (0, 1/4]");
        }
        SplittableRandom random = new SplittableRandom(seed);
        int gap = steps.numerator().intValueExact();
        int across = random.nextInt(dimension);
        boolean three = random.nextBoolean();
        int slabs = three ? 3 : 2;
        int room = GRID - (slabs - 1) * gap;
        List<Box> first = new ArrayList<>();
        List<Box> second = new ArrayList<>();
        // All boxes share a point across the gaps, so that a gap's width is a distance.
        int[] shared = random.ints(dimension, 0, GRID + 1).toArray();
        int start = 0;
        for (int s = 0; s < slabs; s++) {
            int width = random.nextInt(room / slabs + 1);
            List<Rational> lower = new ArrayList<>();
            List<Rational> upper = new ArrayList<>();
            for (int i = 0; i < dimension; i++) {
                boolean segment = i != across && random.nextInt(3) == 0;
                int low = segment ? shared[i] : random.nextInt(shared[i] + 1);
                int high = segment ? shared[i] : random.nextInt(shared[i], GRID + 1);
                lower.add(Rational.of(i == across ? start : low, GRID));
                upper.add(Rational.of(i == across ? start + width : high, GRID));
            }
            (s % 2 == 0 ? first : second).add(new Box(lower, upper));
            start += width + gap;
        }
        return random.nextBoolean() ? new SeparatedRegions(first, second) : new SeparatedRegions(second, first);
    }

    /** Number of coordinates. */
    public int dimension() {
        return a.getFirst().size();
    }

    /** The regions with their labels exchanged. */
    public SeparatedRegions swapped() {
        return new SeparatedRegions(b, a);
    }

    /** The l_inf distance of the two unions, exactly. */
    public Rational separation() {
        return a.stream()
                .flatMap(x -> b.stream().map(y -> distance(x, y)))
                .reduce(Rational::min)
                .orElseThrow();
    }

    private static Rational distance(Box x, Box y) {
        Rational largest = Rational.ZERO;
        for (int i = 0; i < x.size(); i++) {
            Rational gap = x.lower().get(i).subtract(y.upper().get(i));
            Rational other = y.lower().get(i).subtract(x.upper().get(i));
            largest = largest.max(gap).max(other);
        }
        return largest;
    }

    /** The l_inf distance of a point from a union of boxes. */
    public static Rational distance(List<Rational> x, List<Box> boxes) {
        Box point = new Box(x, x);
        return boxes.stream()
                .map(box -> distance(point, box))
                .reduce(Rational::min)
                .orElseThrow();
    }

    /** All points within {@code radius} of a box in l_inf. */
    public static Box enlarged(Box box, Rational radius) {
        return new Box(
                box.lower().stream().map(side -> side.subtract(radius)).toList(),
                box.upper().stream().map(side -> side.add(radius)).toList());
    }

    /** How many regions, in which dimension, how far apart. */
    @Override
    public String toString() {
        return a.size() + "+" + b.size() + " boxes in dimension " + dimension() + ", linf distance " + separation();
    }
}
