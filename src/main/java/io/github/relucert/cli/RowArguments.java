package io.github.relucert.cli;

import io.github.relucert.accuracy.DataReference;
import io.github.relucert.data.DataOptions;
import io.github.relucert.data.DataReader;
import io.github.relucert.data.DataSet;
import io.github.relucert.data.DomainReader;
import io.github.relucert.data.LabelSource;
import io.github.relucert.data.Layout;
import io.github.relucert.data.Preprocessing;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.data.RowSelection;
import io.github.relucert.data.TaskReader;
import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.onnx.OnnxModel;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.specification.Box;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments that name a model, rows of data and what is asked of them; shared by all commands that work row by row. */
final class RowArguments {
    @Parameters(paramLabel = "MODEL", description = "a saved model (ONNX)")
    private Path model;

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "rows: CSV, IDX or NPY, gzip or not")
    private Path data;

    @Option(names = "--rows", paramLabel = "LIST", description = "rows to take, from 0: 0-9,12 (default: all)")
    private Optional<String> rows;

    @Option(
            names = "--label",
            defaultValue = "first",
            paramLabel = "WHERE",
            description = "where a CSV file has the label: first, last, a column, none or predicted (default: first)")
    private String label;

    @Option(names = "--labels", paramLabel = "FILE", description = "labels in an IDX or NPY file of their own")
    private Optional<Path> labels;

    @Option(names = "--classes", paramLabel = "A,B,..", description = "names of the classes, in the model's order")
    private Optional<String> classes;

    @Option(
            names = "--layout",
            defaultValue = "nchw",
            paramLabel = "ORDER",
            description = "order of an image's numbers in the data: nchw or nhwc (default: nchw)")
    private String layout;

    @Option(
            names = "--domain",
            paramLabel = "LO,HI|FILE",
            description =
                    "where inputs may move, one pair for all or a file with one a line (default: [0,1] for images "
                            + "in IDX, otherwise unbounded)")
    private Optional<String> domain;

    @Option(names = "--mean", paramLabel = "M,..", description = "put (C x - M) / S before the model")
    private Optional<String> mean;

    @Option(names = "--std", paramLabel = "S,..", description = "see --mean")
    private Optional<String> std;

    @Option(names = "--scale", paramLabel = "C", description = "see --mean")
    private Optional<String> scale;

    @Option(names = "--output", paramLabel = "NAME", description = "which of the model's outputs carries the scores")
    private Optional<String> output;

    @Option(names = "--threshold", paramLabel = "T", description = "a single output above T means class 1")
    private Optional<String> threshold;

    @Option(names = "--tolerance", paramLabel = "T", description = "regression: a change of an output by T is unsafe")
    private Optional<String> tolerance;

    RowArguments() {}

    /**
     * A model and the rows asked about.
     *
     * @param output what {@code --output} says
     * @param network the model's network, preprocessing included
     * @param selection the rows, as {@code --rows} writes them
     * @param reference the data, and how it is read
     */
    record Opened(
            OnnxModel model,
            Path modelFile,
            Optional<String> output,
            Optional<Preprocessing> preprocessing,
            Network network,
            DataSet data,
            Path dataFile,
            RowQuestions questions,
            List<Integer> rows,
            String selection,
            DataReference reference) {}

    /** Reads everything; all complaints about the input come from here. */
    Opened open() {
        OnnxModel read = OnnxReader.read(model, output);
        Optional<Preprocessing> preprocessing = mean.isPresent() || std.isPresent() || scale.isPresent()
                ? Optional.of(Preprocessing.parse(mean, std, scale))
                : Optional.empty();
        Network network = preprocessing.map(p -> p.prepend(read.network())).orElse(read.network());
        DataOptions options = dataOptions(read);
        DataSet set = DataReader.read(data, options, network);
        Box box =
                domain.map(text -> DomainReader.read(text, network.inputSize())).orElse(set.standardDomain());
        RowQuestions questions = new RowQuestions(
                network,
                set,
                box,
                TaskReader.read(
                        network,
                        read.positiveClass(),
                        set,
                        options,
                        number("--threshold", threshold),
                        number("--tolerance", tolerance)));
        String selection = rows.map(text -> text.replaceAll("\\s", "")).orElse("0-" + (set.count() - 1));
        List<Integer> selected = rows.map(text -> RowSelection.read(text, set.count()))
                .orElseGet(() -> IntStream.range(0, set.count()).boxed().toList());
        DataReference reference = new DataReference(
                set.fileName(),
                set.sha256(),
                options.labels(),
                set.labelsSha256(),
                classes,
                options.layout(),
                number("--threshold", threshold),
                number("--tolerance", tolerance));
        return new Opened(
                read, model, output, preprocessing, network, set, data, questions, selected, selection, reference);
    }

    private DataOptions dataOptions(OnnxModel read) {
        LabelSource source =
                labels.<LabelSource>map(LabelSource.Separate::new).orElseGet(() -> LabelSource.parse(label));
        List<String> names = classes.map(text -> List.of(text.split(",", -1))).orElse(read.classLabels());
        return new DataOptions(source, names, order());
    }

    /** What {@code --layout} says. */
    Layout order() {
        return order(layout);
    }

    static Layout order(String layout) {
        return switch (layout.toLowerCase(Locale.ROOT)) {
            case "nchw" -> Layout.NCHW;
            case "nhwc" -> Layout.NHWC;
            default -> throw new InputException("--layout: '" + layout + "' is neither nchw nor nhwc");
        };
    }

    static Optional<Rational> number(String option, Optional<String> text) {
        return text.map(t -> ExactNumber.parse(option, t));
    }
}
