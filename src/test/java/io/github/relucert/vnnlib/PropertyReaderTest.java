package io.github.relucert.vnnlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropertyReaderTest {
    private static final String TWO_AND_TWO =
            "(declare-const X_0 Real)(declare-const X_1 Real)(declare-const Y_0 Real)(declare-const Y_1 Real)\n";

    @TempDir
    private Path folder;

    private Property read(String text) throws IOException {
        return PropertyReader.read(Files.writeString(folder.resolve("p.vnnlib"), text));
    }

    private static List<String> conditions(Property property, int disjunct) {
        return property.unsafe().disjuncts().get(disjunct).stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void boundsOfTheInputsBecomeTheDomain() throws IOException {
        Property property = read(TWO_AND_TWO
                + "; a comment (with a parenthesis\n"
                + "(assert (<= X_0 0.1)) (assert (>= X_0 -1e-1)) (assert (and (<= 0 X_1) (>= 2.5e0 (* 2 X_1))))\n"
                + "(assert (<= Y_0 Y_1))");
        assertThat(property.domain().lower()).containsExactly(Rational.of(-1, 10), Rational.ZERO);
        assertThat(property.domain().upper()).containsExactly(Rational.of(1, 10), Rational.of(5, 4));
        assertThat(property.unsafe().disjuncts()).hasSize(1);
        assertThat(conditions(property, 0)).containsExactly("1*y0 -1*y1 <= 0");
    }

    @Test
    void aDisjunctionOfBoxesKeepsEachBoxInItsConjunction() throws IOException {
        Property property = read(TWO_AND_TWO
                + "(assert (<= 0 X_1 )) (assert (<= X_1 1))"
                + "(assert (or (and (<= X_0 2) (>= X_0 1)) (and (<= X_0 -1) (>= X_0 -2))))"
                + "(assert (or (< Y_0 0) (> Y_1 (+ X_0 3))))");
        assertThat(property.domain().lower()).containsExactly(Rational.of(-2), Rational.ZERO);
        assertThat(property.domain().upper()).containsExactly(Rational.of(2), Rational.ONE);
        assertThat(property.unsafe().disjuncts()).hasSize(4);
        assertThat(conditions(property, 0)).containsExactly("-1*x0 <= -1", "1*y0 < 0");
        assertThat(conditions(property, 3)).containsExactly("1*x0 <= -1", "1*x0 -1*y1 < -3");
    }

    @Test
    void strictBoundsStayConditionsBesideTheirSide() throws IOException {
        Property property = read(TWO_AND_TWO + "(assert (< X_0 1)) (assert (> X_0 0)) (assert (= Y_0 Y_1))");
        assertThat(property.domain().upper().getFirst()).isEqualTo(Rational.ONE);
        assertThat(property.domain().upper().get(1)).isEqualTo(Rational.POSITIVE_INFINITY);
        assertThat(conditions(property, 0))
                .containsExactly("1*x0 < 1", "-1*x0 < 0", "1*y0 -1*y1 <= 0", "-1*y0 1*y1 <= 0");
    }

    @Test
    void contradictionsOfTheInputsLeaveNothingUnsafe() throws IOException {
        assertThat(read(TWO_AND_TWO + "(assert (<= X_0 0)) (assert (>= X_0 1)) (assert (<= Y_0 0))")
                        .unsafe()
                        .disjuncts())
                .isEmpty();
        assertThat(read(TWO_AND_TWO + "(assert (or))").unsafe().disjuncts()).isEmpty();
        assertThat(read(TWO_AND_TWO + "(assert (<= 1 0.5))").unsafe().disjuncts())
                .isEmpty();
    }

    @Test
    void withoutConditionsOnOutputsEveryPointOfTheBoxIsUnsafe() throws IOException {
        Property property = read(TWO_AND_TWO + "(assert (<= X_0 0))");
        List<Rational> zero = List.of(Rational.ZERO, Rational.ZERO);
        assertThat(property.unsafe().contains(zero, zero)).isTrue();
        assertThat(property.domain().firstOutside(List.of(Rational.ONE, Rational.ZERO)))
                .isZero();
    }

    @Test
    void gzipIsRecognised() throws IOException {
        Path packed = folder.resolve("p.vnnlib.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write((TWO_AND_TWO + "(assert (<= Y_0 0))").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(PropertyReader.read(packed).unsafe().disjuncts()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    (assert (<= Y_0 0)                     | line 2: '' where ')' belongs; mend the file
                    (assert (<= Y_2 0))                    | line 2: Y_2 is not declared; declare it before its first use
                    (assert (<= (* X_0 Y_0) 0))            | line 2: a product of two variables; only linear conditions are decided
                    (assert (<= Y_0 zero))                 | line 2: 'zero' is no number and no variable; mend the file
                    (assert (<= Y_0 1e99999999999))        | line 2: '1e99999999999' is no number and no variable; mend the file
                    (assert (<= Y_0))                      | line 2: ')' is no number and no variable; mend the file
                    (assert (<= Y_0 1 2))                  | line 2: '2' where ')' belongs; mend the file
                    (assert (xor (<= Y_0 1)))              | line 2: 'xor'; a formula begins with and, or, <=, >=, <, > or =
                    (assert (<= (+) 1))                    | line 2: '+' without operands; mend the file
                    (declare-const X_1 Real)               | line 2: X_1 is declared twice; delete one of the two lines
                    (declare-const Z Real)                 | line 2: 'Z'; variables are X_0, X_1, ... for inputs and Y_0, Y_1, ... for outputs
                    (declare-const X_3 Real)               | line 2: X_2 is not declared; declare all variables from X_0 on
                    (declare-network N)                    | line 2: command 'declare-network'; VNN-LIB 1.0 has declare-const and assert
                    assert                                 | line 2: 'assert' where '(' belongs; mend the file
                    """)
    void whatCannotBeReadIsNamed(String line, String complaint) {
        assertThatThrownBy(() -> read(TWO_AND_TWO + line))
                .isInstanceOf(InputException.class)
                .hasMessage("p.vnnlib: " + complaint);
    }

    @Test
    void depthAndSizeAreBounded() {
        assertThatThrownBy(() -> read(TWO_AND_TWO + "(assert " + "(and ".repeat(100_000)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("more than 500 nested parentheses");
        // Conjunctions of nothing are no conditions, but as many.
        for (String disjunction : List.of("(or (<= Y_0 0) (<= Y_1 0))", "(or (and) (and))")) {
            assertThatThrownBy(() -> read(TWO_AND_TWO + ("(assert " + disjunction + ")").repeat(40)))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("split it into several files");
        }
    }
}
