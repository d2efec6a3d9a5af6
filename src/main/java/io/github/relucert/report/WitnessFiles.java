package io.github.relucert.report;

import io.github.relucert.data.RowQuestions;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Deployable witnesses in a folder: an array in the model's input type and shape (NPY), for images also a picture (PNG). */
public final class WitnessFiles {
    /** What the names of the files end in. */
    public static final List<String> ENDINGS = List.of(".npy", ".png");

    private final Path folder;
    private final RowQuestions rows;

    /**
     * Files of one run.
     *
     * @param folder which has to exist
     * @param rows the rows whose witnesses are saved
     */
    public WitnessFiles(Path folder, RowQuestions rows) {
        this.folder = folder;
        this.rows = rows;
    }

    /**
     * Saves a point in place of an older one.
     *
     * @param name of the files, without an ending
     * @param point coordinates in the data's unit
     * @throws io.github.relucert.exact.InputException when it cannot be written
     */
    public void save(String name, List<Rational> point) {
        double[] values = point.stream().mapToDouble(Rational::doubleNearest).toArray();
        Network network = rows.network();
        NpyWriter.write(folder.resolve(name + ".npy"), network.inputType(), network.inputShape(), values);
        imageShape(network.inputShape()).ifPresent(image -> {
            // One scale for all pixels: a frozen one has a domain of its own.
            Box domain = rows.domain();
            double black =
                    domain.lower().stream().reduce(Rational::min).orElseThrow().doubleNearest();
            double white =
                    domain.upper().stream().reduce(Rational::max).orElseThrow().doubleNearest();
            PngWriter.write(
                    folder.resolve(name + ".png"), image.get(0), image.get(1), image.get(2), values, black, white);
        });
    }

    /** Channels, height and width where the row is an image: by the model's input, else by the file's rows. */
    private Optional<List<Integer>> imageShape(List<Integer> input) {
        List<Integer> row = rows.data().rowShape();
        List<Integer> shape = input.size() == 3 || row.size() != 2 ? input : List.of(1, row.get(0), row.get(1));
        boolean image = shape.size() == 3 && (shape.getFirst() == 1 || shape.getFirst() == 3);
        return Optional.of(shape).filter(s -> image && rows.domain().isBounded());
    }
}
