package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
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

/** {@code universal} on the network that gradient flow finds for three orthogonal rows, whose answer is known in closed form. */
class UniversalCommandTest {
    private static final List<String> FIELDS = List.of(
            "rows",
            "norm",
            "shift",
            "status",
            "stopped",
            "lower",
            "upper",
            "lower_by",
            "upper_by",
            "length",
            "length_squared",
            "perturbation",
            "seconds",
            "nodes",
            "saved");

    @TempDir
    Path folder;

    private Path model;
    private Path data;

    private record Result(int status, String out, String err) {}

    @BeforeEach
    void writeFiles() throws IOException {
        model = folder.resolve("kkt.onnx");
        data = folder.resolve("rows.csv");
        OnnxWriter.write(SmallNetworks.kkt(), model);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < SmallNetworks.LABELS.length; i++) {
            rows.append(SmallNetworks.LABELS[i]);
            for (double x : SmallNetworks.ROWS[i]) {
                rows.append(',').append(x);
            }
            rows.append('\n');
        }
        Files.writeString(data, rows);
    }

    private Result universal(String... more) {
        List<String> words =
                new ArrayList<>(List.of("universal", model.toString(), "--data", data.toString(), "--timeout", "600"));
        words.addAll(Arrays.asList(more));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out), new PrintWriter(err), words.toArray(String[]::new));
        return new Result(status, out.toString(), err.toString());
    }

    private JsonNode json(String... more) {
        List<String> words = new ArrayList<>(List.of(more));
        words.addAll(List.of("--format", "json"));
        Result result = universal(words.toArray(String[]::new));
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(result.out().strip().lines()).hasSize(1);
        return JsonMapper.shared().readTree(result.out());
    }

    /** The closed form {@code d (d + n)^2 / (n_+ (d + 2 n_-)^2 + n_- (d + 2 n_+)^2)} at d = 8, n_+ = 1, n_- = 2. */
    @Test
    void itIsTheClosedForm() {
        JsonNode answer = json("--norm", "l2");
        assertThat(answer.propertyNames()).containsExactlyElementsOf(FIELDS);
        assertThat(answer.get("status").asString()).isEqualTo("exact");
        assertThat(answer.get("length_squared").asString()).isEqualTo("121/43");
        assertThat(answer.get("length").isNull()).isTrue();
        assertThat(answer.get("lower_by").asString()).isEqualTo("cells");
        assertThat(answer.get("shift").asString()).isEqualTo("signed");
        assertThat(answer.get("lower").decimalValue())
                .isLessThanOrEqualTo(answer.get("upper").decimalValue());
    }

    /** The perturbation printed puts every row on the boundary or beyond it, in exact arithmetic. */
    @Test
    void thePerturbationFoolsEveryRow() {
        for (String norm : List.of("linf", "l2", "l1")) {
            for (String shift : List.of("signed", "same")) {
                JsonNode answer = json("--norm", norm, "--shift", shift);
                List<Rational> z = new ArrayList<>();
                answer.get("perturbation").forEach(x -> z.add(Rational.parse(x.asString())));
                for (int i = 0; i < SmallNetworks.LABELS.length; i++) {
                    boolean upper = SmallNetworks.LABELS[i] > 0;
                    Rational score = scoreAt(SmallNetworks.ROWS[i], z, shift.equals("signed") && upper ? -1 : 1);
                    assertThat(upper ? score.signum() : -score.signum())
                            .as("%s %s row %d", norm, shift, i)
                            .isNotPositive();
                }
            }
        }
    }

    private static Rational scoreAt(double[] row, List<Rational> z, int sign) {
        Network network = SmallNetworks.kkt();
        List<Rational> x = new ArrayList<>();
        for (int k = 0; k < row.length; k++) {
            x.add(Rational.of(row[k]).add(z.get(k).multiply(Rational.of(sign))));
        }
        return new ExactEvaluation(network, RationalVector.of(x)).output().get(0);
    }

    /** Moving all rows the same way is harder: on this data it needs more than twice the squared length. */
    @Test
    void theWayOfMovingMatters() {
        Rational signed =
                Rational.parse(json("--norm", "l2").get("length_squared").asString());
        Rational same = Rational.parse(
                json("--norm", "l2", "--shift", "same").get("length_squared").asString());
        assertThat(same).isGreaterThan(signed.multiply(Rational.of(2)));
    }

    /** Within [-1, 1] the rows, corners of that cube, can move together in two coordinates only, which fools not all of them. */
    @Test
    void aDomainThatKeepsTheRowsSafe() {
        JsonNode answer = json("--norm", "linf", "--shift", "same", "--domain", "-1,1");
        assertThat(answer.get("status").asString()).isEqualTo("none");
        assertThat(answer.get("lower").isNull()).isTrue();
        assertThat(answer.get("perturbation").isNull()).isTrue();
    }

    @Test
    void textSaysWhatWasFoundAndSaves() throws IOException {
        Path target = folder.resolve("z.npy");
        Result result = universal("--rows", "0,2", "--norm", "linf", "--out", target.toString());
        assertThat(result.status()).isZero();
        assertThat(result.out())
                .startsWith("rows 0,2  l_inf  smallest perturbation ")
                .contains("(exact: ", "perturbation [", "rational arithmetic", target.toString());
        assertThat(Files.size(target)).isGreaterThan(8 * 4);
    }

    @Test
    void badInputIsOneLine() {
        refused(universal("--norm", "l3"), "--norm", "l3");
        refused(universal("--shift", "sideways"), "--shift", "sideways");
        refused(universal("--rows", "7"), "--rows", "7");

        refused(universal("--domain", "0,1"), "rows.csv", "side of the domain");
        Path target = folder.resolve("z.npy");
        refused(universal("--shift", "same", "--domain", "-1,1", "--out", target.toString()), "--out");
        assertThat(target).doesNotExist();
    }

    private static void refused(Result result, String... named) {
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().strip().lines()).as(result.toString()).hasSize(1);
        assertThat(result.err()).contains(named).doesNotContain("Exception", "\tat ");
    }
}
