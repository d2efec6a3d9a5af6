package io.github.relucert.theorem.separated;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Grey images of one size with labels, as whole numbers 0 to 255, so that distances are exact integers.
 *
 * @param pixels one array an image, row-major; shared, not copied, because there may be 60,000
 * @param labels one an image
 */
record GreyImages(List<byte[]> pixels, List<Integer> labels) {
    private static final int IMAGES = 2051;
    private static final int LABELS = 2049;

    GreyImages {
        pixels = List.copyOf(pixels);
        labels = List.copyOf(labels);
        if (pixels.size() != labels.size() || pixels.isEmpty()) {
            throw new IllegalArgumentException(pixels.size() + " images with " + labels.size() + " labels");
        }
    }

    /**
     * Reads IDX files of unsigned bytes.
     *
     * @throws IOException when a stream ends early or is no such file
     */
    static GreyImages read(InputStream images, InputStream labels) throws IOException {
        DataInputStream in = new DataInputStream(images);
        int count = count(in, IMAGES);
        int size = Math.multiplyExact(in.readInt(), in.readInt());
        byte[][] pixels = new byte[count][size];
        for (byte[] image : pixels) {
            in.readFully(image);
        }
        DataInputStream labelsIn = new DataInputStream(labels);
        byte[] classes = new byte[count(labelsIn, LABELS)];
        labelsIn.readFully(classes);
        Integer[] boxed = new Integer[classes.length];
        for (int i = 0; i < classes.length; i++) {
            boxed[i] = (int) classes[i];
        }
        return new GreyImages(List.of(pixels), List.of(boxed));
    }

    private static int count(DataInputStream in, int expected) throws IOException {
        int magic = in.readInt();
        if (magic != expected) {
            throw new IOException("the file starts with " + magic + " instead of " + expected);
        }
        return in.readInt();
    }

    int count() {
        return pixels.size();
    }

    /** The largest difference of a pixel. */
    static int distance(byte[] x, byte[] y) {
        int largest = 0;
        for (int k = 0; k < x.length; k++) {
            largest = Math.max(largest, Math.abs((x[k] & 0xff) - (y[k] & 0xff)));
        }
        return largest;
    }

    /** The sum of the squared differences. */
    static long squaredDistance(byte[] x, byte[] y) {
        long sum = 0;
        for (int k = 0; k < x.length; k++) {
            int difference = (x[k] & 0xff) - (y[k] & 0xff);
            sum += (long) difference * difference;
        }
        return sum;
    }
}
