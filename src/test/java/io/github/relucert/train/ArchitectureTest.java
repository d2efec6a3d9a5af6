package io.github.relucert.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
    @ParameterizedTest
    @ValueSource(strings = {"64-32-32-10", "2-1", "1x8x8-c8k3p1-bn-c16k3s2p1-32-bn-10", "3x5x7-c2k5-4"})
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
