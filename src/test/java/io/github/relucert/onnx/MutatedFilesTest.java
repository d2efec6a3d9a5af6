package io.github.relucert.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.contract.DamagedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged files: read or refused in one line, soon, whatever the damage. */
class MutatedFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/onnx/exported");

    @TempDir
    private Path folder;

    @Test
    void areReadOrRefused() throws IOException {
        assertThat(refusals(2_000)).isBetween(300, 1_999);
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
        List<byte[]> originals = new ArrayList<>();
        for (Path file : files) {
            originals.add(Files.readAllBytes(file));
        }
        return DamagedFiles.refusals(originals, mutations, folder.resolve("mutated.onnx"), OnnxReader::read);
    }
}
