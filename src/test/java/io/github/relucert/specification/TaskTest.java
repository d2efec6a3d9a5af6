package io.github.relucert.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.Rational;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskTest {
    private static List<Rational> values(long... values) {
        return LongStream.of(values).mapToObj(Rational::of).toList();
    }

    @Test
    void theLargestScoreWinsAndTiesGoToTheLowestIndex() {
        Task task = new Task.Classification(3);
        assertThat(task.predicted(values(1, 3, 2))).hasValue(1);
        assertThat(task.predicted(values(1, 2, 2))).hasValue(1);
        assertThat(task.predicted(values(-5, -5, -5))).hasValue(0);
    }

    @Test
    void classesAreNumberedFromZero() {
        Task task = new Task.Classification(3);
        assertThat(List.of(task.accepts(-1), task.accepts(0), task.accepts(2), task.accepts(3)))
                .containsExactly(false, true, true, false);
    }

    @Test
    void theUnsafeSetIsThatOfTheLabelOrOfThePrediction() {
        Task task = new Task.Classification(3);
        List<Rational> output = values(1, 3, 2);
        assertThat(task.unsafe(OptionalInt.of(0), output)).isEqualTo(UnsafeSet.misclassified(0, 3));
        assertThat(task.unsafe(OptionalInt.empty(), output)).isEqualTo(UnsafeSet.misclassified(1, 3));
        assertThatThrownBy(() -> task.unsafe(OptionalInt.of(3), output)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"1,0", "1,-1", "0,1", "-1,1"})
    void oneScoreIsComparedWithItsThreshold(int above, int below) {
        Rational threshold = Rational.of(1, 2);
        Task task = new Task.Binary(threshold, above, below);
        assertThat(task.predicted(values(1))).hasValue(above);
        assertThat(task.predicted(values(0))).hasValue(below);
        assertThat(task.predicted(List.of(threshold)))
                .as("a tie goes to the lowest")
                .hasValue(Math.min(above, below));
        assertThat(task.accepts(below) && task.accepts(above) && !task.accepts(2))
                .isTrue();
        UnsafeSet high = task.unsafe(OptionalInt.of(above), values(0));
        assertThat(high.contains(values(), values(1))).isFalse();
        assertThat(high.contains(values(), List.of(threshold)))
                .as("a tie is unsafe")
                .isTrue();
        UnsafeSet low = task.unsafe(OptionalInt.of(below), values(0));
        assertThat(low.contains(values(), values(1))).isTrue();
        assertThat(low.contains(values(), List.of(threshold)))
                .as("a tie is unsafe")
                .isTrue();
        assertThat(low.contains(values(), values(0))).isFalse();
        assertThat(task.unsafe(OptionalInt.empty(), values(0))).isEqualTo(low);
        assertThatThrownBy(() -> task.unsafe(OptionalInt.of(2), values(0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRegressionHasNoLabels() {
        Task task = new Task.Regression(Rational.of(2));
        assertThat(task.predicted(values(1, 3))).isEmpty();
        assertThat(task.accepts(0)).isFalse();
        UnsafeSet unsafe = task.unsafe(OptionalInt.empty(), values(1, 3));
        assertThat(unsafe.contains(values(), values(1, 3))).isFalse();
        assertThat(unsafe.contains(values(), values(1, 5))).isTrue();
        assertThat(unsafe.contains(values(), values(-1, 3))).isTrue();
        assertThat(unsafe.contains(values(), values(0, 4))).isFalse();
    }
}
