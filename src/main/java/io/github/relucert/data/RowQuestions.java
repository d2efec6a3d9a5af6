package io.github.relucert.data;

import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Task;
import io.github.relucert.specification.UnsafeSet;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;

/**
 * What is asked of a network at the rows of a data file.
 *
 * @param network the network, preprocessing included
 * @param domain where {@code x} may move, in the data's own unit
 */
public record RowQuestions(Network network, DataSet data, Box domain, Task task) {
    /**
     * One row.
     *
     * @param label of the file, or nothing where the predicted class is certified
     * @param predicted by the network in exact arithmetic; nothing for a regression
     * @param output the exact output
     */
    public record Question(
            Network network,
            Task task,
            int row,
            List<Rational> centre,
            Box domain,
            OptionalInt label,
            OptionalInt predicted,
            List<Rational> output,
            UnsafeSet unsafe) {
        /** The radius problem in a norm. */
        public Problem problem(Norm norm) {
            return new Problem(network, centre, norm, domain, unsafe);
        }

        /**
         * The class that an unsafe point is taken for, a tie with the row's own class not counting for the latter; for a
         * regression the output that has moved furthest.
         */
        public OptionalInt classAt(List<Rational> x) {
            List<Rational> y =
                    new ExactEvaluation(network, RationalVector.of(x)).output().toList();
            return OptionalInt.of(task.nearest(label.isPresent() ? label : predicted, output, y));
        }
    }

    /**
     * Refuses a row that {@link #at} would refuse, without evaluating the network.
     *
     * @throws InputException when the row cannot be read, lies outside the domain, or its label is none of the task's
     */
    public void check(int row) {
        centre(row);
        label(row);
    }

    private List<Rational> centre(int row) {
        List<Rational> centre = RationalVector.of(data.row(row)).toList();
        int outside = domain.firstOutside(centre);
        if (outside >= 0) {
            boolean below = centre.get(outside).compareTo(domain.lower().get(outside)) < 0;
            Rational side = (below ? domain.lower() : domain.upper()).get(outside);
            throw new InputException(data.place(row, outside) + ": input " + outside + ", "
                    + new BigDecimal(centre.get(outside).doubleNearest()).toPlainString() + ", lies "
                    + (below ? "below " : "above ") + side
                    + ", the side of the domain; check --domain (numbers are rounded to the model's input type first)");
        }
        return centre;
    }

    private OptionalInt label(int row) {
        OptionalInt label = task instanceof Task.Regression ? OptionalInt.empty() : data.label(row);
        if (label.isPresent() && !task.accepts(label.getAsInt())) {
            throw new InputException(data.fileName() + ": row " + row + ": label " + label.getAsInt() + " is none of "
                    + task.labels() + "; check --label and --classes");
        }
        return label;
    }

    /**
     * The question at a row.
     *
     * @throws InputException when {@link #check} does
     */
    public Question at(int row) {
        List<Rational> centre = centre(row);
        OptionalInt label = label(row);
        List<Rational> output =
                new ExactEvaluation(network, RationalVector.of(centre)).output().toList();
        return new Question(
                network, task, row, centre, domain, label, task.predicted(output), output, task.unsafe(label, output));
    }
}
