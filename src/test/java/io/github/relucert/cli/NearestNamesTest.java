package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNamesTest {
    @ParameterizedTest
    @CsvSource({"kitten,sitting,3", "'',abc,3", "abc,'',3", "EXP-1,EXP-1,0", "EXP-1,EXP-10,1", "flaw,lawn,2"})
    void theDistanceCountsInsertionsDeletionsAndReplacements(String one, String other, int distance) {
        assertThat(NearestNames.distance(one, other)).isEqualTo(distance);
        assertThat(NearestNames.distance(other, one)).isEqualTo(distance);
    }

    @Test
    void theNearestComeFirst() {
        assertThat(NearestNames.of("exp-44", List.of("VAR-2", "EXP-1", "EXP-4", "EXP-14")))
                .containsExactly("EXP-4", "EXP-14", "EXP-1");
    }
}
