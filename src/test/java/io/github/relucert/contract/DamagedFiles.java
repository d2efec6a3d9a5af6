package io.github.relucert.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.relucert.exact.InputException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Damages files and holds a reader to what damaged files are owed: read, or refused in one line that names the file, within five seconds
 * of processor time. (Five seconds on the clock would say more about what else the machine does.)
 */
public final class DamagedFiles {
    private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int LONGEST_LINE = 2_000;

    private DamagedFiles() {}

    /**
     * Reads mutations of some files, and prints how long the slowest one took.
     *
     * @param target where each mutation is written
     * @param reader throws {@link InputException} for what it refuses
     * @return how many were refused
     */
    public static int refusals(List<byte[]> originals, int mutations, Path target, Consumer<Path> reader)
            throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        Duration longest = Duration.ZERO;
        int refused = 0;
        for (int i = 0; i < mutations; i++) {
            int which = random.nextInt(originals.size());
            Files.write(target, mutate(originals.get(which), random));
            long start = PROCESSOR.getCurrentThreadCpuTime();
            try {
                reader.accept(target);
            } catch (InputException expected) {
                refused++;
                assertThat(expected.getMessage())
                        .contains(target.getFileName().toString())
                        .doesNotContain("\n")
                        .hasSizeLessThan(LONGEST_LINE);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError wrong) {
                fail("mutation " + i + " of original " + which, wrong);
            }
            Duration taken = Duration.ofNanos(PROCESSOR.getCurrentThreadCpuTime() - start);
            assertThat(taken).as("mutation %s of original %s", i, which).isLessThan(LONGEST);
            longest = longest.compareTo(taken) > 0 ? longest : taken;
        }
        System.out.printf(
                "%s: %d of %d mutations refused, %.3f s at most%n",
                target.getFileName(), refused, mutations, longest.toNanos() / 1e9);
        return refused;
    }

    /** One to three changes: bytes set, bits flipped, pieces taken out, repeated or moved, the end cut off. */
    public static byte[] mutate(byte[] bytes, SplittableRandom random) {
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
