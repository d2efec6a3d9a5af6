package io.github.relucert.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.certificate.DataRow;
import io.github.relucert.certificate.ModelReference;
import io.github.relucert.certificate.Statement;
import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Norm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClaimReaderTest {
    private static final String GOLDEN = """
        relucert-claim 1
        model toy.onnx
        sha256 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
        output both words
        scores /head/Gemm_output_0
        cut Softmax
        cut ArgMax
        rounded BatchNormalization 'bn 1'
        scale 255
        mean 2
        mean-values 1/2
         1/3
        std 1
        std-values 7
        norm linf
        inputs 3
        centre 0x1.0p0 -0x1.999999999999ap-4
         0x0.0p0
        domain 0 1 -inf inf -1/10 1/10
        unsafe -1*y0 1*y1 <= 0
        unsafe 2*x0 1*y0 < 5/2 and -1*y1 <= -1
        states radius-at-least 3/64
        by SCIP
        safety-margin 1/1000000
        witness 1/16 1/16 48 + = -1
        data rows of mine.csv
        data-sha256 ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100
        row 3
        label -1
        end
        """;

    @TempDir
    Path folder;

    private Claim read(String text) throws IOException {
        Path file = folder.resolve("row.claim");
        // Some file systems write a file that is overwritten to the disk at once; a new one is far quicker.
        Files.deleteIfExists(file);
        return ClaimReader.read(Files.writeString(file, text));
    }

    private static List<Rational> values(String... values) {
        return Stream.of(values).map(Rational::parse).toList();
    }

    @Test
    void readsEveryLine() throws IOException {
        Claim claim = read(GOLDEN);
        Statement statement = claim.statement();
        ModelReference model = statement.model();
        assertThat(model.fileName()).isEqualTo("toy.onnx");
        assertThat(model.sha256()).startsWith("0011").hasSize(64);
        assertThat(model.output()).contains("both words");
        assertThat(model.scores()).isEqualTo("/head/Gemm_output_0");
        assertThat(model.cutTail()).containsExactly("Softmax", "ArgMax");
        assertThat(model.rounded()).containsExactly("BatchNormalization 'bn 1'");
        assertThat(model.preprocessing()).hasValueSatisfying(before -> {
            assertThat(before.scale()).isEqualTo(Rational.of(255));
            assertThat(before.mean()).isEqualTo(values("1/2", "1/3"));
            assertThat(before.std()).isEqualTo(values("7"));
        });
        assertThat(statement.norm()).isEqualTo(Norm.LINF);
        assertThat(statement.centre()).containsExactly(Rational.ONE, Rational.of(-0.1), Rational.ZERO);
        assertThat(statement.domain())
                .isEqualTo(new Box(
                        List.of(Rational.ZERO, Rational.NEGATIVE_INFINITY, Rational.of(-1, 10)),
                        List.of(Rational.ONE, Rational.POSITIVE_INFINITY, Rational.of(1, 10))));
        assertThat(statement.unsafe().disjuncts()).hasSize(2);
        Condition first = statement.unsafe().disjuncts().getFirst().getFirst();
        assertThat(first.relation()).isEqualTo(Condition.Relation.AT_MOST_ZERO);
        assertThat(first.leftSide(values("0", "0", "0"), values("2", "5"))).isEqualTo(Rational.of(3));
        Condition second = statement.unsafe().disjuncts().getLast().getFirst();
        assertThat(second.relation()).isEqualTo(Condition.Relation.BELOW_ZERO);
        assertThat(second.leftSide(values("3", "0", "0"), values("2", "5"))).isEqualTo(Rational.parse("11/2"));
        assertThat(statement.unsafe().disjuncts().getLast().getLast()).hasToString("-1*y1 <= -1");
        assertThat(claim.lower().value()).isEqualTo(Rational.of(3, 64));
        assertThat(claim.upper().value()).isEqualTo(Rational.of(1, 16));
        assertThat(claim.claimant()).isEqualTo("SCIP");
        assertThat(claim.safetyMargin()).isEqualTo(Rational.parse("1e-6"));
        assertThat(claim.witness().orElseThrow().point())
                .containsExactly(Rational.of(17, 16), Rational.of(-0.1), Rational.of(-1, 48));
        assertThat(claim.row())
                .contains(new DataRow(
                        "rows of mine.csv",
                        "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100",
                        3,
                        OptionalInt.of(-1)));
    }

    @Test
    void mostOfItMayBeAbsent() throws IOException {
        String text = GOLDEN.replaceAll(
                        "(?s)output both words\n|cut \\w+\n|rounded.*?std-values 7\n|data rows.*?label -1\n", "")
                .replaceAll("witness.*\n", "")
                .replaceAll("domain .*", "domain-all -inf 1/3")
                .replaceAll("states .*", "states no-unsafe-point");
        Claim claim = read(text);
        assertThat(claim.witness()).isEmpty();
        assertThat(claim.row()).isEmpty();
        assertThat(claim.statement().model().output()).isEmpty();
        assertThat(claim.statement().model().preprocessing()).isEmpty();
        assertThat(claim.statement().domain()).isEqualTo(Box.uniform(3, Rational.NEGATIVE_INFINITY, Rational.of(1, 3)));
        assertThat(claim.lower().value()).isEqualTo(claim.upper().value()).isEqualTo(Rational.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "relucert-claim 1         | relucert-claim 2          | 1  | version 2 is not supported",
                "relucert-claim 1         | relucert-certificate 1    | 1  | 'relucert-claim ...' is needed",
                "model toy.onnx           | model ../toy.onnx         | 14 | '../toy.onnx' is no plain file name",
                "model toy.onnx           | model ..                  | 14 | no plain file name",
                "model toy.onnx           | model C:\\toy.onnx        | 14 | no plain file name",
                "sha256 0                 | sha256 g                  | 14 | no SHA-256",
                "sha256 0                 | sha256 00                 | 14 | no SHA-256",
                "norm linf                | norm l3                   | 15 | 'l3' is no norm",
                "norm linf                | norms linf                | 15 | 'norm ...' is needed, not 'norms linf'",
                "norm linf                | colour red                | 15 | 'norm ...' is needed, not 'colour red'",
                "inputs 3                 | inputs 4                  | 18 | 'centre' needs 4 values, not 3",
                "inputs 3                 | inputs 2                  | 18 | 'centre' needs 2 values, not 3",
                "inputs 3                 | inputs -3                 | 16 | '-3' is no count",
                "inputs 3                 | inputs 9999999            | 18 | 'centre' needs 9999999 values, not 3",
                "inputs 3                 | inputs 99999999           | 16 | is no count",
                "0x1.0p0                  | 1.0                       | 18 | '1.0' is no double in hexadecimal",
                "0x1.0p0                  | NaN                       | 18 | 'NaN' is no double",
                "0x1.0p0                  | Infinity                  | 18 | 'Infinity' is no double",
                "0x1.0p0                  | 0x1.0p1024                | 18 | is no double",
                "0x1.0p0                  | 0x1.00p0                  | 18 | is no double",
                "0x1.0p0                  | 0x1.0p-2000               | 18 | is no double",
                "0x1.0p0                  | 0x1.00000000000001p0      | 18 | is no double",
                "domain 0 1               | domain 2 1                | 19 | lies above",
                "domain 0 1               | domain 0                  | 19 | 'domain' needs 6 values, not 5",
                "domain 0 1               | domain 0 NaN              | 19 | 'NaN' is no integer",
                "domain 0 1               | domain 0 1.5              | 19 | '1.5' is no integer",
                "domain 0 1               | domain 0 1/0              | 19 | is not positive",
                "domain 0 1               | domain 0 1/-2             | 19 | is not positive",
                "unsafe -1*y0 1*y1 <= 0   | unsafe 1*y1 1*y0 <=       | 20 | '<= B'",
                "unsafe -1*y0 1*y1 <= 0   | unsafe 1*y1 -1*y0 >= 0    | 20 | '<= B'",
                "unsafe -1*y0 1*y1 <= 0   | unsafe 1*z1 <= 0          | 20 | a term has to look like",
                "unsafe -1*y0 1*y1 <= 0   | unsafe y1 <= 0            | 20 | a term has to look like",
                "unsafe -1*y0 1*y1 <= 0   | unsafe 1*y-1 <= 0         | 20 | a term has to look like",
                "unsafe -1*y0 1*y1 <= 0   | unsafe 1e9*y1 <= 0        | 20 | is no integer",
                "unsafe -1*y0 1*y1 <= 0   | unsafe 1*y0 1*y0 <= 0     | 20 | index 0 out of order",
                "unsafe -1*y0 1*y1 <= 0   | unsafe 1*y0 <= 0 and      | 20 | '<= B'",
                "unsafe -1*y0 1*y1 <= 0   | unsafe                    | 20 | 'unsafe ...' is needed, not 'unsafe'",
                "radius-at-least 3/64     | radius-at-least -3/64     | 22 | a radius cannot be -3/64",
                "radius-at-least 3/64     | radius-at-least inf       | 22 | is no integer",
                "radius-at-least 3/64     | radius-at-most 3/64       | 22 | radius-at-least R, robust-at R",
                "radius-at-least 3/64     | robust-at                 | 22 | radius-at-least R, robust-at R",
                "safety-margin 1/1000000  | safety-margin -1          | 30 | the safety margin -1 is negative",
                "witness 1/16             | witness NaN               | 25 | 'NaN' is no integer",
                "witness 1/16             | witness -1/16             | 25 | a radius cannot be",
                "witness 1/16             | witness                   | 25 | 'witness' needs 6 values, not 5",
                "1/16 48 +                | 1/16 0 +                  | 25 | division by zero",
                "1/16 48 +                | 1/16 48 * +               | 25 | 'witness' needs 6 values, not 7",
                "48 + = -1                | 48 + = 1/2                | 25 | '1/2' is no integer",
                "48 + = -1                | 48 + = inf                | 25 | 'inf' is no integer",
                "row 3                    | row x                     | 28 | 'x' is no count",
                "label -1                 | label 99999999999         | 29 | out of int range",
                "end                      | fin                       | 30 | the line 'end' is needed",
                "std-values 7             | std-values 0              | 14 | the standard deviation 0 is not positive",
                "mean 2                   | mean 0                    | 11 | 'mean-values' needs 0 values, not 1",
            })
    void namesFileAndLineOfWhatIsWrong(String old, String forged, int line, String complaint) throws IOException {
        String text = GOLDEN.replaceFirst(
                java.util.regex.Pattern.quote(old), java.util.regex.Matcher.quoteReplacement(forged));
        assertThat(text).isNotEqualTo(GOLDEN);
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("row.claim: line " + line + ": ")
                .hasMessageContaining(complaint);
    }

    static Stream<String> hostile() {
        return Stream.of(
                "",
                "\n",
                "\0",
                "relucert-claim 1",
                GOLDEN.replace("\n", "\r\n"),
                GOLDEN.replace("by SCIP", "by SC\u001bIP"),
                GOLDEN.replace("by SCIP", "by SC\u0085IP"),
                GOLDEN.replace("by SCIP", "by SCIP\nby SCIP"),
                GOLDEN.replace("3/64", "3/64 "),
                GOLDEN.replace("3/64", "9".repeat(100_001)),
                GOLDEN.replace("by SCIP", "by " + "x".repeat(1 << 20)),
                GOLDEN.replace(" 48 ", " 0x30 "),
                GOLDEN.replace("-1/10", "\u0661/10"),
                GOLDEN.replace("end\n", "end\n\n"),
                GOLDEN.replace("end\n", "end\nend\n"),
                GOLDEN.replace("end\n", "\nend\n"),
                GOLDEN + GOLDEN);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void refusesHostileFiles(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("row.claim: line ");
    }

    @Test
    void refusesEveryTruncation() {
        for (int length = 0; length < GOLDEN.length(); length++) {
            String text = GOLDEN.substring(0, length);
            assertThatThrownBy(() -> read(text)).isInstanceOf(InputException.class);
        }
    }

    @Test
    void readsLongNumbersInBoundedTime() throws IOException {
        String long1 = "9".repeat(99_999);
        Claim claim = read(GOLDEN.replace("3/64", "3/" + long1));
        assertThat(claim.lower().value().denominator().bitLength()).isGreaterThan(300_000);
    }

    @Test
    void refusesFilesThatAreNotThere() {
        assertThatThrownBy(() -> ClaimReader.read(folder.resolve("none.claim")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("none.claim: no such file");
        assertThatThrownBy(() -> ClaimReader.read(folder))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void theCentreHasToBeMadeOfDoubles() throws IOException {
        Statement statement = read(GOLDEN).statement();
        assertThatThrownBy(() -> new Statement(
                        statement.model(),
                        statement.norm(),
                        List.of(Rational.of(1, 3)),
                        statement.domain(),
                        statement.unsafe(),
                        statement.assertion()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Optional.of(statement.centre().get(1).doubleNearest())).contains(-0.1);
    }
}
