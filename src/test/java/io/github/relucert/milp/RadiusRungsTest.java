package io.github.relucert.milp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.relucert.attack.AttackStage;
import io.github.relucert.certificate.Witness;
import io.github.relucert.data.DataOptions;
import io.github.relucert.data.DataReader;
import io.github.relucert.data.DataSet;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The random networks with known radii in {@code ../shared/benchmarks/radius}, rungs small and middle: every listed radius lies in the
 * bracket, and the engine is compared in one run with {@link PlainRadiusProgram}. Times leave the attack out, which both start from.
 */
@Tag("slow")
class RadiusRungsTest {
    private static final Path FOLDER = Path.of("../shared/benchmarks/radius");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** The list has nine digits, and its solvers agree to 7e-7. */
    private static final double LISTED = 8e-7;

    private record Instance(String model, String data, String rung, Norm norm, double radius, String scip) {
        static Instance of(String line) {
            String[] cells = line.split(",", -1);
            return new Instance(
                    cells[0],
                    cells[1],
                    cells[2],
                    Norm.valueOf(cells[3].toUpperCase(Locale.ROOT)),
                    cells[7].isEmpty() ? Double.NaN : Double.parseDouble(cells[7]),
                    cells[10]);
        }

        Problem problem() {
            var network = OnnxReader.read(FOLDER.resolve(model)).network();
            DataSet rows = DataReader.read(FOLDER.resolve(data), DataOptions.standard(), network);
            Box domain = Box.uniform(network.inputSize(), Rational.ZERO, Rational.ONE);
            return new RowQuestions(network, rows, domain, new Task.Classification(network.outputSize()))
                    .at(0)
                    .problem(norm);
        }
    }

    private static List<Instance> instances() throws IOException {
        assumeThat(FOLDER)
                .as("the networks with known radii lie beside the project")
                .isDirectory();
        return Files.readAllLines(FOLDER.resolve("instances.csv")).stream()
                .skip(1)
                .map(Instance::of)
                .filter(i -> i.rung().equals("small") || i.rung().equals("middle"))
                .toList();
    }

    @Test
    void bracketsHoldTheListedRadiiAndBeatThePlainProgram() throws IOException {
        List<Double> ratios = new ArrayList<>();
        for (Instance instance : instances()) {
            Problem problem = instance.problem();
            CompiledNetwork compiled = CompiledNetwork.of(problem.network());
            Optional<Witness> attacked = AttackStage.run(problem, compiled, 1, Duration.ofSeconds(5));
            long start = System.nanoTime();
            Outcome outcome = new MilpEngine().solve(problem, compiled, attacked, Limits.of(LIMIT));
            double own = (System.nanoTime() - start) / 1e9;
            double upper = outcome.witness().orElseThrow().distance().ceiling();
            OptionalDouble plain = OptionalDouble.empty();
            double other = Double.NaN;
            if (instance.norm() == Norm.LINF) {
                start = System.nanoTime();
                plain = new PlainRadiusProgram(
                                problem, attacked.orElseThrow().distance().ceiling())
                        .solve(LIMIT);
                other = (System.nanoTime() - start) / 1e9;
                ratios.add(other / own);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-22s %-4s %-6s listed %.9g  bracket [%.9g, %.9g]  %7.2f s  plain %s%n",
                    instance.model(),
                    instance.norm().id(),
                    instance.rung(),
                    instance.radius(),
                    outcome.lower().floor(),
                    upper,
                    own,
                    instance.norm() == Norm.LINF
                            ? String.format(Locale.ROOT, "%7.2f s%s", other, plain.isEmpty() ? " (limit)" : "")
                            : "not asked");
            assertThat(outcome.lower().floor()).isLessThanOrEqualTo(instance.radius() * (1 + LISTED));
            assertThat(upper).isGreaterThanOrEqualTo(instance.radius() * (1 - LISTED));
            boolean mustClose = instance.rung().equals("small")
                    && (instance.norm() == Norm.LINF || !List.of("", ">").contains(instance.scip()));
            if (mustClose) {
                assertThat(outcome.lower().floor()).as(instance.toString()).isGreaterThanOrEqualTo(upper * (1 - 1e-6));
            }
        }
        double mean = Math.exp(ratios.stream().mapToDouble(Math::log).average().orElseThrow());
        System.out.printf(Locale.ROOT, "geometric mean of plain / own: %.2f%n", mean);
        assertThat(mean).isGreaterThanOrEqualTo(3);
    }
}
