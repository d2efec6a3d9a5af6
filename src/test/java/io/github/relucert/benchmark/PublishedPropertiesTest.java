package io.github.relucert.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.relucert.PropertyAnswer;
import io.github.relucert.PropertyAnswer.Verdict;
import io.github.relucert.PropertyVerifier;
import io.github.relucert.benchmark.PublishedVerdicts.Consensus;
import io.github.relucert.certificate.Certificate;
import io.github.relucert.certificate.ModelReference;
import io.github.relucert.check.Arithmetic;
import io.github.relucert.check.CertificateChecker;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.ProofBody;
import io.github.relucert.engine.StatementWriter;
import io.github.relucert.onnx.OnnxModel;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.search.CertificateWriter;
import io.github.relucert.specification.Norm;
import io.github.relucert.vnnlib.Property;
import io.github.relucert.vnnlib.PropertyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every tenth instance of the published sets, 20 s each: no verdict may contradict what most tools of the competitions said, and every
 * verdict's certificate has to pass its check against the files.
 */
@Tag("slow")
class PublishedPropertiesTest {
    private static final Path SHARED = Path.of("..", "shared");
    private static final Duration TIME = Duration.ofSeconds(20);
    private static final int EVERY = 10;
    private static final int THREADS = 2;

    @TempDir
    Path folder;

    /** One line of the table. */
    private static final class Tally {
        private int instances;
        private int sat;
        private int unsat;
        private int agreed;
        private int timeouts;
        private int unknown;
        private int checked;
        private int printedExactly;
        private final List<String> contradicted = new ArrayList<>();

        String line(String set) {
            return "%s: %d instances, %d sat, %d unsat, %d agree with the consensus, %d timeouts, %d unknown, %d contradict it, %d certificates checked, %d witnesses not deployable"
                    .formatted(
                            set,
                            instances,
                            sat,
                            unsat,
                            agreed,
                            timeouts,
                            unknown,
                            contradicted.size(),
                            checked,
                            printedExactly);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"test", "acasxu", "mnist_fc", "oval21", "reach_prob_density", "rl_benchmarks"})
    void noVerdictContradictsThePublishedOnes(String set) throws IOException {
        Path base = SHARED.resolve("benchmarks").resolve(set);
        Path instances = base.resolve("instances.csv");
        assumeThat(instances).as("the published set " + set).exists();
        PublishedVerdicts published =
                PublishedVerdicts.read(SHARED.resolve("published").resolve("vnncomp"), set);
        List<String> lines = Files.readAllLines(instances);
        Tally tally = new Tally();
        for (int i :
                IntStream.range(0, lines.size()).filter(k -> k % EVERY == 0).toArray()) {
            String[] fields = lines.get(i).split(",", -1);
            decide(base, fields[0], fields[1], published.of(fields[0], fields[1]), tally);
        }
        System.out.println(tally.line(set));
        assertThat(tally.contradicted).isEmpty();
        assertThat(tally.checked).isEqualTo(tally.sat + tally.unsat);
    }

    private void decide(Path base, String network, String spec, Consensus consensus, Tally tally) throws IOException {
        OnnxModel model = OnnxReader.read(base.resolve(network), Optional.empty());
        Property property = PropertyReader.read(base.resolve(spec));
        PropertyAnswer answer = new PropertyVerifier(model.network(), _ -> true, 1)
                .verify(property, new Limits(TIME, THREADS, Optional.empty(), () -> false));
        tally.instances++;
        tally.printedExactly += answer.witness().isPresent() && !answer.deployable() ? 1 : 0;
        switch (answer.verdict()) {
            case SAT -> tally.sat++;
            case UNSAT -> tally.unsat++;
            case UNKNOWN -> tally.unknown++;
            case TIMEOUT -> tally.timeouts++;
        }
        String shown = "%s %s: %s, consensus %s, %.1f s, %d nodes"
                .formatted(
                        network,
                        spec,
                        answer.verdict().word(),
                        consensus,
                        answer.time().toMillis() / 1e3,
                        answer.nodes());
        boolean isDecided = answer.verdict() == Verdict.SAT || answer.verdict() == Verdict.UNSAT;
        if (isDecided && consensus != Consensus.NONE) {
            boolean agrees = answer.verdict().name().equals(consensus.name());
            tally.agreed += agrees ? 1 : 0;
            if (!agrees) {
                tally.contradicted.add(shown);
            }
        }
        if (isDecided && isValid(base, network, spec, model, property, answer)) {
            tally.checked++;
        }
        System.out.println(shown);
    }

    private boolean isValid(
            Path base, String network, String spec, OnnxModel model, Property property, PropertyAnswer answer)
            throws IOException {
        ProofBody body = answer.proof().orElseGet(() -> ProofBody.ofNothing(Norm.LINF));
        Path file = folder.resolve("answer.cert");
        CertificateWriter.write(
                new Certificate(
                        StatementWriter.about(
                                ModelReference.of(model, Optional.empty(), Optional.empty()),
                                property,
                                property.problem(model.network()),
                                body.assertion()),
                        answer.witness(),
                        Optional.empty()),
                file,
                body);
        var verdict = CertificateChecker.check(
                file, Optional.of(base.resolve(network)), Optional.of(base.resolve(spec)), Arithmetic.OUTWARD, THREADS);
        boolean isValid = verdict instanceof io.github.relucert.check.Verdict.Sound;
        if (!isValid) {
            System.out.println(verdict.lines(spec));
        }
        Files.delete(file);
        return isValid;
    }
}
