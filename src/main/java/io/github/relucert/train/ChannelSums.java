package io.github.relucert.train;

/** Sums over everything that shares a channel, in ascending order. */
final class ChannelSums {
    private ChannelSums() {}

    /** Adds to each of the sums its equal share of the array, one contiguous piece after the other. */
    static void add(double[] numbers, double[] sums) {
        int length = numbers.length / sums.length;
        for (int c = 0; c < sums.length; c++) {
            double sum = 0;
            for (int j = c * length; j < (c + 1) * length; j++) {
                sum += numbers[j];
            }
            sums[c] += sum;
        }
    }
}
