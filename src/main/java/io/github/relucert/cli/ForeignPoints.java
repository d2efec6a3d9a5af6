package io.github.relucert.cli;

import io.github.relucert.AttackComparison.Finding;
import io.github.relucert.AttackComparison.Source;
import io.github.relucert.certificate.Witness;
import io.github.relucert.data.DataOptions;
import io.github.relucert.data.DataReader;
import io.github.relucert.data.DataSet;
import io.github.relucert.data.LabelSource;
import io.github.relucert.data.Layout;
import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.RationalVector;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Adversarial points that another tool wrote, one a row asked about, in the same shape and unit as the data. */
final class ForeignPoints {
    private final String name;
    private final DataSet points;
    private final List<Integer> rows;

    private ForeignPoints(String name, DataSet points, List<Integer> rows) {
        this.name = name;
        this.points = points;
        this.rows = rows;
    }

    /**
     * Opens {@code FILE} or {@code NAME=FILE}.
     *
     * @throws InputException when the file cannot be read or does not have one point a row
     */
    static ForeignPoints open(String argument, Layout layout, RowArguments.Opened opened) {
        int sign = argument.indexOf('=');
        Path file = Path.of(argument.substring(sign + 1));
        DataSet points = DataReader.read(
                file, new DataOptions(new LabelSource.Predicted(), List.of(), layout), opened.network());
        int expected = opened.rows().size();
        if (points.count() != expected) {
            throw new InputException("--points: " + points.fileName() + " has " + points.count() + " points for "
                    + expected + " rows; write one point a row of --rows, in their order");
        }
        String name = sign > 0 ? argument.substring(0, sign) : points.fileName();
        return new ForeignPoints(name, points, opened.rows());
    }

    /** The exact distance of the point at a row when it lies in the domain and is unsafe exactly; else the reason why it does not count. */
    Finding at(int row, Problem problem) {
        List<Rational> point = RationalVector.of(points.row(rows.indexOf(row))).toList();
        int outside = problem.domain().firstOutside(point);
        Finding none = Finding.of(name, Source.FILE, Optional.empty());
        if (outside >= 0) {
            return none.because("outside the domain at input " + outside);
        }
        if (!problem.isUnsafe(point)) {
            return none.because(
                    "not adversarial: margin " + problem.margin(point).doubleNearest());
        }
        Radius distance = Witness.at(problem, point).distance();
        return Finding.of(name, Source.FILE, Optional.of(distance));
    }
}
