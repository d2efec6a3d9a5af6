package io.github.relucert.milp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.relucert.data.DataOptions;
import io.github.relucert.data.DataReader;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.engine.Limits;
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
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two thousand solves in one process: native memory that is not given back shows as growth of some 15 MB a solver. */
@Tag("slow")
class SoakTest {
    private static final Path FOLDER = Path.of("../shared/benchmarks/radius");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int WARM_UP = 100;
    private static final int SOLVES = 2000;
    private static final long ALLOWED_KIB = 200L << 10;

    private static long residentKib() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void residentMemoryStaysFlat() throws IOException {
        assumeThat(FOLDER)
                .as("the networks with known radii lie beside the project")
                .isDirectory();
        assumeThat(STATUS).as("resident memory is read from /proc").exists();
        var network = OnnxReader.read(FOLDER.resolve("5-20-20-2_s1.onnx")).network();
        var rows = DataReader.read(FOLDER.resolve("5-20-20-2_s1.csv"), DataOptions.standard(), network);
        Box domain = Box.uniform(network.inputSize(), Rational.ZERO, Rational.ONE);
        Problem problem = new RowQuestions(network, rows, domain, new Task.Classification(2))
                .at(0)
                .problem(Norm.LINF);
        CompiledNetwork compiled = CompiledNetwork.of(network);
        long warm = 0;
        for (int k = 0; k < SOLVES; k++) {
            new MilpEngine().solve(problem, compiled, Optional.empty(), Limits.of(Duration.ofSeconds(60)));
            if (k + 1 == WARM_UP) {
                warm = residentKib();
            }
        }
        long end = residentKib();
        System.out.printf("resident after %d solves %d KiB, after %d solves %d KiB%n", WARM_UP, warm, SOLVES, end);
        assertThat(end - warm).isLessThan(ALLOWED_KIB);
    }
}
