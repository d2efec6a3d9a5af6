package io.github.relucert.exact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InputExceptionTest {

    @Test
    void keepsTheMessageOnOneLine() {
        assertThat(new InputException("rows.csv: line 3: value 'a\r\nb\n' is no number").getMessage())
                .isEqualTo("rows.csv: line 3: value 'a b ' is no number");
    }

    @Test
    void keepsTheCause() {
        var cause = new java.io.IOException("truncated");
        assertThat(new InputException("model.onnx: truncated", cause)).hasCause(cause);
    }
}
