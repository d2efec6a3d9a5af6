package io.github.relucert.theorem.separated;

/**
 * How many points a pair of disjoint l_inf balls can shatter. Balls of one radius below {@code eps} with centres at least
 * {@code 2 eps} apart lie on two sides of a gap in one coordinate, so a labelling they realise is a cut in the order of the points
 * along a coordinate; conversely large balls realise every such cut. Only the orders matter, and points of
 * {@code {0 .. n-1}^d} have them all.
 */
final class CubePairs {
    private CubePairs() {}

    /**
     * The most points in dimension {@code d} for which counting allows that all labellings are cuts: {@code n - 1} cuts a coordinate,
     * both ways round, and the two constant labellings, {@code 2^n <= 2 + 2 d (n - 1)}.
     */
    static int mostByCounting(int dimension) {
        int points = 1;
        while (1L << (points + 1) <= 2 + 2L * dimension * points) {
            points++;
        }
        return points;
    }

    /** Whether some {@code n <= 4} points in this dimension are shattered, by trying all of them. */
    static boolean someShattered(int dimension, int points) {
        if (points > 4) {
            throw new IllegalArgumentException("too many sets of " + points + " points to try them all");
        }
        return extend(new int[points], 0, 0, dimension, GridTask.size(points, dimension));
    }

    /** Chooses the points from index {@code place} on, in ascending order. */
    private static boolean extend(int[] chosen, int place, int first, int dimension, int size) {
        if (place == chosen.length) {
            return isShattered(chosen, dimension);
        }
        for (int index = first; index < size; index++) {
            chosen[place] = index;
            if (extend(chosen, place + 1, index + 1, dimension, size)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isShattered(int[] chosen, int dimension) {
        int points = chosen.length;
        int all = (1 << points) - 1;
        long realised = 1L | 1L << all;
        int stride = 1;
        for (int k = 0; k < dimension; k++) {
            for (int threshold = 1; threshold < points; threshold++) {
                int above = 0;
                for (int i = 0; i < points; i++) {
                    above |= chosen[i] / stride % points >= threshold ? 1 << i : 0;
                }
                realised |= 1L << above | 1L << (all ^ above);
            }
            stride *= points;
        }
        return Long.bitCount(realised) == 1 << points;
    }
}
