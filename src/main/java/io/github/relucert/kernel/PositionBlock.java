package io.github.relucert.kernel;

import io.github.relucert.network.Convolution.Geometry;
import java.util.Arrays;

/**
 * Output positions of a convolution, of one or several vectors, gathered so that one matrix product serves them all: the patch of
 * inputs that a position reads is a column of {@code patches}, its output channels a column of {@code channels}.
 */
final class PositionBlock {
    private static final int CAPACITY = 256;
    private static final int FIELDS = 4;

    private final Geometry geometry;
    private final int positions;
    private final int groupInputs;
    private final int groupOutputs;
    private final int taps;
    private final double[] patches;
    private final double[] channels;
    /** First one mark a position, then for each place its top row, left column, first input and first output. */
    private final int[] places;

    private int count;

    PositionBlock(Geometry geometry, Scratch scratch) {
        this.geometry = geometry;
        this.positions = geometry.outputHeight() * geometry.outputWidth();
        this.groupInputs = geometry.inputChannels() / geometry.groups();
        this.groupOutputs = geometry.outputChannels() / geometry.groups();
        this.taps = groupInputs * geometry.kernelHeight() * geometry.kernelWidth();
        this.patches = scratch.doubles(0, taps * CAPACITY);
        this.channels = scratch.doubles(1, groupOutputs * CAPACITY);
        this.places = scratch.integers(positions + FIELDS * CAPACITY);
    }

    int count() {
        return count;
    }

    boolean isFull() {
        return count == CAPACITY;
    }

    void clear() {
        count = 0;
    }

    double[] patches() {
        return patches;
    }

    double[] channels() {
        return channels;
    }

    void clearPatches() {
        Arrays.fill(patches, 0, taps * count, 0);
    }

    void clearChannels() {
        Arrays.fill(channels, 0, groupOutputs * count, 0);
    }

    /** Marks the positions at which one of a group's channels, the first of them at {@code start}, is not zero. */
    void mark(double[] y, int start) {
        Arrays.fill(places, 0, positions, 0);
        for (int channel = 0; channel < groupOutputs; channel++) {
            for (int position = 0; position < positions; position++) {
                if (y[start + channel * positions + position] != 0) {
                    places[position] = 1;
                }
            }
        }
    }

    /** The first marked position not before {@code from}; the number of positions when there is none. */
    int nextMarked(int from) {
        int position = from;
        while (position < positions && places[position] == 0) {
            position++;
        }
        return position;
    }

    /** Appends the place {@code vector * positions + position}. */
    void append(int place) {
        int vector = place / positions;
        int position = place % positions;
        int entry = positions + FIELDS * count;
        int inputSize = geometry.inputChannels() * geometry.inputHeight() * geometry.inputWidth();
        places[entry] = position / geometry.outputWidth() * geometry.strideHeight() - geometry.padTop();
        places[entry + 1] = position % geometry.outputWidth() * geometry.strideWidth() - geometry.padLeft();
        places[entry + 2] = vector * inputSize;
        places[entry + 3] = vector * geometry.outputChannels() * positions + position;
        count++;
    }

    /** Fills {@code patches} with the inputs that the places read, zero in the padding. */
    void gatherPatches(int group, double[] x) {
        for (int tap = 0; tap < taps; tap++) {
            int plane = plane(group, tap);
            int down = down(tap);
            int right = right(tap);
            for (int n = 0; n < count; n++) {
                int source = input(n, plane, down, right);
                patches[tap * count + n] = source >= 0 ? x[source] : 0;
            }
        }
    }

    /** Adds {@code patches} to the inputs that the places read. */
    void scatterPatches(int group, double[] x) {
        for (int tap = 0; tap < taps; tap++) {
            int plane = plane(group, tap);
            int down = down(tap);
            int right = right(tap);
            for (int n = 0; n < count; n++) {
                int target = input(n, plane, down, right);
                if (target >= 0) {
                    x[target] += patches[tap * count + n];
                }
            }
        }
    }

    /** Fills {@code channels} with the outputs at the places. */
    void gatherChannels(int group, double[] y) {
        for (int channel = 0; channel < groupOutputs; channel++) {
            int plane = (group * groupOutputs + channel) * positions;
            for (int n = 0; n < count; n++) {
                channels[channel * count + n] = y[places[positions + FIELDS * n + 3] + plane];
            }
        }
    }

    /** Adds {@code channels} to the outputs at the places. */
    void scatterChannels(int group, double[] y) {
        for (int channel = 0; channel < groupOutputs; channel++) {
            int plane = (group * groupOutputs + channel) * positions;
            for (int n = 0; n < count; n++) {
                y[places[positions + FIELDS * n + 3] + plane] += channels[channel * count + n];
            }
        }
    }

    private int plane(int group, int tap) {
        int channel = group * groupInputs + tap / (geometry.kernelHeight() * geometry.kernelWidth());
        return channel * geometry.inputHeight() * geometry.inputWidth();
    }

    private int down(int tap) {
        return tap / geometry.kernelWidth() % geometry.kernelHeight() * geometry.dilationHeight();
    }

    private int right(int tap) {
        return tap % geometry.kernelWidth() * geometry.dilationWidth();
    }

    /** Index of the input read at the {@code n}-th place, or -1 in the padding. */
    private int input(int n, int plane, int down, int right) {
        int entry = positions + FIELDS * n;
        int y = places[entry] + down;
        int x = places[entry + 1] + right;
        boolean inside = y >= 0 && y < geometry.inputHeight() && x >= 0 && x < geometry.inputWidth();
        return inside ? places[entry + 2] + plane + y * geometry.inputWidth() + x : -1;
    }
}
