package io.github.relucert.cli;

import io.github.relucert.accuracy.AccuracyStatement;
import io.github.relucert.data.LabelSource;
import io.github.relucert.engine.Limits;
import io.github.relucert.robust.AccuracyFolder;
import io.github.relucert.robust.AccuracyRun;
import io.github.relucert.robust.RowDecision;
import io.github.relucert.robust.RowRecord;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;

/** A run of {@code robust} before somebody's eyes: what to expect, rows as they come, the counts, and what they mean. */
final class RobustSession {
    /** The rows and counts for {@code report}. */
    private static final String LINES = "robust.jsonl";

    private final PrintWriter out;
    private final PrintWriter err;
    private final AnswerPrinter.Format format;
    private final RowArguments.Opened opened;
    private final AccuracyRun run;
    private final RobustReport report;
    private final Optional<AccuracyFolder> folder;
    private final Norm norm;

    RobustSession(
            CommandLine command,
            AnswerPrinter.Format format,
            RowArguments.Opened opened,
            AccuracyRun run,
            RobustReport report,
            Optional<AccuracyFolder> folder,
            Norm norm) {
        this.out = command.getOut();
        this.err = command.getErr();
        this.format = format;
        this.opened = opened;
        this.run = run;
        this.report = report;
        this.folder = folder;
        this.norm = norm;
    }

    /**
     * Works until all rows are done or the process is asked to end.
     *
     * @param aim what is wanted beside the counts
     */
    void run(List<Radius> radii, Duration time, int workers, AccuracyRun.Aim aim) {
        List<Integer> left = run.left();
        Map<Integer, RowRecord> earlier = run.earlier();
        new AnswerPrinter(out, format, opened).begin();
        announce(left, earlier.size(), radii, time, workers, aim);
        RowRunner runner = new RowRunner(workers, new Progress(err, "rows"));
        int threadsEach = Math.max(1, workers / Math.max(1, left.size()));
        Limits limits = new Limits(time, threadsEach, Optional.empty(), runner.cancelled());
        List<RowRecord> known = earlier.values().stream()
                .sorted(Comparator.comparingInt(RowRecord::row))
                .toList();
        Optional<SavedLines> saved = folder.map(place -> SavedLines.of(
                place.folder(), LINES, run.records().stream().map(this::line).toList()));
        known.forEach(this::print);
        runner.run(
                left,
                row -> run.decide(row, limits),
                row -> {
                    print(row);
                    saved.ifPresent(lines -> lines.add(line(row)));
                },
                () -> end(aim, saved));
    }

    private String line(RowRecord row) {
        return report.line(row, certificate(row));
    }

    private Optional<Path> certificate(RowRecord row) {
        return folder.map(place -> place.certificate(row.row(), norm));
    }

    private void announce(
            List<Integer> left, int earlier, List<Radius> radii, Duration time, int workers, AccuracyRun.Aim aim) {
        run.damaged()
                .forEach(row -> err.println(
                        "row " + row + ": its certificate is missing or was changed; " + "the row is done again"));
        if (earlier > 0) {
            err.println("going on with an earlier run: " + earlier + " rows done, " + left.size() + " left");
        }
        if (!left.isEmpty() && format == AnswerPrinter.Format.TEXT) {
            Optional<Radius> largest = radii.stream().max(Radius::compareTo);
            int searches = switch (aim) {
                case VERDICTS -> radii.size();
                case CURVE -> 1;
            };
            out.println(new Forecast(opened, norm, largest)
                    .line(left, left.size(), RowDecision.longest(searches, time), workers));
            out.flush();
        }
        err.flush();
    }

    private void print(RowRecord row) {
        report.row(row, certificate(row));
    }

    private void end(AccuracyRun.Aim aim, Optional<SavedLines> saved) {
        AccuracyStatement result = run.save();
        saved.ifPresent(lines ->
                lines.replace(Stream.concat(run.records().stream().map(this::line), report.countLines(result).stream())
                        .toList()));
        if (format == AnswerPrinter.Format.TEXT) {
            out.println();
        }
        if (aim == AccuracyRun.Aim.CURVE) {
            report.curve(result);
        }
        report.counts(result);
        if (format == AnswerPrinter.Format.TEXT) {
            explain();
        }
        out.flush();
        List<Integer> open = run.undecided();
        if (!open.isEmpty()) {
            err.println(open.size() + (open.size() == 1 ? " row was" : " rows were")
                    + " stopped undecided; more --timeout with --retry goes on from --out, a smaller --epsilon is"
                    + " easier, and --norm linf is usually the easiest norm");
        }
        err.flush();
    }

    private String labels() {
        return opened.reference().labels() instanceof LabelSource.Separate(Path file) ? " --labels " + file : "";
    }

    private void explain() {
        out.println("Robust: no point of the closed ball that lies in " + AnswerPrinter.domain(opened)
                + " is classified otherwise than the row, a tie included, in real arithmetic over the stored weights;"
                + " attacked: a point is, exactly, or the row itself; undecided: neither is proved.");
        out.println("The interval for the population (Clopper and Pearson) holds if the rows are an independent random"
                + " sample of it.");
        out.println(folder.map(place ->
                        "Each row has a certificate; all of it is checked by: ./relucert check " + place.certificate()
                                + " --model " + opened.modelFile() + " --data " + opened.dataFile() + labels())
                .orElse("--out DIR saves certificates, and lets a run be stopped and gone on with."));
    }
}
