package io.github.relucert.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.InputException;
import io.github.relucert.onnx.OnnxReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "64-32-32-10",
                "2-1",
                "1x8x8-c8k3p1-bn-c16k3s2p1-32-bn-10",
                "3x5x7-c2k5-4",
                "1x8x8-c4k3-bn-m2-r3-r1-m3-10"
            })
    void readsWhatItPrints(String text) {
        assertThat(Architecture.parse(text)).hasToString(text);
    }

    @Test
    void countsInputsOutputsAndRelus() {
        Architecture architecture = Architecture.parse("1x8x8-c4k3p1-c8k3s2p1-bn-10");
        assertThat(architecture.inputSize()).isEqualTo(64);
        assertThat(architecture.outputSize()).isEqualTo(10);
        assertThat(new TrainableNetwork(architecture, 1).neuronCount()).isEqualTo(4 * 64 + 8 * 16);
    }

    /** The reader composes every maximum of ReLUs; a residual block has a ReLU layer inside and one behind it. */
    @ParameterizedTest
    @CsvSource({"1x8x8-c4k3-bn-m2-10, 144", "1x9x7-c2k2-m3-10, 72", "1x8x8-c4k4s2p1-r3-10, 192"})
    void countsTheRelusThatTheReaderFinds(String text, int count, @TempDir Path folder) throws IOException {
        TrainableNetwork network = new TrainableNetwork(Architecture.parse(text), 1);
        Path file = Files.write(folder.resolve("net.onnx"), network.toOnnx());
        assertThat(network.neuronCount()).isEqualTo(count);
        assertThat(OnnxReader.read(file).network().neuronCount()).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource({
        "64, last step",
        "64-32-bn, last step",
        "1x8x8-c4k3, last step",
        "64-x-10, 'x'",
        "8x8-10, '8x8'",
        "'', ''''",
        "64--10, ''''",
        "64-bn-10, bn must follow",
        "1x8x8-m2-c4k3-10, step m2 must follow",
        "1x8x8-r3-c4k3-10, step r3 must follow",
        "1x8x8-c4k3-r2-10, step r2 cannot be",
        "1x8x8-c4k3-m1-10, step m1 cannot be",
        "1x8x8-c4k3-m7-10, step m7 has no output",
        "64-m2-10, step m2",
        "1x8x8-c4k3-q2-10, 'q2'",
        "64-32-bn-bn-10, bn must follow",
        "64-0-10, step 0",
        "1x8x8-c4k9-10, step c4k9",
        "1x8x8-c4k3s0-10, step c4k3s0",
        "1x9999x9999-c999k1-10, step c999k1",
        "64-9999999-10, '9999999'"
    })
    void saysWhichPartIsWrong(String text, String part) {
        assertThatThrownBy(() -> Architecture.parse(text))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("architecture " + text + ":")
                .hasMessageContaining(part);
    }
}
