package io.github.relucert.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The test class that the README shows is the one that runs in the build. */
class ReadmeClassTest {
    private static final Path CLASS = Path.of(
            "src",
            "test",
            "java",
            "io",
            "github",
            "relucert",
            "guide",
            SpiralsModelTest.class.getSimpleName() + ".java");
    private static final String FENCE = "```";

    @Test
    void itIsShownWordByWord() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int start = readme.indexOf(FENCE + "java\n") + (FENCE + "java\n").length();
        assertThat(readme.substring(start, readme.indexOf(FENCE, start))).isEqualTo(Files.readString(CLASS));
    }
}
