package io.github.relucert.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    @TempDir
    Path folder;

    @Test
    void writesAndReplacesWholeFiles() throws IOException {
        Path target = folder.resolve("deep/er/file.txt");
        OutputFile.write(target, out -> out.write("first".getBytes(StandardCharsets.UTF_8)));
        OutputFile.write(target, out -> out.write("second".getBytes(StandardCharsets.UTF_8)));
        assertThat(target).hasContent("second");
        assertThat(folder.resolve("deep/er").toFile().listFiles()).containsExactly(target.toFile());
    }

    @Test
    void aFailureHalfWayLeavesTheOldFileAndNothingElse() throws IOException {
        Path target = folder.resolve("file.txt");
        OutputFile.write(target, out -> out.write("old".getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> OutputFile.write(target, out -> {
                    out.write("half".getBytes(StandardCharsets.UTF_8));
                    throw new IOException("disk full");
                }))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("disk full");
        assertThat(target).hasContent("old");
        assertThat(folder.toFile().listFiles()).containsExactly(target.toFile());
    }

    @Test
    void aFolderThatIsAFileIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("plain"), "x");
        assertThatThrownBy(() -> OutputFile.write(file.resolve("inside.txt"), out -> out.write(1)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("plain");
    }
}
