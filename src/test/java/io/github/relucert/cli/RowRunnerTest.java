package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.InputException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowRunnerTest {
    private static RowRunner runner() {
        return new RowRunner(2, new Progress(new PrintWriter(new StringWriter()), "answers"));
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static int slowly(int number) {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return number;
    }

    @Test
    void answersComeInTheOrderOfTheQuestions() {
        List<Integer> answers = new ArrayList<>();
        runner().run(numbers(50), RowRunnerTest::slowly, answers::add);
        assertThat(answers).isEqualTo(numbers(50));
    }

    @Test
    void anAnswerThatCannotBeSavedEndsTheWork() {
        AtomicInteger worked = new AtomicInteger();
        assertThatThrownBy(() -> runner().run(
                                numbers(2000),
                                n -> {
                                    worked.incrementAndGet();
                                    return slowly(n);
                                },
                                answer -> {
                                    throw new InputException("disk full");
                                }))
                .isInstanceOf(InputException.class)
                .hasMessage("disk full");
        assertThat(worked).hasValueLessThan(1000);
    }

    @Test
    void aFailureInTheWorkReachesTheCaller() {
        assertThatThrownBy(() -> runner().run(
                                numbers(2000),
                                n -> {
                                    if (n == 3) {
                                        throw new InputException("row 3 is broken");
                                    }
                                    return slowly(n);
                                },
                                answer -> {}))
                .isInstanceOf(InputException.class)
                .hasMessage("row 3 is broken");
    }
}
