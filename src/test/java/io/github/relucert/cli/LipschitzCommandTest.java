package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.exact.Rational;
import io.github.relucert.train.OnnxWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code lipschitz} prints, on a network with known constants and on the shipped models. */
class LipschitzCommandTest {
    private static final List<String> FIELDS = List.of(
            "of",
            "norm",
            "status",
            "stopped",
            "lower",
            "upper",
            "constant",
            "constant_squared",
            "gradient",
            "point",
            "seconds",
            "nodes");

    @TempDir
    Path folder;

    private Path model;

    private record Result(int status, String out, String err) {}

    @BeforeEach
    void writeModel() {
        model = folder.resolve("kkt.onnx");
        OnnxWriter.write(SmallNetworks.kkt(), model);
    }

    private static Result lipschitz(String model, String... more) {
        List<String> words = new ArrayList<>(List.of("lipschitz", model));
        words.addAll(Arrays.asList(more));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
        return new Result(status, out.toString(), err.toString());
    }

    private static List<JsonNode> json(String model, String... more) {
        List<String> words = new ArrayList<>(List.of(more));
        words.addAll(List.of("--format", "json"));
        Result result = lipschitz(model, words.toArray(String[]::new));
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        return result.out()
                .strip()
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }

    /** Both neurons can be active at once, so the gradient is the difference of their weights: (12, -11, -11) times the rows. */
    @Test
    void constantsInThreeNorms() {
        JsonNode l2 = json(model.toString(), "--box", "-2,2", "--norm", "l2").getFirst();
        assertThat(l2.propertyNames()).containsExactlyElementsOf(FIELDS);
        assertThat(l2.get("of").asString()).isEqualTo("output 0");
        assertThat(l2.get("status").asString()).isEqualTo("exact");
        assertThat(l2.get("constant_squared").asString()).isEqualTo(String.valueOf(8 * (144 + 100 + 100)));
        JsonNode linf = json(model.toString(), "--box", "-2,2").getFirst();
        Rational sum = Rational.ZERO;
        for (JsonNode entry : linf.get("gradient")) {
            sum = sum.add(Rational.parse(entry.asString()).abs());
        }
        assertThat(linf.get("constant").asString()).isEqualTo(sum.toString());
        assertThat(json(model.toString(), "--box", "-2,2", "--norm", "l1")
                        .getFirst()
                        .get("constant")
                        .asString())
                .isEqualTo("32");
    }

    /** Around minus twice the first row only the second neuron is active, and the constant is the length of its weights. */
    @Test
    void theBoxMatters() throws IOException {
        StringBuilder sides = new StringBuilder();
        for (double x : SmallNetworks.ROWS[0]) {
            sides.append(-2 * x - 0.125).append(',').append(-2 * x + 0.125).append('\n');
        }
        Path box = folder.resolve("box.csv");
        Files.writeString(box, sides);
        JsonNode answer =
                json(model.toString(), "--box", box.toString(), "--norm", "l2").getFirst();
        assertThat(answer.get("constant_squared").asString()).isEqualTo(String.valueOf(8 * (4 + 81 + 81)));
    }

    @Test
    void everyMarginUnlessOneIsNamed() {
        assertThat(json("models/toy.onnx", "--timeout", "600", "--box", "0,0.1"))
                .extracting(line -> line.get("of").asString())
                .containsExactly("margin 0,1");
        JsonNode one = json("models/toy.onnx", "--timeout", "600", "--box", "0,0.1", "--output", "1")
                .getFirst();
        assertThat(one.get("of").asString()).isEqualTo("output 1");
        JsonNode turned = json("models/toy.onnx", "--timeout", "600", "--box", "0,0.1", "--margin", "1,0")
                .getFirst();
        JsonNode straight = json("models/toy.onnx", "--timeout", "600", "--box", "0,0.1", "--margin", "0,1")
                .getFirst();
        assertThat(turned.get("constant").asString())
                .isEqualTo(straight.get("constant").asString());
    }

    /** Too large for the time given: both ends are honest, and the lower one is attained. */
    @Test
    void aBracketWhenTimeIsShort() {
        JsonNode answer = json("models/digits-adversarial.onnx", "--box", "0,16", "--margin", "3,8", "--timeout", "0.5")
                .getFirst();
        assertThat(answer.get("status").asString()).isEqualTo("bracket");
        assertThat(answer.get("stopped").asString()).isEqualTo("timeout");
        assertThat(answer.get("constant").isNull()).isTrue();
        assertThat(answer.get("lower").decimalValue())
                .isLessThan(answer.get("upper").decimalValue());
        Rational sum = Rational.ZERO;
        for (JsonNode entry : answer.get("gradient")) {
            sum = sum.add(Rational.parse(entry.asString()).abs());
        }
        assertThat(answer.get("lower").decimalValue().doubleValue())
                .isBetween(sum.doubleNearest() * (1 - 1e-12), sum.doubleNearest() * (1 + 1e-12));
    }

    @Test
    void textSaysWhatItMeans() {
        Result result = lipschitz(model.toString(), "--box", "-2,2", "--norm", "l2");
        assertThat(result.status()).isZero();
        assertThat(result.out())
                .startsWith("output 0  l2  constant 52.4")
                .contains("(exact: root of 2752)", "l2 length of a gradient", "rational arithmetic");
    }

    @Test
    void badInputIsOneLine() {
        String kkt = model.toString();
        refused(lipschitz(kkt, "--box", "1,0"), "--box");
        refused(lipschitz(kkt, "--box", folder.resolve("missing").toString()), "missing");
        refused(lipschitz(kkt, "--box", "-1,1", "--norm", "l7"), "--norm", "l7");
        refused(lipschitz(kkt, "--box", "-1,1", "--output", "1"), "--output", "outputs 0 to 0");
        refused(lipschitz(kkt, "--box", "-1,1", "--margin", "0"), "--margin");
        refused(lipschitz(kkt, "--box", "-1,1", "--margin", "0,0", "--output", "0"), "--margin");
        refused(lipschitz("models/toy.onnx", "--box", "-1,1", "--margin", "1,1"), "--margin", "twice");
        refused(lipschitz(folder.resolve("none.onnx").toString(), "--box", "-1,1"), "none.onnx");
        refused(lipschitz(kkt), "--box");
    }

    private static void refused(Result result, String... named) {
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().strip().lines()).as(result.toString()).hasSize(1);
        assertThat(result.err()).contains(named).doesNotContain("Exception", "\tat ");
    }
}
