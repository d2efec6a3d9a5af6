package io.github.relucert.report;

import io.github.relucert.engine.OutputFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes an image of one or three channels in channel, row, column order. */
public final class PngWriter {
    private static final int LEVELS = 255;

    private PngWriter() {}

    /**
     * Writes one image.
     *
     * @param values {@code channels x height x width}
     * @param black the value shown as black
     * @param white the value shown as white; values beyond either are clipped
     * @throws IllegalArgumentException when there are neither one nor three channels
     * @throws io.github.relucert.exact.InputException when the file cannot be written
     */
    public static void write(
            Path target, int channels, int height, int width, double[] values, double black, double white) {
        byte[] png = bytes(channels, height, width, values, black, white);
        OutputFile.write(target, out -> out.write(png));
    }

    /** The same in memory; parameters as there. */
    static byte[] bytes(int channels, int height, int width, double[] values, double black, double white) {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("an image of " + channels + " channels");
        }
        return encoded(height, width, (x, y) -> {
            int rgb = 0;
            for (int c = 0; c < 3; c++) {
                int channel = channels == 1 ? 0 : c;
                double share = (values[(channel * height + y) * width + x] - black) / (white - black);
                rgb = rgb << 8 | (int) Math.round(Math.clamp(share, 0.0, 1.0) * LEVELS);
            }
            return rgb;
        });
    }

    /** The colour of a pixel, red, green and blue in the lowest 24 bits. */
    @FunctionalInterface
    interface Colour {
        int at(int x, int y);
    }

    /** An image given by its colours. */
    static byte[] encoded(int height, int width, Colour colour) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, colour.at(x, y));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // A cache file would need a shutdown hook, which a process that is being ended can no longer have.
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, "png", stream)) {
                throw new IllegalStateException("this Java writes no PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
