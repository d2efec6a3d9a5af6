package io.github.relucert.cli;

import static io.github.relucert.cli.RobustRuns.run;
import static io.github.relucert.cli.RobustRuns.toy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.specification.UnsafeSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a run of {@code robust} leaves for other programs and for {@code report}: lines, witnesses, the page. */
class RobustReportTest {
    @TempDir
    Path folder;

    private List<JsonNode> lines() throws IOException {
        return Files.readAllLines(folder.resolve("robust.jsonl")).stream()
                .map(line -> JsonMapper.builder().build().readTree(line))
                .toList();
    }

    private static List<String> with(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all;
    }

    private List<String> question() {
        return toy("--rows", "0-14", "--norm", "l2", "--epsilon", "0.05,0.13", "--out", folder.toString());
    }

    /** The float32 numbers of an NPY file. */
    private static double[] array(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer numbers = bytes.position(10 + bytes.getShort(8))
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        return IntStream.range(0, numbers.limit()).mapToDouble(numbers::get).toArray();
    }

    @Test
    void attackedRowsHaveAPointThatTheModelGetsWrong() throws IOException {
        assertThat(run(question()).status()).isZero();
        Network network =
                OnnxReader.read(Path.of("models/toy.onnx"), Optional.empty()).network();
        int attacked = 0;
        for (JsonNode line : lines().subList(0, 15)) {
            Path file = folder.resolve("row-" + line.get("row").asInt() + "-l2.npy");
            if (line.get("verdicts").get("0.13").asString().equals("robust")) {
                assertThat(file).doesNotExist();
                continue;
            }
            attacked++;
            RationalVector point = RationalVector.of(array(file));
            var output = new ExactEvaluation(network, point).output().toList();
            assertThat(UnsafeSet.misclassified(line.get("label").asInt(), 2)
                            .margin(point.toList(), output)
                            .signum())
                    .isNegative();
        }
        assertThat(attacked).isBetween(1, 14);
    }

    @Test
    void pointsThatAreImagesArePicturesToo() throws IOException {
        assertThat(run(List.of(
                                "robust",
                                "models/digits-conv.onnx",
                                "--data",
                                "specs/digits-test.csv",
                                "--rows",
                                "0-1",
                                "--domain",
                                "0,16",
                                "--epsilon",
                                "6",
                                "--out",
                                folder.toString()))
                        .status())
                .isZero();
        var image = ImageIO.read(folder.resolve("row-1-linf.png").toFile());
        assertThat(image.getWidth()).isEqualTo(8);
        double[] point = array(folder.resolve("row-1-linf.npy"));
        for (int k = 0; k < point.length; k++) {
            assertThat(image.getRGB(k % 8, k / 8) & 0xff).isEqualTo(Math.toIntExact(Math.round(point[k] / 16 * 255)));
        }
    }

    @Test
    void theReportShowsTheBracketAndThePopulation() throws IOException {
        run(question());
        assertThat(run(List.of("report", folder.toString())).status()).isZero();
        String page = Files.readString(folder.resolve("report.html"));
        JsonNode counts = lines().getLast();
        assertThat(page)
                .contains("Robust accuracy of 15 rows, l₂", "class=\"band\"", "class=\"interval\"", "class=\"certain\"")
                .contains(counts.get("robust").asInt() + " of 15")
                .contains(String.format(
                        Locale.ROOT,
                        "population %.2f %% to %.2f %%",
                        Math.floor(1e4 * counts.get("population_lower").asDouble()) / 100,
                        Math.ceil(1e4 * counts.get("population_upper").asDouble()) / 100));
    }

    @Test
    void aRunThatGoesOnKeepsALineARow() throws IOException {
        run(question());
        List<String> whole = Files.readAllLines(folder.resolve("robust.jsonl"));
        run(question());
        assertThat(Files.readAllLines(folder.resolve("robust.jsonl"))).isEqualTo(whole);
        // Killed in the middle of a line: the report passes over it, the next run writes it again.
        Files.write(folder.resolve("robust.jsonl"), whole.subList(0, 3));
        Files.writeString(folder.resolve("robust.jsonl"), whole.get(3).substring(0, 40), StandardOpenOption.APPEND);
        assertThat(run(List.of("report", folder.toString())).status()).isZero();
        assertThat(Files.readString(folder.resolve("report.html"))).contains("Robust accuracy of 3 rows");
        run(with(question(), "--threads", "1"));
        assertThat(Files.readAllLines(folder.resolve("robust.jsonl"))).isEqualTo(whole);
        // Negative control: a torn line that others follow is no run's end.
        Files.writeString(folder.resolve("robust.jsonl"), "{\"row\":0,\n" + whole.get(0) + "\n");
        assertThat(run(List.of("report", folder.toString())).status()).isEqualTo(2);
    }
}
