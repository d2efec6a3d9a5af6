package io.github.relucert.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpoolTest {
    private static final int SIZE = 1000;

    @Test
    void textsComeBackFromMemoryAndFromTheFile() {
        try (Spool spool = new Spool(4 * SIZE)) {
            List<Long> places = new ArrayList<>();
            for (int k = 0; k < 70; k++) {
                places.add(spool.append(text(k)));
            }
            for (int k : new int[] {69, 0, 35, 63, 64}) {
                assertThat(spool.read(places.get(k), SIZE)).isEqualTo(text(k));
            }
            assertThat(spool.read(places.get(63) + SIZE - 2, 4))
                    .isEqualTo(text(63).substring(SIZE - 2) + text(64).substring(0, 2));
        }
    }

    private static String text(int number) {
        return String.valueOf((char) ('0' + number)).repeat(SIZE);
    }
}
