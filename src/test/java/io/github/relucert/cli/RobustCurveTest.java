package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.accuracy.AccuracyStatement;
import io.github.relucert.accuracy.DataReference;
import io.github.relucert.accuracy.RowLine;
import io.github.relucert.accuracy.RowVerdict;
import io.github.relucert.data.LabelSource;
import io.github.relucert.data.Layout;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is printed of counted rows never says more than is known of them. */
class RobustCurveTest {
    private static AccuracyStatement statement(List<Rational> lengths, List<RowLine> rows) {
        DataReference data = new DataReference(
                "rows.csv",
                "0".repeat(64),
                new LabelSource.First(),
                Optional.empty(),
                Optional.empty(),
                Layout.NCHW,
                Optional.empty(),
                Optional.empty());
        return new AccuracyStatement(
                "model.onnx", "0".repeat(64), Norm.LINF, data, lengths, "0-" + (rows.size() - 1), rows);
    }

    private static List<String> printed(
            AnswerPrinter.Format format, AccuracyStatement statement, Consumer<RobustReport> what) {
        StringWriter out = new StringWriter();
        what.accept(new RobustReport(
                new PrintWriter(out, true),
                format,
                Norm.LINF,
                statement.radii(),
                statement.lengths().stream().map(Rational::toString).toList(),
                Map.of()));
        return out.toString().lines().toList();
    }

    private static RowLine row(int number, Rational lower, Rational upper) {
        return new RowLine(number, List.of(), lower, upper, Optional.empty());
    }

    private static List<String> steps(AnswerPrinter.Format format, RowLine... rows) {
        AccuracyStatement statement = statement(List.of(), List.of(rows));
        return printed(format, statement, report -> report.curve(statement));
    }

    @Test
    void rowsOfWhichNothingIsProvedAreNotCalledRobust() {
        RowLine[] rows = {
            row(0, Rational.ZERO, Rational.of(1, 2)),
            row(1, Rational.ZERO, Rational.of(1, 4)),
            row(2, Rational.ZERO, Rational.of(3, 4))
        };
        assertThat(steps(AnswerPrinter.Format.TEXT, rows))
                .containsExactly(
                        "step  l_inf [0, 0.25]  robust at least 0, at most 2 of 3  row 1",
                        "step  l_inf [0, 0.5]  robust at least 0, at most 1 of 3  row 0",
                        "step  l_inf [0, 0.75]  robust 0 of 3  row 2");
        assertThat(steps(AnswerPrinter.Format.JSON, rows).getFirst())
                .contains("\"robust_at_least\":0,\"robust_at_most\":2");
    }

    @Test
    void whatIsProvedCounts() {
        Rational infinite = Rational.POSITIVE_INFINITY;
        assertThat(steps(
                        AnswerPrinter.Format.TEXT,
                        row(0, Rational.of(1, 4), Rational.of(1, 4)),
                        row(1, Rational.of(1, 5), Rational.of(1, 2)),
                        row(2, Rational.of(3, 10), infinite),
                        row(3, infinite, infinite)))
                .containsExactly(
                        "step  l_inf 0.25  robust at least 2, at most 3 of 4  row 0",
                        "step  l_inf [0.2, 0.5]  robust at least 1, at most 2 of 4  row 1",
                        "step  l_inf beyond 0.3  robust at least 1, at most 2 of 4  rows 2,3");
    }

    @Test
    void sharesAreRoundedOutward() {
        List<RowLine> rows = IntStream.range(0, 20_000)
                .mapToObj(number -> new RowLine(
                        number,
                        List.of(number == 0 ? RowVerdict.ATTACKED : RowVerdict.ROBUST),
                        Rational.ZERO,
                        Rational.ONE,
                        Optional.empty()))
                .toList();
        AccuracyStatement many = statement(List.of(Rational.ONE), rows);
        assertThat(printed(AnswerPrinter.Format.TEXT, many, report -> report.counts(many))
                        .getFirst())
                .contains("robust accuracy 99.99 % (proved)");
        AccuracyStatement five = statement(List.of(Rational.ONE), rows.subList(1, 6));
        assertThat(printed(AnswerPrinter.Format.TEXT, five, report -> report.counts(five))
                        .getFirst())
                .contains("robust accuracy 100.00 % (proved); in the population in [47.81 %, 100.00 %]");
    }
}
