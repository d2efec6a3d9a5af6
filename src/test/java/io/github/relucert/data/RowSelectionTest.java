package io.github.relucert.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowSelectionTest {
    @Test
    void keepsTheOrderGiven() {
        assertThat(RowSelection.read("5-7, 0,2-2", 8)).containsExactly(5, 6, 7, 0, 2);
    }

    @ParameterizedTest
    @CsvSource({
        "'',        ''''' is no row'",
        "'1,,2',    ''''' is no row'",
        "a,         '''a'' is no row'",
        "-1,        '''-1'' is no row'",
        "1-2-3,     'no row'",
        "99999999999, 'no row'",
        "3-1,       '3-1 is no range among the 8 rows'",
        "8,         '8 is no range among the 8 rows'",
        "0-8,       '0-8 is no range among the 8 rows'",
        "0-999999999, 'no range'",
        "'1,1',     'row 1 is named twice'",
        "'0-3,2',   'row 2 is named twice'",
    })
    void refusesWhatIsNoSelection(String text, String complaint) {
        assertThatThrownBy(() -> RowSelection.read(text, 8))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("--rows: ")
                .hasMessageContaining(complaint);
    }
}
