package io.github.relucert.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Working memory that a caller lends to kernels, so that their loops allocate nothing once it has grown to size. One thread at a
 * time; the contents mean nothing between two calls.
 */
public final class Scratch {
    private final List<double[]> buffers = new ArrayList<>();
    private int[] integers = new int[0];
    private double[] panel = new double[0];
    private int[] places = new int[0];

    /** A buffer of at least {@code size} doubles; buffers of different numbers never overlap. */
    double[] doubles(int number, int size) {
        while (buffers.size() <= number) {
            buffers.add(new double[0]);
        }
        double[] buffer = buffers.get(number);
        if (buffer.length < size) {
            buffer = new double[size];
            buffers.set(number, buffer);
        }
        return buffer;
    }

    /** A buffer of at least {@code size} integers. */
    int[] integers(int size) {
        if (integers.length < size) {
            integers = new int[size];
        }
        return integers;
    }

    /** A matrix product's own buffer of at least {@code size} doubles. */
    double[] panel(int size) {
        if (panel.length < size) {
            panel = new double[size];
        }
        return panel;
    }

    /** A matrix product's own buffer of at least {@code size} integers. */
    int[] places(int size) {
        if (places.length < size) {
            places = new int[size];
        }
        return places;
    }
}
