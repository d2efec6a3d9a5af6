package io.github.relucert.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.relucert.attack.AttackStage;
import io.github.relucert.certificate.LineReader;
import io.github.relucert.certificate.ProofReader;
import io.github.relucert.certificate.Witness;
import io.github.relucert.check.Arithmetic;
import io.github.relucert.check.ProofChecker;
import io.github.relucert.check.ProofChecker.Extent;
import io.github.relucert.data.DataOptions;
import io.github.relucert.data.DataReader;
import io.github.relucert.data.DataSet;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.engine.Engine;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.engine.Outcome.Proved;
import io.github.relucert.engine.ProofBody;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.milp.MilpEngine;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Task;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The random networks with known radii in {@code ../shared/benchmarks/radius}, with proofs: a table of brackets, times, proof sizes and
 * times of the check, beside the mixed-integer engine in the same process. Times hold the attack; one that reaches its limit counts as it.
 * The rungs come from the system property {@code rungs}, small and middle where there is none; {@code milp} set to false
 * leaves the other engine out.
 */
@Tag("slow")
class SearchRungsTest {
    private static final Path FOLDER = Path.of("../shared/benchmarks/radius");
    private static final int THREADS = 2;

    /** The list has nine digits, and its solvers agree to 7e-7. */
    private static final double LISTED = 8e-7;

    private record Instance(String model, String data, String rung, Norm norm, double radius, String gurobi) {
        static Instance of(String line) {
            String[] cells = line.split(",", -1);
            return new Instance(
                    cells[0],
                    cells[1],
                    cells[2],
                    Norm.valueOf(cells[3].toUpperCase(Locale.ROOT)),
                    cells[7].isEmpty() ? Double.NaN : Double.parseDouble(cells[7]),
                    cells[9]);
        }

        Problem problem() {
            var network = OnnxReader.read(FOLDER.resolve(model)).network();
            DataSet rows = DataReader.read(FOLDER.resolve(data), DataOptions.standard(), network);
            Box domain = Box.uniform(network.inputSize(), Rational.ZERO, Rational.ONE);
            return new RowQuestions(network, rows, domain, new Task.Classification(network.outputSize()))
                    .at(0)
                    .problem(norm);
        }

        Duration limit() {
            return switch (rung) {
                case "small", "middle" -> Duration.ofMinutes(1);
                case "hard" -> Duration.ofMinutes(2);
                default -> Duration.ofMinutes(10);
            };
        }
    }

    private record Run(Outcome outcome, double seconds) {
        double upper() {
            return outcome.witness().orElseThrow().distance().ceiling();
        }

        boolean isClosed(double width) {
            return outcome.lower().floor() >= upper() * (1 - width);
        }
    }

    private static List<Instance> instances(List<String> rungs) throws IOException {
        assumeThat(FOLDER)
                .as("the networks with known radii lie beside the project")
                .isDirectory();
        return Files.readAllLines(FOLDER.resolve("instances.csv")).stream()
                .skip(1)
                .map(Instance::of)
                .filter(i -> rungs.contains(i.rung()))
                .toList();
    }

    private static Run run(Engine engine, Problem problem, Duration limit) {
        long start = System.nanoTime();
        CompiledNetwork compiled = CompiledNetwork.of(problem.network());
        Optional<Witness> attacked = AttackStage.run(problem, compiled, 1, Duration.ofSeconds(15));
        Limits limits = new Limits(limit, THREADS, Optional.empty(), () -> false);
        Outcome outcome = engine.solve(problem, compiled, attacked, limits);
        return new Run(outcome, (System.nanoTime() - start) / 1e9);
    }

    /** The time of a check in double, and the proof's characters. */
    private static double[] check(Problem problem, Outcome outcome) {
        if (!(outcome.lowerBy() instanceof Proved(Optional<ProofBody> body)) || body.isEmpty()) {
            return new double[2];
        }
        byte[] text = SearchEngineProperties.proof(outcome).getBytes(StandardCharsets.US_ASCII);
        long start = System.nanoTime();
        try (LineReader lines = new LineReader("proof", new ByteArrayInputStream(text))) {
            ProofReader reader = ProofReader.ofBody(lines, problem.network());
            assertThat(new ProofChecker(problem, body.get().assertion())
                            .check(reader, Arithmetic.OUTWARD, Extent.ALL_REJECTIONS, THREADS)
                            .rejections())
                    .isEmpty();
        }
        return new double[] {(System.nanoTime() - start) / 1e9, text.length};
    }

    @Test
    void bracketsAreClosedProvedAndHoldTheListedRadii() throws IOException {
        boolean milp = Boolean.parseBoolean(System.getProperty("milp", "true"));
        Map<String, List<Double>> ratios = new TreeMap<>();
        warmUp(milp);
        List<String> rungs = List.of(System.getProperty("rungs", "small,middle").split(","));
        for (Instance instance : instances(rungs)) {
            Problem problem = instance.problem();
            Run own = run(new SearchEngine(), problem, instance.limit());
            double[] check = check(problem, own.outcome());
            double lower = own.outcome().lower().floor();
            String other = "";
            if (milp) {
                Run claimed = run(new MilpEngine(), problem, instance.limit());
                double limit = instance.limit().toSeconds();
                double counted = claimed.isClosed(1e-6) ? Math.min(claimed.seconds(), limit) : limit;
                ratios.computeIfAbsent(instance.rung() + " " + instance.norm().id(), any -> new ArrayList<>())
                        .add(counted / own.seconds());
                other = String.format(Locale.ROOT, "milp %6.2f s", counted);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-22s %-4s %-6s listed %.9g [%.9g, %.9g] %6d nodes %6.2f s, check %5.2f s, %6.0f kB, gurobi %5s"
                            + " s, %s%n",
                    instance.model(),
                    instance.norm().id(),
                    instance.rung(),
                    instance.radius(),
                    lower,
                    own.upper(),
                    own.outcome().nodes(),
                    own.seconds(),
                    check[0],
                    check[1] / 1000,
                    instance.gurobi(),
                    other);
            if (!Double.isNaN(instance.radius())) {
                assertThat(lower).isLessThanOrEqualTo(instance.radius() * (1 + LISTED));
                assertThat(own.upper()).isGreaterThanOrEqualTo(instance.radius() * (1 - LISTED));
                assertThat(own.isClosed(1e-9)).as(instance.toString()).isTrue();
            }
        }
        if (milp) {
            ratios.forEach((rung, all) -> System.out.printf(
                    Locale.ROOT,
                    "%s: geometric mean of milp / search over %d: %.1f%n",
                    rung,
                    all.size(),
                    Math.exp(all.stream().mapToDouble(Math::log).average().orElseThrow())));
        }
    }

    /** The small networks a few times over, untimed: the figures are those of a warm process. */
    private static void warmUp(boolean milp) throws IOException {
        Duration limit = Duration.ofSeconds(2);
        for (int pass = 0; pass < 4; pass++) {
            for (Instance instance : instances(List.of("small"))) {
                Problem problem = instance.problem();
                check(problem, run(new SearchEngine(), problem, limit).outcome());
                if (milp) {
                    run(new MilpEngine(), problem, limit);
                }
            }
        }
    }
}
