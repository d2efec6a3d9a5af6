package io.github.relucert.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.InputException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpiralsTest {
    @Test
    void pointsLieInTheSquareAndDependOnTheSeed() {
        Examples first = Spirals.generate(300, 0.3, 1);
        assertThat(first.rows())
                .allSatisfy(point -> assertThat(point).satisfies(p -> {
                    assertThat(p[0]).isBetween(-1.0, 1.0);
                    assertThat(p[1]).isBetween(-1.0, 1.0);
                }));
        assertThat(IntStream.of(first.labels()).sum()).isEqualTo(150);
        assertThat(Spirals.generate(300, 0.3, 1).rows().get(7))
                .isEqualTo(first.rows().get(7));
        assertThat(Spirals.generate(300, 0.3, 2).rows().get(7))
                .isNotEqualTo(first.rows().get(7));
    }

    @Test
    void aSplitHoldsEveryRowOnce() {
        Split split = Split.of(50, 36, 3);
        assertThat(split.chosen()).hasSize(36).isSorted();
        assertThat(split.rest()).hasSize(14).isSorted();
        assertThat(IntStream.concat(IntStream.of(split.chosen()), IntStream.of(split.rest())))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 50).boxed().toList());
        assertThat(Split.of(50, 36, 3).chosen()).isEqualTo(split.chosen());
        assertThat(Split.of(50, 36, 4).chosen()).isNotEqualTo(split.chosen());
        assertThatThrownBy(() -> Split.of(5, 6, 1))
                .isInstanceOf(InputException.class)
                .hasMessage("cannot choose 6 of 5 rows");
    }
}
