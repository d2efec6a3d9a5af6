package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.theorem.Catalogue;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every network that a statement constructs can be exported and certified. */
class TheoremConstructionsTest {
    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> certifyRunsOnEveryConstruction() {
        return Catalogue.all().stream()
                .filter(theorem -> theorem.construction(1).isPresent())
                .map(theorem -> DynamicTest.dynamicTest(theorem.id(), () -> certified(theorem.id())));
    }

    /** Only a tiny radius is asked about: the point is that the files are read and the row is answered. */
    private void certified(String id) {
        run("theorem", "export", id, "--out", folder.toString());
        String answer = run(
                "certify",
                folder.resolve(id + ".onnx").toString(),
                "--data",
                folder.resolve(id + ".csv").toString(),
                "--rows",
                "0",
                "--up-to",
                "1e-6",
                "--timeout",
                "20",
                "--format",
                "json");
        JsonNode line = JsonMapper.builder().build().readTree(answer);
        assertThat(line.get("row").asInt()).isZero();
        assertThat(line.get("status").asString()).isNotEqualTo("bracket");
    }

    private static String run(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
        assertThat(err.toString()).isEmpty();
        assertThat(status).isZero();
        return out.toString();
    }
}
