package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void rows() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            rows.append(i % 2).append(',').append(i % 2 == 0 ? -i - 3 : i + 3).append(".5\n");
        }
        Files.writeString(folder.resolve("rows.csv"), rows);
        Files.writeString(folder.resolve("signs.csv"), rows.toString().replaceAll("(?m)^0", "-1"));
    }

    private int run(String command) {
        String[] words = Stream.of(command.split(" "))
                .map(word -> word.replace("@", folder + "/"))
                .toArray(String[]::new);
        return Main.run(new PrintWriter(out), new PrintWriter(err), words);
    }

    @Test
    void trainsAndMeasures() {
        assertThat(run("train --architecture 1-4-2 --data @rows.csv --test @rows.csv --epochs 60 --batch 8 --lr 0.05"
                        + " --input-scale 0.0625 --adversarial 0.25 --input-range -40,40 --ramp 10 --out @net.onnx"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString().lines())
                .hasSize(4)
                .anyMatch(line -> line.endsWith("net.onnx: 1-4-2, 18 parameters, 4 ReLUs"))
                .contains(
                        "training rows: 40 of 40 right (100.00 %)",
                        "test rows: 40 of 40 right (100.00 %)",
                        "the same under PGD, l_inf 0.25, 40 steps, 3 restarts: 40 of 40 right (100.00 %)");
        assertThat(folder.resolve("net.onnx")).exists();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void takesLabelsFromAFileOfTheirOwn() throws IOException {
        byte[] images = {0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0, 1, 0, 20, (byte) 200, (byte) 255};
        Files.write(folder.resolve("shades"), images);
        Files.write(folder.resolve("classes"), new byte[] {0, 0, 8, 1, 0, 0, 0, 4, 0, 0, 1, 1});
        assertThat(
                        run(
                                "train --architecture 1x1x1-3-2 --data @shades --labels @classes --lr 0.1 --epochs 100 --out @net.onnx"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("training rows: 4 of 4 right (100.00 %)");
    }

    @ParameterizedTest
    @CsvSource({"rows.csv, sgd", "signs.csv, momentum"})
    void oneOutputTakesBothKindsOfLabels(String file, String optimizer) {
        assertThat(run("train --architecture 1-1 --loss logistic --optimizer " + optimizer + " --lr 0.1 --data @" + file
                        + " --out @net.onnx"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("training rows: 40 of 40 right (100.00 %)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train | which --architecture?",
                "train --architecture 1-2 --out @net.onnx | which --data?",
                "train --architecture 1-2 --data @rows.csv | which --out?",
                "train --architecture 1-x --data @rows.csv --out @net.onnx | the step 'x'",
                "train --architecture 1-2 --data @none.csv --out @net.onnx | none.csv",
                "train --architecture 2-2 --data @rows.csv --out @net.onnx | [2]",
                "train --architecture 1-2 --data @signs.csv --out @net.onnx | row 0 has label -1",
                "train --architecture 1-2 --data @rows.csv --label none --out @net.onnx | --label",
                "train --architecture 1-1 --data @rows.csv --out @net.onnx | logistic",
                "train --architecture 1-2 --data @rows.csv --loss hinge --out @net.onnx | --loss hinge",
                "train --architecture 1-2 --data @rows.csv --optimizer lbfgs --out @net.onnx | --optimizer lbfgs",
                "train --architecture 1-2 --data @rows.csv --schedule steep --out @net.onnx | steep",
                "train --architecture 1-2 --data @rows.csv --lr 0 --out @net.onnx | learning rate",
                "train --architecture 1-2 --data @rows.csv --lr NaN --out @net.onnx | learning rate",
                "train --architecture 1-2 --data @rows.csv --lr 1e300 --out @net.onnx | diverged",
                "train --architecture 1-2 --data @rows.csv --epochs 0 --out @net.onnx | epoch",
                "train --architecture 1-2 --data @rows.csv --batch 0 --out @net.onnx | batch",
                "train --architecture 1-2 --data @rows.csv --l1 -1 --out @net.onnx | l1",
                "train --architecture 1-2 --data @rows.csv --adversarial 1 --input-range 5 --out @net.onnx | --input-range 5",
                "train --architecture 1-2 --data @rows.csv --adversarial 1 --input-range a,b --out @net.onnx | --input-range a,b",
                "train --architecture 1-2 --data @rows.csv --adversarial 1 --input-range 5,2 --out @net.onnx | range",
                "train --architecture 1-2 --data @rows.csv --adversarial 0 --out @net.onnx | radius",
                "train --architecture 1-2 --data @rows.csv --adversarial 1 --pgd-steps 0 --out @net.onnx | step",
                "train --architecture 1-2 --data @rows.csv --ramp 99 --out @net.onnx | ramp",
                "train --architecture 1-2 --data @rows.csv --out @. | folder",
                "train split --data @rows.csv --inputs 1 --count 41 --chosen @net.onnx --rest @b.csv | cannot choose 41 of 40 rows",
                "train split --data @rows.csv --inputs 0 --count 4 --chosen @net.onnx --rest @b.csv | --inputs 0",
                "train split --data @rows.csv --count 4 --chosen @net.onnx --rest @b.csv | --inputs",
                "train spirals --count 0 --out @net.onnx | --count 0",
                "train spirals --count 4 --noise 2 --out @net.onnx | --noise 2"
            })
    void badInputGivesOneLineAndWritesNothing(String command, String expected) throws IOException {
        assertThat(run(command)).isEqualTo(ExitStatus.NO_ANSWER.code());
        assertThat(err.toString().lines()).singleElement().asString().contains(expected);
        assertThat(out.toString()).isEmpty();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("rows.csv", "signs.csv");
        }
    }

    @Test
    void splitsWithoutChangingARow() throws IOException {
        assertThat(run("train split --data @rows.csv --inputs 1 --count 30 --seed 3 --chosen @a.csv --rest @b.csv"))
                .as(err.toString())
                .isZero();
        List<String> chosen = Files.readAllLines(folder.resolve("a.csv"));
        List<String> rest = Files.readAllLines(folder.resolve("b.csv"));
        assertThat(chosen).hasSize(30);
        assertThat(Stream.concat(chosen.stream(), rest.stream()))
                .containsExactlyInAnyOrderElementsOf(Files.readAllLines(folder.resolve("rows.csv")));
    }
}
