package io.github.relucert.testing;

import io.github.relucert.data.DataSet;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.engine.Engine;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Task;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Assertions about a model. They speak of real arithmetic over the stored weights; decimals given as text are exact. Every one
 * throws an {@link AssertionError} when its statement is false, which names a point that was evaluated exactly; when it could not
 * be decided in time; and when only a solver claims it, unless {@link #acceptingClaims} was called. Immutable.
 */
public final class ModelAssert {
    private final ModelUnderTest model;
    private final Terms terms;

    ModelAssert(ModelUnderTest model, Terms terms) {
        this.model = model;
        this.terms = terms;
    }

    /** Where inputs may move. Without it rows move in the data's standard domain, all of space unless the data are images. */
    public ModelAssert within(Box domain) {
        if (domain.size() != model.network().inputSize()) {
            throw new IllegalArgumentException("a box with " + domain.size() + " sides for a model with "
                    + model.network().inputSize() + " inputs");
        }
        return new ModelAssert(model, terms.withDomain(domain));
    }

    /** How long a decision may take; 60 seconds where nothing is said. */
    public ModelAssert withTimeLimit(Duration limit) {
        return new ModelAssert(model, terms.withTime(limit));
    }

    /** What decides where activation cells are not enumerated. */
    public ModelAssert using(Engine engine) {
        return new ModelAssert(model, terms.withEngine(engine));
    }

    /** Lets assertions pass that rest on a solver's word. */
    public ModelAssert acceptingClaims() {
        return new ModelAssert(model, terms.acceptingClaims());
    }

    /**
     * Assertions about one row, counted from 0.
     *
     * @throws io.github.relucert.exact.InputException when the row cannot be read or lies outside the domain
     */
    public RowAssert row(DataSet data, int row) {
        if (row < 0 || row >= data.count()) {
            throw new IllegalArgumentException(
                    "row " + row + " of " + data.fileName() + ", which has rows 0 to " + (data.count() - 1));
        }
        Box domain = terms.domain().orElse(data.standardDomain());
        RowQuestions.Question question = model.questions(data, domain).at(row);
        return new RowAssert(model.name() + " at row " + row + " of " + data.fileName(), question, terms);
    }

    /**
     * Assertions about a point and the class that the model predicts there.
     *
     * @throws IllegalArgumentException when the point has not the model's size, or a coordinate is not finite or outside the domain
     */
    public RowAssert point(double... point) {
        Network network = model.network();
        if (point.length != network.inputSize()) {
            throw new IllegalArgumentException("a point with " + point.length + " coordinates for a model with "
                    + network.inputSize() + " inputs");
        }
        List<Rational> centre = RationalVector.of(point).toList();
        Box domain = terms.domain().orElse(Box.unbounded(point.length));
        int outside = domain.firstOutside(centre);
        if (outside >= 0) {
            throw new IllegalArgumentException(
                    "coordinate " + outside + " of the point, " + point[outside] + ", lies outside the domain");
        }
        Task task = model.task();
        List<Rational> output = model.output(centre);
        return new RowAssert(
                model.name() + " at " + Words.point(centre, centre),
                new RowQuestions.Question(
                        network,
                        task,
                        0,
                        centre,
                        domain,
                        OptionalInt.empty(),
                        task.predicted(output),
                        output,
                        task.unsafe(OptionalInt.empty(), output)),
                terms);
    }

    /** Assertions about one output as a function of the inputs. */
    public OutputAssert output(int output) {
        if (output < 0 || output >= model.network().outputSize()) {
            throw new IllegalArgumentException(
                    "output " + output + " of a model with " + model.network().outputSize());
        }
        return new OutputAssert(model, output, terms);
    }

    /**
     * No output changes by more than {@code constant * ||x - x'||} between two points of the box, by the exact local Lipschitz
     * constants (Jordan and Dimakis 2020, theorem 1).
     *
     * @param norm norm of the <em>input</em>
     * @param constant exact decimal
     */
    public ModelAssert isLipschitzOn(Box box, Norm norm, String constant) {
        IntStream.range(0, model.network().outputSize()).forEach(i -> output(i).isLipschitzOn(box, norm, constant));
        return this;
    }

    /** All outputs stay exactly the same when inputs {@code i} and {@code j} change places; see {@link OutputAssert}. */
    public ModelAssert isUnchangedBySwapping(int i, int j) {
        IntStream.range(0, model.network().outputSize()).forEach(k -> output(k).isUnchangedBySwapping(i, j));
        return this;
    }

    /** No output changes by {@code tolerance} or more when inputs {@code i} and {@code j} change places. */
    public ModelAssert isUnchangedBySwapping(int i, int j, String tolerance) {
        IntStream.range(0, model.network().outputSize()).forEach(k -> output(k).isUnchangedBySwapping(i, j, tolerance));
        return this;
    }

    /** The only output never falls when the input rises; of a model with several say which: {@code output(k)}. */
    public ModelAssert isIncreasingIn(int feature) {
        only().isIncreasingIn(feature);
        return this;
    }

    /** The only output never falls by {@code tolerance} or more when the input rises. */
    public ModelAssert isIncreasingIn(int feature, String tolerance) {
        only().isIncreasingIn(feature, tolerance);
        return this;
    }

    private OutputAssert only() {
        if (model.network().outputSize() > 1) {
            throw new IllegalArgumentException(model.name() + " has "
                    + model.network().outputSize() + " outputs; say which one is meant: output(k)");
        }
        return output(0);
    }
}
