package io.github.relucert.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.relucert.exact.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files: read or refused in one line, soon, whatever the damage. */
class MutatedFilesTest {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Path FOLDER = Path.of("src/test/resources/onnx/exported");

    @TempDir
    private Path folder;

    @Test
    void areReadOrRefused() throws IOException {
        assertThat(refusals(600)).isBetween(100, 599);
    }

    @Tag("slow")
    @Test
    void areReadOrRefusedManyTimes() throws IOException {
        assertThat(refusals(20_000)).isPositive();
    }

    private int refusals(int mutations) throws IOException {
        List<Path> files;
        try (Stream<Path> top = Files.list(FOLDER);
                Stream<Path> later = Files.list(FOLDER.resolve("later"))) {
            files = Stream.concat(top, later)
                    .filter(path -> path.toString().endsWith(".onnx"))
                    .sorted()
                    .toList();
        }
        SplittableRandom random = new SplittableRandom(7);
        int refused = 0;
        for (int i = 0; i < mutations; i++) {
            Path original = files.get(random.nextInt(files.size()));
            byte[] mutated = mutate(Files.readAllBytes(original), random);
            Path file = Files.write(folder.resolve("mutated.onnx"), mutated);
            long start = System.nanoTime();
            try {
                OnnxReader.read(file);
            } catch (InputException expected) {
                refused++;
                assertThat(expected.getMessage())
                        .startsWith(file + ": ")
                        .doesNotContain("\n")
                        .hasSizeLessThan(2000);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError wrong) {
                fail("mutation " + i + " of " + original, wrong);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("mutation %s of %s", i, original)
                    .isLessThan(LONGEST);
        }
        return refused;
    }

    /** One to three changes: bytes set, bits flipped, pieces taken out, repeated or moved, the end cut off. */
    private static byte[] mutate(byte[] bytes, SplittableRandom random) {
        byte[] result = bytes;
        for (int change = random.nextInt(1, 4); change > 0 && result.length > 1; change--) {
            int place = random.nextInt(result.length);
            int length = random.nextInt(Math.min(40, result.length - place) + 1);
            byte[] before = Arrays.copyOf(result, place);
            byte[] piece = Arrays.copyOfRange(result, place, place + length);
            byte[] after = Arrays.copyOfRange(result, place + length, result.length);
            byte[] copy = result.clone();
            result = switch (random.nextInt(7)) {
                case 0 -> {
                    copy[place] = (byte) random.nextInt(256);
                    yield copy;
                }
                case 1 -> {
                    copy[place] ^= (byte) (1 << random.nextInt(8));
                    yield copy;
                }
                case 2 -> {
                    copy[place] = List.of((byte) 0, (byte) 1, (byte) 0x7f, (byte) 0x80, (byte) 0xff)
                            .get(random.nextInt(5));
                    yield copy;
                }
                case 3 -> join(before, after);
                case 4 -> join(before, piece, piece, after);
                case 5 -> join(before, after, piece);
                default -> random.nextInt(4) == 0 ? before : copy;
            };
        }
        return result;
    }

    private static byte[] join(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] joined = new byte[length];
        int next = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, next, part.length);
            next += part.length;
        }
        return joined;
    }
}
