package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.theorem.averaging.FeatureAveragingTheorems;
import io.github.relucert.theorem.separated.SeparatedDataTheorems;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.universal.UniversalPerturbationTheorems;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The networks of the statements about separated data, clusters and stationary points go through export and certify, and classify their data. */
class ExportedConstructionsTest {
    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyExportedNetworkIsCertified() {
        return Stream.of(
                        SeparatedDataTheorems.all(),
                        FeatureAveragingTheorems.all(),
                        UniversalPerturbationTheorems.all())
                .flatMap(List::stream)
                .filter(theorem -> theorem.construction(1).isPresent())
                .map(Theorem::id)
                .map(id -> DynamicTest.dynamicTest(id, () -> {
                    assertThat(run("theorem", "export", id, "--out", folder.toString()))
                            .contains(id + ".onnx");
                    // A network with averaged features and arbitrary biases need not classify the centres; all others
                    // do.
                    assertThat(run(
                                    "certify",
                                    folder.resolve(id + ".onnx").toString(),
                                    "--data",
                                    folder.resolve(id + ".csv").toString(),
                                    "--rows",
                                    "0",
                                    "--timeout",
                                    "4"))
                            .contains("row 0")
                            .matches(
                                    text -> id.equals("FA-7") || !text.contains("misclassified"),
                                    "classified correctly");
                }));
    }

    /** Standard output of a run that does not complain. */
    private static String run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        assertThat(err.toString()).isEmpty();
        assertThat(status).isIn(ExitStatus.DONE.code(), ExitStatus.CLAIMED.code());
        return out.toString();
    }
}
