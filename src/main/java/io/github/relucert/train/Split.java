package io.github.relucert.train;

import io.github.relucert.exact.InputException;
import io.github.relucert.train.RandomStreams.Purpose;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.PermutationSampler;

/**
 * A random choice of rows and the rest, each in ascending order.
 *
 * @param chosen row numbers, counted from 0
 * @param rest all other row numbers
 */
public record Split(int[] chosen, int[] rest) {
    /**
     * Chooses {@code count} of the rows {@code 0 .. total - 1}, every choice equally likely.
     *
     * @throws InputException when there are not that many rows
     */
    public static Split of(int total, int count, long seed) {
        if (count < 0 || count > total) {
            throw new InputException("cannot choose " + count + " of " + total + " rows");
        }
        int[] order = IntStream.range(0, total).toArray();
        PermutationSampler.shuffle(RandomStreams.of(seed, Purpose.DATA), order);
        int[] chosen = Arrays.copyOf(order, count);
        int[] rest = Arrays.copyOfRange(order, count, total);
        Arrays.sort(chosen);
        Arrays.sort(rest);
        return new Split(chosen, rest);
    }
}
