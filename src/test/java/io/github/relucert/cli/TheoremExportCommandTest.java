package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.data.DataOptions;
import io.github.relucert.data.DataReader;
import io.github.relucert.data.DataSet;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.theorem.FakeTheorem;
import io.github.relucert.theorem.statement.Construction;
import io.github.relucert.theorem.statement.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code theorem export} writes is what {@code certify} reads. */
class TheoremExportCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int export(FakeTheorem theorem, Path target) {
        return Main.run(
                new TheoremCommand(() -> List.of(theorem)),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "export",
                theorem.id(),
                "--out",
                target.toString());
    }

    @ParameterizedTest
    @EnumSource
    void theFilesMeanTheConstruction(FloatType type) {
        FakeTheorem theorem =
                FakeTheorem.of("DEF-1", Verdict.HOLDS, Verdict.FAILS).withNetwork(type);
        assertThat(export(theorem, folder.resolve("new"))).isZero();
        Construction construction = theorem.made().orElseThrow();
        Network read =
                OnnxReader.read(folder.resolve("new").resolve("DEF-1.onnx")).network();
        DataSet data = DataReader.read(folder.resolve("new").resolve("DEF-1.csv"), DataOptions.standard(), read);
        assertThat(data.count()).isEqualTo(construction.rows().size());
        for (int i = 0; i < data.count(); i++) {
            double[] row = construction.rows().get(i);
            assertThat(data.row(i)).containsExactly(row);
            assertThat(data.label(i))
                    .isEqualTo(OptionalInt.of(construction.labels().get(i)));
            assertThat(new ExactEvaluation(read, RationalVector.of(row))
                            .output()
                            .toList())
                    .isEqualTo(new ExactEvaluation(construction.network(), RationalVector.of(row))
                            .output()
                            .toList());
        }
    }

    @Test
    void certifyRunsOnTheFiles() {
        FakeTheorem theorem =
                FakeTheorem.of("DEF-1", Verdict.HOLDS, Verdict.FAILS).withNetwork(FloatType.FLOAT64);
        assertThat(export(theorem, folder)).isZero();
        assertThat(out.toString().lines())
                .last()
                .isEqualTo("certify it: ./relucert certify " + folder.resolve("DEF-1.onnx") + " --data "
                        + folder.resolve("DEF-1.csv"));
        StringWriter answer = new StringWriter();
        int status = Main.run(
                new PrintWriter(answer),
                new PrintWriter(err, true),
                "certify",
                folder.resolve("DEF-1.onnx").toString(),
                "--data",
                folder.resolve("DEF-1.csv").toString());
        assertThat(err.toString()).isEmpty();
        assertThat(status).isZero();
        // |x0| - 2 relu(x1 + 8) + 16 at (4, 1/8) is 15/4, and one step in both inputs takes 3 off it.
        assertThat(answer.toString()).containsPattern("row 2  label 1  l_inf  radius .*1\\.(25|2499)");
    }

    @Test
    void aFolderThatCannotBeMadeIsOneLine() throws java.io.IOException {
        Path file = Files.createFile(folder.resolve("file"));
        FakeTheorem theorem =
                FakeTheorem.of("DEF-1", Verdict.HOLDS, Verdict.FAILS).withNetwork(FloatType.FLOAT64);
        assertThat(export(theorem, file)).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains("DEF-1.onnx: cannot be written");
    }
}
