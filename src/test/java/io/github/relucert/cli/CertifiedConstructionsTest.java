package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The constructions whose radii theorems give in closed form: exported, certified, and their certificates checked. */
class CertifiedConstructionsTest {
    @TempDir
    Path folder;

    private static List<String> run(String... words) {
        StringWriter out = new StringWriter();
        PrintWriter text = new PrintWriter(out);
        int status = Main.run(text, text, words);
        assertThat(status).as(out.toString()).isZero();
        return out.toString().lines().toList();
    }

    @ParameterizedTest
    @CsvSource({"FA-3, l2", "FA-8, l2", "VAR-2, l2", "VAR-6, l2", "VAR-7, l2", "EXP-4, linf", "EXP-5, l2"})
    void certificatesOfTheirRadiiPassTheirCheck(String id, String norm) {
        String model = folder.resolve(id + ".onnx").toString();
        run("theorem", "export", id, "--out", folder.toString());
        List<String> lines = run(
                "certify",
                model,
                "--data",
                folder.resolve(id + ".csv").toString(),
                "--rows",
                "0",
                "--norm",
                norm,
                "--require-proof",
                "--out",
                folder.toString(),
                "--format",
                "json");
        JsonNode answer = JsonMapper.builder().build().readTree(lines.getFirst());
        double lower = answer.get("lower").asDouble();
        double upper = answer.get("upper").asDouble();
        assertThat(upper).as(lines.getFirst()).isPositive();
        assertThat(upper - lower).as(lines.getFirst()).isBetween(0.0, 1e-9 * upper);
        String certificate = answer.get("certificate").asString();
        assertThat(String.join("\n", run("check", certificate, "--model", model)))
                .contains("valid", "radius >= ", "radius <= ");
    }
}
