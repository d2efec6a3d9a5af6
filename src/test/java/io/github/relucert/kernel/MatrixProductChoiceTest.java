package io.github.relucert.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which product is used depends on how Java was started; what networks answer does not. */
class MatrixProductChoiceTest {
    private static final String MODULE = "--add-modules=jdk.incubator.vector";

    @Test
    void theModuleAndTheSystemPropertyDecide() throws IOException, InterruptedException {
        List<String> vector = run(MODULE);
        List<String> absent = run();
        List<String> switchedOff = run(MODULE, "-Drelucert.vector=false");
        String fastest = VectorMatrixProduct.isWorthwhile() ? "VectorMatrixProduct" : "ScalarMatrixProduct";
        assertThat(vector.getFirst()).isEqualTo(fastest);
        assertThat(absent.getFirst()).isEqualTo("ScalarMatrixProduct");
        assertThat(switchedOff).isEqualTo(absent);
        assertThat(absent).hasSizeGreaterThan(20).hasSameSizeAs(vector);
        for (int line = 1; line < absent.size(); line++) {
            double scalar = Double.parseDouble(absent.get(line));
            assertThat(Math.abs(Double.parseDouble(vector.get(line)) - scalar))
                    .isLessThanOrEqualTo(1e-12 * Math.max(1, Math.abs(scalar)));
        }
    }

    /** The lines that {@link ProductInUse} prints in a virtual machine of its own. */
    private static List<String> run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ProductInUse.class.getName()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines;
        try (Stream<String> output = process.inputReader().lines()) {
            lines = output.toList();
        }
        assertThat(process.waitFor()).as("exit status of %s", List.of(options)).isZero();
        return lines;
    }
}
