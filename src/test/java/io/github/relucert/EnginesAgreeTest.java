package io.github.relucert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.data.DataOptions;
import io.github.relucert.data.DataReader;
import io.github.relucert.data.DataSet;
import io.github.relucert.data.DomainReader;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.data.TaskReader;
import io.github.relucert.engine.Engine;
import io.github.relucert.engine.Limits;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.onnx.OnnxModel;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Branch and bound and the mixed-integer programs give brackets of the same radius, on every model that is shipped. */
class EnginesAgreeTest {
    /** A shipped model with its data. */
    enum Shipped {
        TOY("toy", "toy-test.csv", "-1,1"),
        DIGITS("digits", "digits-test.csv", "0,16"),
        DIGITS_ADVERSARIAL("digits-adversarial", "digits-test.csv", "0,16"),
        DIGITS_BN("digits-bn", "digits-test.csv", "0,16"),
        DIGITS_CONV("digits-conv", "digits-test.csv", "0,16"),
        DIGITS_POOL("digits-pool", "digits-test.csv", "0,16"),
        DIGITS_RESIDUAL("digits-residual", "digits-test.csv", "0,16"),
        MNIST("mnist", "mnist-test-images-idx3-ubyte.gz", "0,1"),
        MNIST_ADVERSARIAL("mnist-adversarial", "mnist-test-images-idx3-ubyte.gz", "0,1");

        private final Path model;
        private final Path data;
        private final String domain;

        Shipped(String model, String data, String domain) {
            this.model = Path.of("models", model + ".onnx");
            this.data = Path.of("specs", data);
            this.domain = domain;
        }

        RowQuestions questions() {
            OnnxModel read = OnnxReader.read(model, Optional.empty());
            Network network = read.network();
            DataOptions options = DataOptions.standard();
            DataSet set = DataReader.read(data, options, network);
            return new RowQuestions(
                    network,
                    set,
                    DomainReader.read(domain, network.inputSize()),
                    TaskReader.read(network, read.positiveClass(), set, options, Optional.empty(), Optional.empty()));
        }
    }

    private record Bracket(Radius lower, Radius upper) {
        static Bracket of(Answer answer) {
            return new Bracket(answer.lower(), answer.upper());
        }

        /** Whether one number lies in both. */
        boolean meets(Bracket other) {
            return lower.compareTo(other.upper) <= 0 && other.lower.compareTo(upper) <= 0;
        }
    }

    private static List<String> disagreements(Shipped shipped, int rows, Duration time) {
        RowQuestions questions = shipped.questions();
        List<String> wrong = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            RowQuestions.Question question = questions.at(row);
            for (Norm norm : Norm.values()) {
                Bracket searched = bracket(question, norm, Engines.search(), time);
                Bracket solved = bracket(question, norm, Engines.milp(), time);
                if (!searched.meets(solved)) {
                    wrong.add("row " + row + " " + norm + ": " + searched + " and " + solved);
                }
            }
        }
        return wrong;
    }

    private static Bracket bracket(RowQuestions.Question question, Norm norm, Engine engine, Duration time) {
        return Bracket.of(new Verifier(question.network(), engine, 1).certify(question, norm, Limits.of(time)));
    }

    @ParameterizedTest
    @EnumSource
    void onTheFirstRow(Shipped shipped) {
        assertThat(disagreements(shipped, 1, Duration.ofSeconds(1))).isEmpty();
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void onTwentyRows(Shipped shipped) {
        assertThat(disagreements(shipped, 20, Duration.ofSeconds(10))).isEmpty();
    }

    /** Negative control: brackets of different radii do not meet. */
    @Test
    void aDisagreementIsNoticed() {
        Bracket low = new Bracket(linf("1"), linf("1.0001"));
        Bracket high = new Bracket(linf("1.0002"), linf("1.0003"));
        assertThat(low.meets(high)).isFalse();
        assertThat(high.meets(low)).isFalse();
        assertThat(low.meets(new Bracket(linf("1.0001"), linf("2")))).isTrue();
    }

    private static Radius linf(String value) {
        return new Radius(Norm.LINF, Rational.parse(value));
    }
}
