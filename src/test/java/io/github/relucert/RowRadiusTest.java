package io.github.relucert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.AttackComparison.Finding;
import io.github.relucert.AttackComparison.Source;
import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.Witness;
import io.github.relucert.data.DataOptions;
import io.github.relucert.data.DataReader;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.Task;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a row's bracket leaves nothing to be found, what two brackets say together, and which points they rule out. */
class RowRadiusTest {
    private static final Optional<Path> FILE = Optional.of(Path.of("one.cert"));

    private static Radius length(Norm norm, String text) {
        return Radius.ofLength(norm, Rational.parse(text));
    }

    private static Assertion atLeast(Norm norm, String text) {
        return new Assertion.RadiusAtLeast(length(norm, text));
    }

    private static Assertion robustAt(Norm norm, String text) {
        return new Assertion.RobustAt(length(norm, text));
    }

    private static Optional<Witness> witness(Norm norm, String distance) {
        return Optional.of(new Witness(List.of(Rational.parse(distance)), length(norm, distance)));
    }

    private static RowRadius radius(Norm norm, Assertion assertion, Optional<Witness> witness, Optional<Path> file) {
        return new RowRadius(norm, assertion, "proof", witness, file, false, 1);
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void aBracketIsClosedUpToABillionth(Norm norm) {
        assertThat(radius(norm, atLeast(norm, "2"), witness(norm, "2"), FILE).isClosed())
                .isTrue();
        assertThat(radius(norm, atLeast(norm, "1.9999999981"), witness(norm, "2"), FILE)
                        .isClosed())
                .isTrue();
        assertThat(radius(norm, atLeast(norm, "1.9999999979"), witness(norm, "2"), FILE)
                        .isClosed())
                .isFalse();
        assertThat(radius(norm, robustAt(norm, "2"), Optional.empty(), FILE).isClosed())
                .isFalse();
        assertThat(radius(norm, new Assertion.NoUnsafePoint(), Optional.empty(), FILE)
                        .isClosed())
                .isTrue();
        assertThat(radius(norm, atLeast(norm, "0"), witness(norm, "0"), FILE).isClosed())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void lowerEndAndWitnessMayComeFromTwo(Norm norm) {
        Optional<Path> other = Optional.of(Path.of("other.cert"));
        RowRadius high = radius(norm, robustAt(norm, "1"), Optional.empty(), FILE);
        RowRadius seen = radius(norm, atLeast(norm, "1/2"), witness(norm, "3"), other);
        for (RowRadius met : List.of(high.meet(seen), seen.meet(high))) {
            assertThat(met.assertion()).isEqualTo(high.assertion());
            assertThat(met.file()).isEqualTo(FILE);
            assertThat(met.upper()).isEqualTo(length(norm, "3"));
        }
        RowRadius open = radius(norm, atLeast(norm, "1"), Optional.empty(), other);
        assertThat(high.isAbove(open)).as("the closed ball says more").isTrue();
        assertThat(open.isAbove(high)).isFalse();
        assertThat(high.isAbove(high)).isFalse();
    }

    @Test
    void aPointAtTheEndOfAClosedBallContradictsIt() {
        Network toy = OnnxReader.read(Path.of("models/toy.onnx")).network();
        RowQuestions.Question question = new RowQuestions(
                        toy,
                        DataReader.read(Path.of("specs/toy-test.csv"), DataOptions.standard(), toy),
                        Box.uniform(2, Rational.of(-2), Rational.of(2)),
                        new Task.Classification(2))
                .at(0);
        Finding at = Finding.of("mine", Source.FILE, Optional.of(length(Norm.LINF, "0.05")));
        Finding beyond = Finding.of("farther", Source.FILE, Optional.of(length(Norm.LINF, "0.051")));
        for (Assertion assertion : List.of(robustAt(Norm.LINF, "0.05"), atLeast(Norm.LINF, "0.0500001"))) {
            RowRadius certified = radius(Norm.LINF, assertion, Optional.empty(), FILE);
            assertThat(new AttackComparison.Row(question, Norm.LINF, certified, List.of(at, beyond)).contradicted())
                    .containsExactly(at);
        }
        RowRadius open = radius(Norm.LINF, atLeast(Norm.LINF, "0.05"), Optional.empty(), FILE);
        assertThat(new AttackComparison.Row(question, Norm.LINF, open, List.of(at, beyond)).contradicted())
                .as("the open ball does not hold its boundary")
                .isEmpty();
    }
}
