package io.github.relucert.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.engine.Outcome;
import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal gives back what was written, whatever moment its process was killed at, and nothing else. */
class JournalTest {
    private static final List<String> SETTINGS = List.of("norm linf", "rows 0-9");
    private static final int HEADER = 1 + SETTINGS.size();

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("journal");
    }

    private Journal open() {
        return Journal.open(file(), Norm.LINF, SETTINGS);
    }

    static RowRecord record(int row) {
        Radius radius = new Radius(Norm.LINF, Rational.of(row, 10));
        Radius infinite = new Radius(Norm.LINF, Rational.POSITIVE_INFINITY);
        boolean even = row % 2 == 0;
        return new RowRecord(
                row,
                OptionalInt.of(row % 3),
                even ? OptionalInt.of(1) : OptionalInt.empty(),
                even ? new Assertion.RobustAt(radius) : new Assertion.RadiusAtLeast(radius),
                even ? infinite : radius,
                even ? OptionalInt.empty() : OptionalInt.of(2),
                even ? Optional.empty() : Optional.of(Outcome.Stop.TIMEOUT),
                10L * row,
                Optional.of("ab".repeat(32)));
    }

    private void write(int rows) {
        try (Journal journal = open()) {
            for (int row = 0; row < rows; row++) {
                journal.begin(row);
                journal.done(record(row));
            }
        }
    }

    private List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(file()));
    }

    private void assertDamaged(List<String> lines) throws IOException {
        Files.writeString(file(), String.join("\n", lines) + "\n");
        assertThatThrownBy(this::open)
                .isInstanceOf(InputException.class)
                .hasMessageContaining("journal: line ")
                .hasMessageContaining("delete the folder to begin anew");
    }

    @Test
    void recordsComeBack() {
        write(6);
        try (Journal journal = open()) {
            assertThat(journal.done().keySet()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
            for (int row = 0; row < 6; row++) {
                assertThat(journal.done()).containsEntry(row, record(row));
            }
        }
    }

    @Test
    void everyKindOfRecordIsReadAsItWasWritten() {
        Stream.of(
                        record(0),
                        record(1),
                        new RowRecord(
                                7,
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                new Assertion.NoUnsafePoint(),
                                new Radius(Norm.L2, Rational.POSITIVE_INFINITY),
                                OptionalInt.empty(),
                                Optional.empty(),
                                0,
                                Optional.empty()))
                .forEach(record -> assertThat(
                                RowRecord.parse(record.text(), record.upper().norm()))
                        .isEqualTo(record));
    }

    @Test
    void aTornLastLineIsCutOffWhereverItWasTorn() throws IOException {
        write(3);
        byte[] whole = Files.readAllBytes(file());
        List<String> complete = lines();
        int last = (complete.getLast() + "\n").length();
        for (int lost = 1; lost <= last; lost++) {
            Files.write(file(), Arrays.copyOf(whole, whole.length - lost));
            try (Journal journal = open()) {
                assertThat(journal.done().keySet()).as("%d bytes lost", lost).containsExactlyInAnyOrder(0, 1);
                journal.begin(2);
                journal.done(record(2));
            }
            try (Journal journal = open()) {
                assertThat(journal.done()).containsEntry(2, record(2)).hasSize(3);
            }
        }
    }

    @Test
    void aJournalTornInItsFirstLinesBeginsAnew() throws IOException {
        write(0);
        byte[] whole = Files.readAllBytes(file());
        for (int kept = 0; kept < whole.length; kept++) {
            Files.write(file(), Arrays.copyOf(whole, kept));
            open().close();
            assertThat(Files.readAllBytes(file())).as("%d bytes kept", kept).isEqualTo(whole);
        }
    }

    /** A disk that is full for a while: what reached it of a line is taken back, whatever another worker writes then. */
    @Test
    void partOfALineIsTakenBackWhenItCannotBeWritten() throws IOException {
        for (int kept = 0; kept < 40; kept += 13) {
            Files.deleteIfExists(file());
            int room = kept;
            AtomicBoolean full = new AtomicBoolean();
            Journal.Appending appending = (channel, bytes) -> {
                if (full.get()) {
                    bytes.limit(bytes.position() + room);
                }
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                if (full.get()) {
                    throw new IOException("No space left on device");
                }
            };
            try (Journal journal = Journal.open(file(), Norm.LINF, SETTINGS, appending)) {
                journal.begin(0);
                journal.begin(1);
                full.set(true);
                assertThatThrownBy(() -> journal.done(record(0)))
                        .isInstanceOf(InputException.class)
                        .hasMessageContaining("No space left");
                full.set(false);
                journal.done(record(1));
            }
            try (Journal journal = open()) {
                assertThat(journal.done()).containsOnlyKeys(1).containsEntry(1, record(1));
            }
        }
    }

    @Test
    void aLineRepeatedLeftOutMovedOrChangedIsNoticed() throws IOException {
        write(4);
        List<String> good = lines();
        for (int i = HEADER; i < good.size(); i++) {
            List<String> repeated = new ArrayList<>(good);
            repeated.add(i, good.get(i));
            assertDamaged(repeated);
            List<String> changed = new ArrayList<>(good);
            changed.set(i, good.get(i).replaceFirst("\\d", "8"));
            assertThat(changed).isNotEqualTo(good);
            assertDamaged(changed);
            if (i + 1 < good.size()) {
                List<String> shorter = new ArrayList<>(good);
                shorter.remove(i);
                assertDamaged(shorter);
                List<String> moved = new ArrayList<>(good);
                moved.set(i, good.get(i + 1));
                moved.set(i + 1, good.get(i));
                assertDamaged(moved);
            }
        }
        // The control: what was written passes.
        Files.writeString(file(), String.join("\n", good) + "\n");
        open().close();
    }

    @Test
    void anotherRunIsNamedByWhatDiffers() {
        write(2);
        assertThatThrownBy(() -> Journal.open(file(), Norm.LINF, List.of("norm linf", "rows 0-8")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("belongs to another run, with 'rows 0-9' and not 'rows 0-8'");
    }

    @Test
    void onlyOneRunAtATimeHoldsIt() {
        try (Journal journal = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("another run is at work in this folder");
            journal.begin(1);
        }
        open().close();
    }

    /** A process that writes byte by byte, so that most kills hit it in the middle of a write. */
    static final class SlowWriter {
        private SlowWriter() {}

        public static void main(String[] args) {
            Random random = new Random(Long.parseLong(args[1]));
            try (Journal journal = Journal.open(Path.of(args[0]), Norm.LINF, SETTINGS, (channel, bytes) -> {
                while (bytes.hasRemaining()) {
                    channel.write(bytes.slice().limit(1));
                    bytes.get();
                    if (random.nextInt(20) == 0) {
                        LockSupport.parkNanos(1_000_000);
                    }
                }
            })) {
                for (int row = 0; row < 1_000_000; row++) {
                    if (!journal.done().containsKey(row)) {
                        journal.begin(row);
                        System.out.println("begun " + row);
                        journal.done(record(row));
                        System.out.println("done " + row);
                    }
                }
            }
        }
    }

    @Test
    void whatWasAcknowledgedBeforeAKillInTheMiddleOfAWriteIsThere() throws IOException, InterruptedException {
        Random random = new Random(5);
        int torn = 0;
        for (int round = 0; round < 3 || (torn == 0 && round < 20); round++) {
            Path said = folder.resolve("said-" + round);
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SlowWriter.class.getName(),
                            file().toString(),
                            Integer.toString(round))
                    .redirectOutput(said.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                long start = Files.exists(said) ? Files.size(said) : 0;
                while (process.isAlive() && Files.size(said) <= start + 200 + random.nextInt(200)) {
                    Thread.sleep(1);
                }
                assertThat(process.isAlive()).isTrue();
            } finally {
                process.destroyForcibly().waitFor();
            }
            torn += Files.readString(file()).endsWith("\n") ? 0 : 1;
            String output = Files.readString(said);
            List<String> acknowledged = output.substring(0, output.lastIndexOf('\n') + 1)
                    .lines()
                    .filter(line -> line.startsWith("done "))
                    .toList();
            assertThat(acknowledged).isNotEmpty();
            try (Journal journal = open()) {
                for (String line : acknowledged) {
                    int row = Integer.parseInt(line.substring("done ".length()));
                    assertThat(journal.done()).containsEntry(row, record(row));
                }
            }
            List<String> done =
                    lines().stream().filter(line -> line.startsWith("done ")).toList();
            assertThat(done.stream().map(line -> line.split(" ")[1])).doesNotHaveDuplicates();
        }
        assertThat(torn).as("kills in the middle of a write").isPositive();
    }
}
