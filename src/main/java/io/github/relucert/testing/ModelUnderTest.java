package io.github.relucert.testing;

import io.github.relucert.data.DataOptions;
import io.github.relucert.data.DataReader;
import io.github.relucert.data.DataSet;
import io.github.relucert.data.DomainReader;
import io.github.relucert.data.Preprocessing;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.data.TaskReader;
import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.onnx.OnnxModel;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A model, and how data are read for it. Immutable. */
public final class ModelUnderTest {
    private final String name;
    private final Network network;
    private final OptionalInt positiveClass;
    private final DataOptions options;
    private final Optional<Rational> threshold;
    private final Optional<Rational> tolerance;

    private ModelUnderTest(
            String name,
            Network network,
            OptionalInt positiveClass,
            DataOptions options,
            Optional<Rational> threshold,
            Optional<Rational> tolerance) {
        this.name = name;
        this.network = network;
        this.positiveClass = positiveClass;
        this.options = options;
        this.threshold = threshold;
        this.tolerance = tolerance;
    }

    /**
     * A model saved as ONNX.
     *
     * @throws InputException when the file cannot be read
     */
    public static ModelUnderTest read(Path file) {
        return of(OnnxReader.read(file));
    }

    /** A model that was read already. */
    public static ModelUnderTest of(OnnxModel model) {
        DataOptions standard = DataOptions.standard();
        return new ModelUnderTest(
                model.fileName(),
                model.network(),
                model.positiveClass(),
                new DataOptions(standard.labels(), model.classLabels(), standard.layout()),
                Optional.empty(),
                Optional.empty());
    }

    /** A network that comes from no file; messages call it by {@code name}. */
    public static ModelUnderTest of(String name, Network network) {
        return new ModelUnderTest(
                name, network, OptionalInt.empty(), DataOptions.standard(), Optional.empty(), Optional.empty());
    }

    /** The same model behind a preprocessing; points and distances are then in the data's own unit. */
    public ModelUnderTest behind(Preprocessing preprocessing) {
        return new ModelUnderTest(name, preprocessing.prepend(network), positiveClass, options, threshold, tolerance);
    }

    /** The same model for data that are read in another way: where labels are, names of classes, layout. */
    public ModelUnderTest reading(DataOptions other) {
        return new ModelUnderTest(name, network, positiveClass, other, threshold, tolerance);
    }

    /** A model with one output that tells two classes apart by the side of {@code side}, a decimal; without it by its sign. */
    public ModelUnderTest withThreshold(String side) {
        boolean negative = side.strip().startsWith("-");
        Rational size = ExactDecimal.notNegative(
                "the threshold", negative ? side.strip().substring(1) : side);
        return new ModelUnderTest(
                name, network, positiveClass, options, Optional.of(negative ? size.negate() : size), tolerance);
    }

    /** A regression: a change of an output by {@code change}, a decimal, or more is unsafe. */
    public ModelUnderTest withTolerance(String change) {
        return new ModelUnderTest(
                name,
                network,
                positiveClass,
                options,
                threshold,
                Optional.of(ExactDecimal.positive("the tolerance", change)));
    }

    /**
     * The rows of a data file: CSV, IDX or NPY.
     *
     * @throws InputException when the file cannot be used for this model
     */
    public DataSet rows(Path file) {
        return DataReader.read(file, options, network);
    }

    /**
     * A box for the model's inputs.
     *
     * @param sides {@code LO,HI} for all inputs, or the name of a file with one such pair a line; exact decimals, {@code inf},
     *     {@code -inf}
     * @throws InputException when it is neither
     */
    public Box box(String sides) {
        return DomainReader.read(sides, network.inputSize());
    }

    /** The exact output at a point. */
    public List<Rational> output(List<Rational> point) {
        return new ExactEvaluation(network, RationalVector.of(point)).output().toList();
    }

    /** The exact output at a point given in doubles. */
    public List<Rational> output(double... point) {
        return output(RationalVector.of(point).toList());
    }

    /**
     * The predicted class at a point, on a tie the lowest.
     *
     * @throws IllegalStateException when the model is a regression
     */
    public int predicted(List<Rational> point) {
        return task().predicted(output(point))
                .orElseThrow(() -> new IllegalStateException(name + " is a regression and predicts no class"));
    }

    /** How messages call it. */
    public String name() {
        return name;
    }

    /** The network, preprocessing included. */
    public Network network() {
        return network;
    }

    /** What the outputs mean where no data say more. */
    Task task() {
        if (tolerance.isPresent()) {
            return new Task.Regression(tolerance.orElseThrow());
        }
        if (network.outputSize() > 1) {
            return new Task.Classification(network.outputSize());
        }
        Rational side = threshold.orElse(Rational.ZERO);
        return positiveClass.orElse(1) == 0 ? new Task.Binary(side, 0, 1) : new Task.Binary(side, 1, 0);
    }

    RowQuestions questions(DataSet data, Box domain) {
        return new RowQuestions(
                network, data, domain, TaskReader.read(network, positiveClass, data, options, threshold, tolerance));
    }
}
