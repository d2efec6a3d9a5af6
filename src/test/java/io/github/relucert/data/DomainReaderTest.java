package io.github.relucert.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DomainReaderTest {
    @TempDir
    Path folder;

    @Test
    void readsTwoSidesForAllInputs() {
        assertThat(DomainReader.read("0,16", 3)).isEqualTo(Box.uniform(3, Rational.ZERO, Rational.of(16)));
        assertThat(DomainReader.read("-0.1, 1e-1", 2))
                .isEqualTo(Box.uniform(2, Rational.of(-1, 10), Rational.of(1, 10)));
        assertThat(DomainReader.read("-inf,1/3", 1))
                .isEqualTo(Box.uniform(1, Rational.NEGATIVE_INFINITY, Rational.of(1, 3)));
    }

    @Test
    void readsOneLineAnInput() throws IOException {
        Path file = Files.writeString(folder.resolve("domain.csv"), "0,1\n\n -inf , 2\n3,inf\r\n4,4\n");
        assertThat(DomainReader.read(file.toString(), 4))
                .isEqualTo(new Box(
                        List.of(Rational.ZERO, Rational.NEGATIVE_INFINITY, Rational.of(3), Rational.of(4)),
                        List.of(Rational.ONE, Rational.of(2), Rational.POSITIVE_INFINITY, Rational.of(4))));
    }

    @ParameterizedTest
    @CsvSource({
        "'1,0'",
        "'inf,inf'",
        "'-inf,-inf'",
        "'inf,-inf'",
        "'1e99999,2'",
        "'e,f'",
        "'1,-'",
        "'nan,1'",
        "'0,NaN'",
        "'-Infinity,1'"
    })
    void refusesSidesWithNothingBetween(String text) {
        assertThatThrownBy(() -> DomainReader.read(text, 2))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("--domain: ");
    }

    @ParameterizedTest
    @CsvSource({
        "'0,1\n', '1 lines for a model with 2 inputs'",
        "'0,1\n0,1\n0,1\n', '3 lines for a model with 2 inputs'",
        "'0,1\n0;1\n', 'input 1: ''0;1'' is not of the form lo,hi'",
        "'0,1\n0,1,2\n', 'input 1: ''0,1,2'' is not of the form'",
        "'0,1\n0,x\n', 'input 1: ''x'' is no side'",
        "'0,1\nnan,1\n', 'input 1: ''nan'' is no side'",
        "'2,1\n0,1\n', 'input 0: no number lies between 2,1'",
    })
    void namesTheLineThatCannotBeRead(String text, String complaint) throws IOException {
        Path file = Files.writeString(folder.resolve("domain.csv"), text);
        assertThatThrownBy(() -> DomainReader.read(file.toString(), 2))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("domain.csv: " + complaint);
    }

    @Test
    void refusesAMissingFile() {
        assertThatThrownBy(() -> DomainReader.read(folder.resolve("none").toString(), 2))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no such file");
    }
}
