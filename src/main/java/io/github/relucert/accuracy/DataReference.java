package io.github.relucert.accuracy;

import io.github.relucert.check.ModelFinder;
import io.github.relucert.data.DataOptions;
import io.github.relucert.data.DataReader;
import io.github.relucert.data.DataSet;
import io.github.relucert.data.FileContent;
import io.github.relucert.data.LabelSource;
import io.github.relucert.data.Layout;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.data.TaskReader;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.onnx.OnnxModel;
import io.github.relucert.specification.Box;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which rows are meant and what is asked of them: a data file and how it is read.
 *
 * @param fileName plain name of the file
 * @param sha256 of the file
 * @param labels where labels are; a file of their own by its plain name
 * @param labelsSha256 of that file, also where it was found by its name beside images
 * @param classes names of the classes, separated by commas, where they were given
 * @param threshold of a single output, where one was given
 * @param tolerance of a regression
 */
public record DataReference(
        String fileName,
        String sha256,
        LabelSource labels,
        Optional<String> labelsSha256,
        Optional<String> classes,
        Layout layout,
        Optional<Rational> threshold,
        Optional<Rational> tolerance) {
    private static final String FILE = "file ";
    private static final String COLUMN = "column ";

    /**
     * The data file: the one the user names, or one of that name beside the certificate or in the current folder.
     *
     * @throws InputException when it has not the SHA-256 stated
     */
    Path find(Path certificate, Optional<Path> named) {
        return find(new ModelFinder.Wanted(certificate, "data", fileName, sha256, "--data"), named);
    }

    /**
     * Likewise the file of labels, which may also lie beside the data; nothing where the data file itself leads to the labels and nobody names them.
     */
    Optional<Path> findLabels(Path certificate, Path data, Optional<Path> named) {
        Optional<Path> plain = labels instanceof LabelSource.Separate(Path name) ? Optional.of(name) : named;
        Optional<Path> place = named.or(() -> plain.map(data::resolveSibling).filter(Files::exists));
        return plain.filter(_ -> labelsSha256.isPresent())
                .map(name -> find(
                        new ModelFinder.Wanted(
                                certificate, "label file", name.toString(), labelsSha256.orElseThrow(), "--labels"),
                        place));
    }

    private static Path find(ModelFinder.Wanted wanted, Optional<Path> named) {
        return ModelFinder.find(
                wanted, named, path -> path, path -> FileContent.read(path).sha256());
    }

    /**
     * Opens the data for a model.
     *
     * @param file where the data file is
     * @param own the file of labels, where it was found by another way than the data file's name
     * @param network the model's network, preprocessing included
     * @throws io.github.relucert.exact.InputException when it cannot be used for the network
     */
    public RowQuestions open(Path file, Optional<Path> own, OnnxModel model, Network network, Box domain) {
        LabelSource source = own.<LabelSource>map(LabelSource.Separate::new).orElse(labels);
        List<String> names = classes.map(text -> List.of(text.split(",", -1))).orElse(model.classLabels());
        DataOptions options = new DataOptions(source, names, layout);
        DataSet data = DataReader.read(file, options, network);
        return new RowQuestions(
                network,
                data,
                domain,
                TaskReader.read(network, model.positiveClass(), data, options, threshold, tolerance));
    }

    /** The lines of the file. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("data " + fileName);
        lines.add("data-sha256 " + sha256);
        lines.add("label "
                + switch (labels) {
                    case LabelSource.First _ -> "first";
                    case LabelSource.Last _ -> "last";
                    case LabelSource.None _ -> "none";
                    case LabelSource.Predicted _ -> "predicted";
                    case LabelSource.Column(String column) -> COLUMN + column;
                    case LabelSource.Separate(Path file) -> FILE + file.getFileName();
                });
        labelsSha256.ifPresent(digest -> lines.add("labels-sha256 " + digest));
        classes.ifPresent(names -> lines.add("classes " + names));
        lines.add("layout " + layout.name().toLowerCase(Locale.ROOT));
        threshold.ifPresent(value -> lines.add("threshold " + value));
        tolerance.ifPresent(value -> lines.add("tolerance " + value));
        return lines;
    }

    static DataReference read(KeyedLines in) {
        return new DataReference(
                KeyedLines.plainName(in.text("data")),
                in.text("data-sha256"),
                source(in.text("label")),
                in.optional("labels-sha256"),
                in.optional("classes"),
                Layout.valueOf(in.text("layout").toUpperCase(Locale.ROOT)),
                in.optional("threshold").map(Rational::parse),
                in.optional("tolerance").map(Rational::parse));
    }

    private static LabelSource source(String text) {
        if (text.startsWith(FILE)) {
            return new LabelSource.Separate(Path.of(KeyedLines.plainName(text.substring(FILE.length()))));
        }
        return text.startsWith(COLUMN)
                ? new LabelSource.Column(text.substring(COLUMN.length()))
                : LabelSource.parse(text);
    }
}
