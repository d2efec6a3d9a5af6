package io.github.relucert.theorem.separated;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The least l_inf distance between images of two sets, over the pairs of different labels or over all pairs of different images.
 *
 * <p>Two images are more than {@code T} apart when a pixel is 0 in one and above {@code T} in the other. With the pixels as bits that
 * is one {@code and} for 64 of them, and strokes on an empty ground settle nearly all pairs so; what is left is compared pixel by
 * pixel. {@code T} is the best distance of a first pass.
 */
final class NearestImages {
    /** Which pairs count. */
    enum Pairs {
        DIFFERENT_LABELS,
        ANY_LABELS
    }

    /**
     * A nearest pair.
     *
     * @param distance in grey levels
     * @param first position in the first set; of several nearest pairs the least
     * @param second position in the second set
     */
    record Nearest(int distance, int first, int second) {}

    private static final int BITS = 64;
    private static final int TILE = 512;
    private static final int SAMPLE = 256;
    private static final int FARTHEST = 255;
    private static final Comparator<Nearest> ORDER = Comparator.comparingInt(Nearest::distance)
            .thenComparingInt(Nearest::first)
            .thenComparingInt(Nearest::second);

    private final GreyImages first;
    private final GreyImages second;
    private final Pairs pairs;
    private final boolean oneSet;
    private final int words;
    private final long[] brightFirst;
    private final long[] darkFirst;
    private final long[] brightSecond;
    private final long[] darkSecond;
    private final AtomicInteger best;

    private NearestImages(GreyImages first, GreyImages second, Pairs pairs, int threshold) {
        this.first = first;
        this.second = second;
        this.pairs = pairs;
        this.oneSet = first.equals(second);
        this.words = (first.pixels().getFirst().length + BITS - 1) / BITS;
        this.brightFirst = bits(first.pixels(), threshold + 1, FARTHEST);
        this.darkFirst = bits(first.pixels(), 0, 0);
        this.brightSecond = oneSet ? brightFirst : bits(second.pixels(), threshold + 1, FARTHEST);
        this.darkSecond = oneSet ? darkFirst : bits(second.pixels(), 0, 0);
        this.best = new AtomicInteger(threshold);
    }

    /**
     * The nearest pair of an image of the first set and one of the second; within one set no image is paired with itself. Uses all
     * cores.
     *
     * @throws IllegalArgumentException when no pair counts
     */
    static Nearest between(GreyImages first, GreyImages second, Pairs pairs) {
        NearestImages sample = new NearestImages(first, second, pairs, FARTHEST - 1);
        Nearest start = sample.search(Math.min(SAMPLE, first.count()));
        Nearest found = new NearestImages(first, second, pairs, start.distance()).search(first.count());
        return ORDER.compare(found, start) <= 0 ? found : start;
    }

    private Nearest search(int rows) {
        int tiles = (rows + TILE - 1) / TILE;
        // With nothing nearer than the threshold, some pair at it is still reported: ties survive the pruning.
        return IntStream.range(0, tiles)
                .parallel()
                .mapToObj(tile -> searchTile(tile * TILE, Math.min(rows, (tile + 1) * TILE)))
                .min(ORDER)
                .filter(nearest -> nearest.first() >= 0)
                .orElseGet(this::anyPair);
    }

    /** All pairs lie at the greatest distance there is, or none counts. */
    private Nearest anyPair() {
        for (int i = 0; i < first.count(); i++) {
            for (int j = 0; j < second.count(); j++) {
                if (counts(i, j)) {
                    return new Nearest(
                            GreyImages.distance(
                                    first.pixels().get(i), second.pixels().get(j)),
                            i,
                            j);
                }
            }
        }
        throw new IllegalArgumentException("no two images to compare");
    }

    private Nearest searchTile(int from, int to) {
        Nearest nearest = new Nearest(Integer.MAX_VALUE, -1, -1);
        for (int block = 0; block < second.count(); block += TILE) {
            int end = Math.min(second.count(), block + TILE);
            for (int i = from; i < to; i++) {
                int start = oneSet ? Math.max(block, i + 1) : block;
                for (int j = start; j < end; j++) {
                    if (mayBeNear(i * words, j * words) && counts(i, j)) {
                        nearest = closer(nearest, i, j);
                    }
                }
            }
        }
        return nearest;
    }

    private boolean counts(int i, int j) {
        return switch (pairs) {
            case DIFFERENT_LABELS ->
                !first.labels().get(i).equals(second.labels().get(j));
            case ANY_LABELS -> !oneSet || i != j;
        };
    }

    private boolean mayBeNear(int i, int j) {
        // Outward from the middle, where the strokes are.
        int middle = words / 2;
        for (int k = 0; k < words; k++) {
            int word = middle + ((k & 1) == 0 ? k / 2 : -(k + 1) / 2);
            if (word < words
                    && word >= 0
                    && ((brightFirst[i + word] & darkSecond[j + word]) | (darkFirst[i + word] & brightSecond[j + word]))
                            != 0) {
                return false;
            }
        }
        return true;
    }

    private Nearest closer(Nearest nearest, int i, int j) {
        byte[] x = first.pixels().get(i);
        byte[] y = second.pixels().get(j);
        int limit = best.get();
        int distance = 0;
        for (int k = 0; k < x.length && distance <= limit; k++) {
            distance = Math.max(distance, Math.abs((x[k] & 0xff) - (y[k] & 0xff)));
        }
        if (distance > limit) {
            return nearest;
        }
        int reached = distance;
        best.accumulateAndGet(reached, Math::min);
        Nearest found = new Nearest(reached, i, j);
        return ORDER.compare(found, nearest) < 0 ? found : nearest;
    }

    private long[] bits(List<byte[]> images, int low, int high) {
        long[] bits = new long[images.size() * words];
        for (int i = 0; i < images.size(); i++) {
            byte[] pixels = images.get(i);
            for (int k = 0; k < pixels.length; k++) {
                int value = pixels[k] & 0xff;
                if (value >= low && value <= high) {
                    bits[i * words + k / BITS] |= 1L << (k % BITS);
                }
            }
        }
        return bits;
    }
}
