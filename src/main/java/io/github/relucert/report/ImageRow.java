package io.github.relucert.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;

/** A row that is an image: the original, what the nearest unsafe point changes, and that point, with the class of each. */
final class ImageRow {
    /** Channels, height, width. */
    record Shape(int channels, int height, int width) {
        int size() {
            return channels * height * width;
        }
    }

    private ImageRow() {}

    /**
     * The figure of a certified point; nothing where it is no image or has no witness.
     *
     * @param asked the shape to be taken for all rows that it fits; otherwise the model's input shape counts, or the PNG that was saved beside the certificate
     */
    static Optional<String> figure(CertifiedPoint point, Optional<Shape> asked) {
        Optional<Shape> shape = asked.filter(s -> s.size() == point.centre().length)
                .or(() -> ofModel(point.network().inputShape()))
                .or(() -> besides(point));
        if (shape.isEmpty() || point.adversarial().isEmpty() || !point.domain().isBounded()) {
            return Optional.empty();
        }
        double[] x = point.centre();
        double[] moved = point.adversarial().get();
        double[] difference = new double[x.length];
        double largest = 0;
        for (int k = 0; k < x.length; k++) {
            difference[k] = moved[k] - x[k];
            largest = Math.max(largest, Math.abs(difference[k]));
        }
        double black = point.domain().lower().stream()
                .mapToDouble(r -> r.doubleNearest())
                .min()
                .orElse(0);
        double white = point.domain().upper().stream()
                .mapToDouble(r -> r.doubleNearest())
                .max()
                .orElse(1);
        Shape s = shape.get();
        String distance = String.format(
                Locale.ROOT,
                "%s distance %.6g",
                HtmlReport.norm(point.norm().id()),
                point.certificate().witness().orElseThrow().distance().ceiling());
        return Optional.of("<figure class=\"triple\"><figcaption>" + Plot.escape(point.title()) + " · " + distance
                + "</figcaption>"
                + image(
                        PngWriter.bytes(s.channels(), s.height(), s.width(), x, black, white),
                        "original: class " + point.predicted(x))
                + image(signed(s, difference, largest), String.format(Locale.ROOT, "change, up to %.3g", largest))
                + image(
                        PngWriter.bytes(s.channels(), s.height(), s.width(), moved, black, white),
                        "adversarial: class " + other(point, moved, x))
                + "</figure>");
    }

    /** At the boundary itself two scores tie; the class that the row did not have is the one to name. */
    private static String other(CertifiedPoint point, double[] moved, double[] x) {
        int own = point.predicted(x);
        double[] scores = point.compiled().evaluate(moved);
        int best = own == 0 && scores.length > 1 ? 1 : 0;
        for (int c = 0; c < scores.length; c++) {
            best = c != own && scores[c] > scores[best] ? c : best;
        }
        return scores.length == 1 ? "beyond the threshold" : best + (scores[own] >= scores[best] ? " (tie)" : "");
    }

    private static Optional<Shape> ofModel(List<Integer> input) {
        boolean isImage = input.size() == 3 && (input.getFirst() == 1 || input.getFirst() == 3);
        return isImage ? Optional.of(new Shape(input.get(0), input.get(1), input.get(2))) : Optional.empty();
    }

    private static Optional<Shape> besides(CertifiedPoint point) {
        Path png = point.file()
                .resolveSibling(point.file().getFileName().toString().replaceFirst("\\.cert(\\.gz)?$", ".png"));
        if (!Files.isRegularFile(png)) {
            return Optional.empty();
        }
        try {
            var image = ImageIO.read(png.toFile());
            int pixels = image.getWidth() * image.getHeight();
            return Optional.of(new Shape(point.centre().length / pixels, image.getHeight(), image.getWidth()))
                    .filter(s -> s.size() == point.centre().length);
        } catch (java.io.IOException e) {
            throw new io.github.relucert.exact.InputException(png + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /** Blue where the value falls, red where it rises, white where it stays; channels are summed. */
    private static byte[] signed(Shape s, double[] difference, double largest) {
        return PngWriter.encoded(s.height(), s.width(), (x, y) -> {
            double sum = 0;
            for (int c = 0; c < s.channels(); c++) {
                sum += difference[(c * s.height() + y) * s.width() + x];
            }
            double share = largest > 0 ? Math.clamp(sum / largest, -1.0, 1.0) : 0;
            int fade = (int) Math.round(255 * (1 - Math.abs(share)));
            return share > 0 ? 255 << 16 | fade << 8 | fade : fade << 16 | fade << 8 | 255;
        });
    }

    private static String image(byte[] png, String caption) {
        return "<div><img alt=\"" + Plot.escape(caption) + "\" src=\"" + uri(png) + "\"><span>" + Plot.escape(caption)
                + "</span></div>";
    }

    static String uri(byte[] png) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }
}
