package io.github.relucert.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The trusted packages compile by themselves: no other package of the program, no library, and of the JDK nothing but
 * java.base. What compiles alone can be read alone.
 */
class TrustedPackagesCompileAloneTest {

    private static final Path SOURCES = Path.of("src", "main", "java", "io", "github", "relucert");

    @TempDir
    private Path folder;

    @Test
    void theyDo() throws IOException {
        List<Path> sources = trustedSources();
        assertThat(sources).contains(SOURCES.resolve("exact").resolve("InputException.java"));
        assertThat(errors(sources)).isEmpty();
        assertThat(folder.resolve("io/github/relucert/exact/InputException.class"))
                .exists();
    }

    @Test
    void anImportOfAnotherPackageIsSeen() throws IOException {
        assertThat(errors(with("io.github.relucert.cli.Main"))).anyMatch(error -> error.contains("does not exist"));
    }

    @Test
    void anImportOfALibraryIsSeen() throws IOException {
        assertThat(errors(with("picocli.CommandLine"))).anyMatch(error -> error.contains("does not exist"));
    }

    @Test
    void anImportOfAnotherModuleIsSeen() throws IOException {
        assertThat(errors(with("java.sql.SQLException"))).anyMatch(error -> error.contains("java.sql"));
    }

    /** The trusted sources and one more that imports what it should not. */
    private List<Path> with(String imported) throws IOException {
        Path intruder = folder.resolve("Intruder.java");
        Files.writeString(
                intruder, "package io.github.relucert.check; import " + imported + "; final class Intruder {}");
        List<Path> sources = new ArrayList<>(trustedSources());
        sources.add(intruder);
        return sources;
    }

    private static List<Path> trustedSources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String name : Layers.TRUSTED) {
            Path directory = SOURCES.resolve(name);
            if (Files.isDirectory(directory)) {
                try (Stream<Path> files = Files.walk(directory)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .sorted()
                            .forEach(sources::add);
                }
            }
        }
        return sources;
    }

    private List<String> errors(List<Path> sources) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
            List<String> options = List.of(
                    "--limit-modules",
                    "java.base",
                    "-proc:none",
                    "-classpath",
                    "",
                    "-sourcepath",
                    "",
                    "-d",
                    folder.toString());
            boolean done = compiler.getTask(
                            new StringWriter(),
                            files,
                            diagnostics,
                            options,
                            null,
                            files.getJavaFileObjectsFromPaths(sources))
                    .call();
            List<String> errors = diagnostics.getDiagnostics().stream()
                    .filter(found -> found.getKind() == Diagnostic.Kind.ERROR)
                    .map(found -> found.getMessage(Locale.ROOT))
                    .toList();
            assertThat(done).isEqualTo(errors.isEmpty());
            return errors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
