package io.github.relucert.robust;

import io.github.relucert.accuracy.AccuracyStatement;
import io.github.relucert.accuracy.RowLine;
import io.github.relucert.certificate.ModelReference;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.engine.Limits;
import io.github.relucert.specification.Norm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A run over the rows of a data file. Rows may be decided in any order and by several threads at once; only their records are kept in memory.
 * A row's certificate is saved before the journal says that the row is done, so whatever moment the process is killed at, no row is lost that
 * the journal names and none that it names is computed again.
 */
public final class AccuracyRun implements AutoCloseable {
    private final Question asked;
    private final RowDecision decision;
    private final Optional<AccuracyFolder> folder;
    private final Optional<Journal> journal;
    private final Map<Integer, RowRecord> known = new ConcurrentHashMap<>();
    private final Map<Integer, RowRecord> earlier = new LinkedHashMap<>();
    private final List<Integer> damaged = new ArrayList<>();

    /** What is to be found out of each row. */
    public enum Aim {
        /** Verdicts at the radii asked for. */
        VERDICTS,
        /** The radius itself, for the whole curve; verdicts follow. */
        CURVE
    }

    /** What becomes of rows that an earlier run left undecided. */
    public enum Undecided {
        KEEP,
        RETRY
    }

    /**
     * What a run is about.
     *
     * @param statement what will be stated, no rows in it yet
     * @param seed the only source of chance
     */
    public record Question(
            ModelReference model,
            RowQuestions rows,
            List<Integer> selected,
            AccuracyStatement statement,
            Aim aim,
            long seed) {
        /** Copies the list. */
        public Question {
            selected = List.copyOf(selected);
        }

        /** What a journal says of the run. */
        private List<String> settings() {
            List<String> settings = new ArrayList<>(statement.with(List.of()).lines());
            settings.removeFirst();
            settings.removeLast();
            settings.removeIf(line -> line.startsWith("at "));
            settings.add("epsilon "
                    + statement.lengths().stream().map(Object::toString).collect(Collectors.joining(",")));
            settings.add("network " + model);
            model.preprocessing()
                    .ifPresent(before -> settings.add("preprocessing SHA-256 "
                            + Digests.sha256(before.mean() + " " + before.std() + " " + before.scale())));
            settings.add("domain SHA-256 " + Digests.sha256(rows.domain().toString()));
            settings.add("aim " + aim);
            settings.add("seed " + seed);
            return settings;
        }
    }

    /**
     * Begins a run or goes on with one.
     *
     * @param folder where certificates and the journal go; without one nothing is saved
     * @throws io.github.relucert.exact.InputException when the folder holds another run, or cannot be used
     */
    public AccuracyRun(Question asked, RowDecision decision, Optional<AccuracyFolder> folder, Undecided undecided) {
        this.asked = asked;
        this.decision = decision;
        this.folder = folder;
        this.journal = folder.map(
                place -> Journal.open(place.journal(), asked.statement().norm(), asked.settings()));
        folder.ifPresent(AccuracyFolder::removeLeftovers);
        journal.ifPresent(notes -> notes.done().forEach((row, record) -> {
            if (!folder.get().holds(record, asked.statement().norm())) {
                damaged.add(row);
            } else {
                known.put(row, record);
                if (record.stopped().isEmpty() || undecided == Undecided.KEEP) {
                    earlier.put(row, record);
                }
            }
        }));
    }

    /** Rows whose certificates were missing or changed although the journal says they are done; they are computed again. */
    public List<Integer> damaged() {
        return damaged.stream().sorted().toList();
    }

    /** Rows that an earlier run has done for good, by their numbers. */
    public Map<Integer, RowRecord> earlier() {
        return Map.copyOf(earlier);
    }

    /** Rows that are left to do, in the order asked for. */
    public List<Integer> left() {
        return asked.selected().stream()
                .filter(row -> !earlier.containsKey(row))
                .toList();
    }

    /**
     * Decides a row and saves what was found. What an earlier run has proved or found of it is kept where it is not bettered.
     *
     * @param limits for each radius; once cancelled, the row counts as not begun
     * @throws CancellationException when it was cancelled
     */
    public RowRecord decide(int row, Limits limits) {
        if (limits.cancelled().getAsBoolean()) {
            throw new CancellationException();
        }
        journal.ifPresent(notes -> notes.begin(row));
        long start = System.nanoTime();
        AccuracyStatement statement = asked.statement();
        RowQuestions.Question question = asked.rows().at(row);
        KnownEnds ends = ends(question);
        Finding finding = switch (asked.aim()) {
            case VERDICTS -> decision.decide(question, statement.norm(), statement.radii(), limits, ends);
            case CURVE -> decision.radius(question, statement.norm(), limits, ends);
        };
        if (finding.stopped().isPresent() && limits.cancelled().getAsBoolean()) {
            throw new CancellationException();
        }
        Optional<String> digest =
                folder.map(place -> place.save(finding, decision.deployable(finding), asked.model(), asked.rows()));
        RowRecord record = RowRecord.of(finding, (System.nanoTime() - start) / 1_000_000, digest);
        journal.ifPresent(notes -> notes.done(record));
        known.put(row, record);
        return record;
    }

    /** What an earlier run has left of a row. */
    private KnownEnds ends(RowQuestions.Question question) {
        Norm norm = asked.statement().norm();
        Optional<Path> file = folder.map(place -> place.certificate(question.row(), norm));
        Optional<KnownEnds> left = known.containsKey(question.row())
                ? file.map(SavedRow::trusted)
                // A process killed between a certificate and the journal leaves one that the journal does not know.
                : file.filter(_ -> damaged.contains(question.row()))
                        .flatMap(path -> SavedRow.checked(path, asked.model(), question.problem(norm)));
        return left.orElseGet(() -> KnownEnds.none(norm));
    }

    /** What is known by now of each row done, in the order asked for. */
    public List<RowRecord> records() {
        return asked.selected().stream()
                .map(known::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Rows done whose search was stopped with some radius undecided. */
    public List<Integer> undecided() {
        return asked.selected().stream()
                .filter(row -> Optional.ofNullable(known.get(row))
                        .filter(record -> record.stopped().isPresent())
                        .isPresent())
                .toList();
    }

    /** What is stated of all rows asked for, by what is known now; rows not done are undecided. */
    public AccuracyStatement result() {
        AccuracyStatement statement = asked.statement();
        return statement.with(asked.selected().stream()
                .map(row -> Optional.ofNullable(known.get(row))
                        .map(record -> record.line(statement.radii()))
                        .orElseGet(() -> RowLine.unknown(row, statement.radii(), statement.norm())))
                .toList());
    }

    /** Writes the certificate of accuracy, where there is a folder. */
    public AccuracyStatement save() {
        AccuracyStatement result = result();
        folder.ifPresent(place -> place.save(result));
        return result;
    }

    @Override
    public void close() {
        journal.ifPresent(Journal::close);
    }
}
