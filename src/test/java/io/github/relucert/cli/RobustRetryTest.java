package io.github.relucert.cli;

import static io.github.relucert.cli.RobustRuns.check;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.Engines;
import io.github.relucert.accuracy.AccuracyStatement;
import io.github.relucert.accuracy.DataReference;
import io.github.relucert.certificate.ModelReference;
import io.github.relucert.certificate.Witness;
import io.github.relucert.data.DataOptions;
import io.github.relucert.data.DataReader;
import io.github.relucert.data.DataSet;
import io.github.relucert.data.LabelSource;
import io.github.relucert.data.Layout;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.engine.Engine;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.exact.Rational;
import io.github.relucert.onnx.OnnxModel;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.robust.AccuracyFolder;
import io.github.relucert.robust.AccuracyRun;
import io.github.relucert.robust.RowDecision;
import io.github.relucert.robust.RowRecord;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that are searched again keep what was proved and found of them, however little the second search comes to. */
class RobustRetryTest {
    private static final OnnxModel MODEL = OnnxReader.read(Path.of("models/toy.onnx"), Optional.empty());
    private static final Limits LIMITS = Limits.of(Duration.ofMinutes(1));
    private static final Rational PROVED = Rational.of(1, 20);
    private static final List<Rational> ASKED = List.of(Rational.of(1, 50), Rational.of(11, 100));
    private static final int ROW = 0;

    /** Proves up to a radius below that of the row, then stops. */
    private static final Engine WEARY = (problem, compiled, incumbent, limits) -> {
        Radius radius = Radius.ofLength(problem.norm(), PROVED);
        Outcome some = Engines.search().solve(problem, compiled, incumbent, limits.upTo(radius));
        assertThat(some.verdict()).isEqualTo(Outcome.Verdict.ABOVE);
        return stopped(some.lower(), some.lowerBy(), some.witness());
    };

    private final List<Witness> handed = new ArrayList<>();

    /** Comes to nothing, and takes down what it was begun with. */
    private final Engine idle = (problem, compiled, incumbent, limits) -> {
        incumbent.ifPresent(handed::add);
        return stopped(new Radius(problem.norm(), Rational.ZERO), new Outcome.Proved(), incumbent);
    };

    @TempDir
    Path folder;

    private static Outcome stopped(Radius lower, Outcome.Provenance by, Optional<Witness> witness) {
        return new Outcome(Outcome.Verdict.BRACKET, lower, by, witness, Optional.of(Outcome.Stop.TIMEOUT), 1);
    }

    private AccuracyRun run(AccuracyRun.Aim aim, Norm norm, Engine engine, AccuracyRun.Undecided undecided) {
        DataSet data = DataReader.read(Path.of("specs/toy-test.csv"), DataOptions.standard(), MODEL.network());
        Box domain = Box.uniform(2, Rational.of(-3, 2), Rational.of(3, 2));
        DataReference reference = new DataReference(
                data.fileName(),
                data.sha256(),
                new LabelSource.First(),
                data.labelsSha256(),
                Optional.empty(),
                Layout.NCHW,
                Optional.empty(),
                Optional.empty());
        AccuracyStatement asked = new AccuracyStatement(
                MODEL.fileName(), MODEL.sha256(), norm, reference, ASKED, Integer.toString(ROW), List.of());
        AccuracyRun.Question question = new AccuracyRun.Question(
                ModelReference.of(MODEL, Optional.empty(), Optional.empty()),
                new RowQuestions(MODEL.network(), data, domain, new Task.Classification(2)),
                List.of(ROW),
                asked,
                aim,
                1);
        return new AccuracyRun(
                question,
                new RowDecision(MODEL.network(), engine, 1),
                Optional.of(new AccuracyFolder(folder)),
                undecided);
    }

    private RowRecord searched(AccuracyRun.Aim aim, Norm norm, Engine engine, AccuracyRun.Undecided undecided) {
        try (AccuracyRun run = run(aim, norm, engine, undecided)) {
            assertThat(run.left()).containsExactly(ROW);
            RowRecord record = run.decide(ROW, LIMITS);
            run.save();
            return record;
        }
    }

    private String accuracy() throws IOException {
        return Files.readString(folder.resolve("accuracy.cert"));
    }

    private void nothingIsLost(AccuracyRun.Aim aim, Norm norm) throws IOException {
        RowRecord before = searched(aim, norm, WEARY, AccuracyRun.Undecided.KEEP);
        assertThat(before.stopped()).contains(Outcome.Stop.TIMEOUT);
        assertThat(before.proved().isRefutedBy(Radius.ofLength(norm, PROVED))).isTrue();
        assertThat(before.upper().isFinite()).isTrue();
        String stated = accuracy();
        var certificates = RobustRuns.certificates(folder);

        // Stopped before the row's turn came.
        try (AccuracyRun none = run(aim, norm, idle, AccuracyRun.Undecided.RETRY)) {
            none.save();
        }
        assertThat(accuracy()).isEqualTo(stated);

        RowRecord kept = searched(aim, norm, idle, AccuracyRun.Undecided.RETRY);
        assertThat(kept.proved()).isEqualTo(before.proved());
        assertThat(kept.upper()).isEqualTo(before.upper());
        assertThat(accuracy()).isEqualTo(stated);
        assertThat(RobustRuns.certificates(folder)).isEqualTo(certificates);
        assertThat(handed)
                .isNotEmpty()
                .allSatisfy(witness ->
                        assertThat(witness.distance().compareTo(before.upper())).isNotPositive());
        assertThat(check(folder).status()).isZero();

        // Negative control: a better search is taken over.
        RowRecord better = searched(aim, norm, Engines.search(), AccuracyRun.Undecided.RETRY);
        assertThat(better.stopped()).isEmpty();
        assertThat(better.proved().lowerEnd(norm).compareTo(before.proved().lowerEnd(norm)))
                .isPositive();
        assertThat(accuracy()).isNotEqualTo(stated);
        assertThat(check(folder).status()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void aSecondSearchOfTheRadiusLosesNothing(Norm norm) throws IOException {
        nothingIsLost(AccuracyRun.Aim.CURVE, norm);
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void aSecondSearchForVerdictsLosesNothing(Norm norm) throws IOException {
        nothingIsLost(AccuracyRun.Aim.VERDICTS, norm);
    }

    /** A process killed between the better certificate and the journal: the row is done again, but not from nothing. */
    @Test
    void aCertificateThatTheJournalDoesNotKnowIsCheckedAndKept() throws IOException {
        searched(AccuracyRun.Aim.CURVE, Norm.LINF, WEARY, AccuracyRun.Undecided.KEEP);
        Path journal = folder.resolve("journal");
        Path old = Files.copy(journal, folder.resolve("journal.old"));
        RowRecord better = searched(AccuracyRun.Aim.CURVE, Norm.LINF, Engines.search(), AccuracyRun.Undecided.RETRY);
        var certificates = RobustRuns.certificates(folder);
        Files.copy(old, journal, StandardCopyOption.REPLACE_EXISTING);

        RowRecord kept = searched(AccuracyRun.Aim.CURVE, Norm.LINF, idle, AccuracyRun.Undecided.KEEP);
        assertThat(kept.proved()).isEqualTo(better.proved());
        assertThat(kept.upper()).isEqualTo(better.upper());
        assertThat(RobustRuns.certificates(folder)).isEqualTo(certificates);

        // Negative control: another row's certificate under the name is not taken for it.
        Files.copy(old, journal, StandardCopyOption.REPLACE_EXISTING);
        RobustRuns.run(RobustRuns.toy(
                "--rows", "1", "--curve", "--out", folder.resolve("other").toString()));
        Files.copy(
                folder.resolve("other").resolve("row-1-linf.cert.gz"),
                folder.resolve("row-0-linf.cert.gz"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(searched(AccuracyRun.Aim.CURVE, Norm.LINF, idle, AccuracyRun.Undecided.KEEP)
                        .proved()
                        .lowerEnd(Norm.LINF)
                        .value())
                .isEqualTo(Rational.ZERO);
    }
}
