package io.github.relucert.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Assertions that have to fail. */
final class Failures {
    private static final String ANYTHING = "...";

    private Failures() {}

    /** Fails with this message, in which {@code ...} stands for anything. */
    static void assertFails(ThrowingCallable assertion, String message) {
        String pattern = Arrays.stream(message.split(Pattern.quote(ANYTHING), -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessageMatching(pattern);
    }
}
