package io.github.relucert.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.attack.AttackStage;
import io.github.relucert.certificate.Witness;
import io.github.relucert.data.DataOptions;
import io.github.relucert.data.DataReader;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.engine.Effort;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Network;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Task;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rows 0-9 of the shipped models in three norms: how many are closed, how many of these are exact, and which share of the processor time the step to
 * the exact radius takes. Every question runs on one thread, whose own processor time is counted. System properties: {@code models} (names
 * separated by commas, all where there is none), {@code rows}, {@code seconds} (on a busy machine more than 30, since limits are wall time).
 */
@Tag("slow")
class ZeroGapShareTest {
    private static final int ROWS = Integer.getInteger("rows", 10);
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("seconds", 30));
    private static final double CLOSED = 1e-9;
    private static final double LEAST_EXACT = 0.95;
    private static final double MOST_ZERO_GAP = 0.2;

    private static final List<String> MODELS = List.of(
            "toy",
            "digits",
            "digits-adversarial",
            "digits-masked",
            "digits-bn",
            "digits-conv",
            "digits-pool",
            "digits-residual",
            "mnist",
            "mnist-adversarial");

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static RowQuestions questions(String model, Network network) {
        String data = model.startsWith("toy")
                ? "toy-test.csv"
                : model.startsWith("mnist") ? "mnist-test-images-idx3-ubyte.gz" : "digits-test.csv";
        Rational low = Rational.of(model.startsWith("toy") ? -1 : 0);
        Rational high = Rational.of(model.startsWith("digits") ? 16 : 1);
        return new RowQuestions(
                network,
                DataReader.read(Path.of("specs", data), DataOptions.standard(), network),
                Box.uniform(network.inputSize(), low, high),
                new Task.Classification(network.outputSize()));
    }

    /** What one model's rows came to in one norm. */
    private static final class Tally {
        private int rows;
        private int closed;
        private int exact;
        private Duration attack = Duration.ZERO;
        private Effort effort = Effort.NONE;

        void add(Outcome outcome, Duration attacked) {
            rows++;
            boolean isClosed = isClosed(outcome);
            closed += isClosed ? 1 : 0;
            exact += isClosed && outcome.isExact() ? 1 : 0;
            attack = attack.plus(attacked);
            effort = effort.plus(outcome.effort());
        }

        void add(Tally other) {
            rows += other.rows;
            closed += other.closed;
            exact += other.exact;
            attack = attack.plus(other.attack);
            effort = effort.plus(other.effort);
        }

        /** The step over the search that it follows. */
        double share() {
            return (double) effort.zeroGap().toNanos() / effort.search().toNanos();
        }

        String line(String name) {
            return String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %d | %.2f | %.2f | %.2f | %.2f | %.2f |",
                    name,
                    rows,
                    closed,
                    exact,
                    seconds(attack),
                    seconds(effort.search()),
                    seconds(effort.zeroGap()),
                    seconds(effort.check()),
                    share());
        }
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static boolean isClosed(Outcome outcome) {
        return outcome.verdict() == Outcome.Verdict.NONE
                || outcome.witness()
                        .filter(w -> outcome.lower().floor() >= w.distance().ceiling() * (1 - CLOSED))
                        .isPresent();
    }

    private static Tally tally(String model, CompiledNetwork compiled, RowQuestions questions, Norm norm) {
        Tally tally = new Tally();
        SearchEngine engine = new SearchEngine(NodeWorker::new, ZeroGapShareTest::processorTime);
        for (int row = 0; row < ROWS; row++) {
            Problem problem = questions.at(row).problem(norm);
            if (problem.isUnsafe(problem.centre())) {
                continue;
            }
            long start = processorTime();
            Optional<Witness> attacked = AttackStage.run(problem, compiled, 1, TIME.dividedBy(4));
            Duration attack = Duration.ofNanos(processorTime() - start);
            Outcome outcome = engine.solve(problem, compiled, attacked, Limits.of(TIME));
            tally.add(outcome, attack);
            if (!outcome.isExact() || Boolean.getBoolean("verbose")) {
                print(String.format(
                        Locale.ROOT,
                        "%s %s row %d: %s %s, %s nodes %d, %.2f %.2f %.2f",
                        model,
                        norm.id(),
                        row,
                        isClosed(outcome) ? "closed" : "open",
                        outcome.isExact() ? "exact" : "bracket",
                        outcome.stopped().map(Enum::name).orElse(""),
                        outcome.nodes(),
                        seconds(outcome.effort().search()),
                        seconds(outcome.effort().zeroGap()),
                        seconds(outcome.effort().check())));
            }
        }
        return tally;
    }

    @SuppressWarnings("SystemOut")
    private static void print(String line) {
        System.out.println(line);
    }

    /** Rows that count nowhere, so that exact arithmetic is compiled when those that count begin. */
    private static void warmUp() {
        for (String model : List.of("toy", "digits")) {
            Network network =
                    OnnxReader.read(Path.of("models", model + ".onnx")).network();
            for (Norm norm : Norm.values()) {
                tally(model, CompiledNetwork.of(network), questions(model, network), norm);
            }
        }
    }

    @Test
    void closedRowsAreExactAndTheStepIsCheap() {
        warmUp();
        List<String> lines = new ArrayList<>();
        Tally all = new Tally();
        for (String model :
                System.getProperty("models", String.join(",", MODELS)).split(",", -1)) {
            Network network =
                    OnnxReader.read(Path.of("models", model + ".onnx")).network();
            CompiledNetwork compiled = CompiledNetwork.of(network);
            RowQuestions questions = questions(model, network);
            for (Norm norm : Norm.values()) {
                Tally tally = tally(model, compiled, questions, norm);
                lines.add(tally.line(model + ", " + norm.id()));
                print(lines.getLast());
                all.add(tally);
            }
        }
        print(
                "\n| model, norm | rows | closed | exact | attack s | search s | zero gap s | check s | zero gap / search |");
        print("|---|---|---|---|---|---|---|---|---|");
        lines.forEach(ZeroGapShareTest::print);
        print(all.line("all"));
        assertThat(all.exact).isGreaterThanOrEqualTo((int) Math.ceil(LEAST_EXACT * all.closed));
        assertThat(all.share()).isLessThan(MOST_ZERO_GAP);
    }
}
