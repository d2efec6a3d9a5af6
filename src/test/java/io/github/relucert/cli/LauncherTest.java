package io.github.relucert.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the launcher in a project that is no more than the launcher sees of one: the JDK and the Maven wrapper are shell
 * scripts that note how they were called.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {

    private static final String JAVA = """
            #!/bin/sh
            echo 'WARNING: Using incubator modules: jdk.incubator.vector' >&2
            for word in "$@"; do echo "[$word]"; done
            case " $* " in *-Drelucert.stderr=/dev/fd/3*) echo complaint >&3 ;; esac
            exit 3
            """;
    private static final String WRAPPER = """
            #!/bin/sh
            mkdir building || { echo two builds at once; exit 1; }
            sleep 0.3
            echo "$@" >>builds
            mkdir -p target/launcher/lib target/launcher/native
            echo jar >target/launcher/relucert-new.jar
            rmdir building
            """;

    @TempDir
    private Path folder;

    private Path project;
    private Path jdk;

    @BeforeEach
    void setUp() throws IOException {
        project = Files.createDirectories(folder.resolve("a project"));
        jdk = folder.resolve("jdk");
        Files.createDirectories(project.resolve("src/main"));
        Files.writeString(project.resolve("src/main/A.java"), "class A {}");
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        script(project.resolve("relucert"), Files.readString(Path.of("relucert")));
        script(project.resolve(".mvn/find-jdk"), Files.readString(Path.of(".mvn", "find-jdk")));
        script(project.resolve("mvnw"), WRAPPER);
        script(jdk.resolve("bin/java"), JAVA);
        script(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    }

    @Test
    void buildsAndHandsOverArgumentsAndExitStatus() throws Exception {
        Result result = launch(folder, project.resolve("relucert"), "certify", "two words", "");
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.out())
                .contains("[--add-modules]\n[jdk.incubator.vector]\n[--enable-native-access=ALL-UNNAMED]\n")
                .endsWith("[io.github.relucert.cli.Main]\n[certify]\n[two words]\n[]\n");
        assertThat(result.err()).startsWith("relucert: building (");
        assertThat(builds()).hasSize(1);
    }

    @Test
    void hidesJavasWarningAndNothingElse() throws Exception {
        launch(folder, project.resolve("relucert"));
        assertThat(launch(folder, project.resolve("relucert")).err()).isEqualTo("complaint\n");
    }

    @Test
    void buildsOnlyWhatHasChanged() throws Exception {
        launch(folder, project.resolve("relucert"));
        launch(folder, project.resolve("relucert"));
        assertThat(builds()).hasSize(1);
        for (String changed : List.of("src/main/A.java", "src/main", "pom.xml")) {
            int before = builds().size();
            Files.setLastModifiedTime(
                    project.resolve(changed), FileTime.from(Instant.now().plusSeconds(1)));
            launch(folder, project.resolve("relucert"));
            assertThat(builds()).as(changed).hasSize(before + 1);
            Files.setLastModifiedTime(project.resolve(changed), FileTime.from(Instant.EPOCH));
        }
    }

    @Test
    void worksThroughLinks() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("first"), Path.of("a project", "relucert"));
        Path second = Files.createSymbolicLink(folder.resolve("second"), link);
        assertThat(launch(Path.of("/"), second).status()).isEqualTo(3);
    }

    @Test
    void buildsOnceWhenStartedThreeTimes() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(start(folder, project.resolve("relucert")));
        }
        for (Process process : processes) {
            assertThat(finish(process).status()).isEqualTo(3);
        }
        assertThat(builds()).hasSize(1);
        assertThat(project.resolve("target/launcher.lock")).doesNotExist();
    }

    @Test
    void outlivesABuilderThatWasKilled() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.createDirectories(project.resolve("target"));
        Files.createSymbolicLink(project.resolve("target/launcher.lock"), Path.of(Long.toString(gone.pid())));
        assertThat(launch(folder, project.resolve("relucert")).status()).isEqualTo(3);
    }

    @Test
    void saysThatItCouldNotBeBuilt() throws Exception {
        script(project.resolve("mvnw"), "#!/bin/sh\necho '[ERROR] A.java:1 is wrong'\nexit 1\n");
        Result result = launch(folder, project.resolve("relucert"));
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("[ERROR] A.java:1 is wrong", "relucert: could not be built");
        script(project.resolve("mvnw"), WRAPPER);
        assertThat(launch(folder, project.resolve("relucert")).status()).isEqualTo(3);
    }

    @Test
    void saysWhatToInstall() throws Exception {
        String launcher = Files.readString(Path.of("relucert"));
        assertThat(launcher).contains("find-jdk\" 25)");
        script(project.resolve("relucert"), launcher.replace("find-jdk\" 25)", "find-jdk\" 9999)"));
        Result result = launch(folder, project.resolve("relucert"), "--version");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .hasLineCount(1)
                .startsWith("relucert: needs a JDK 25")
                .contains("install one");
    }

    @Test
    void findsTheOldestJdkThatIsNewEnough() throws Exception {
        Path homes = folder.resolve("home/.jdks");
        IntStream.of(9001, 9003, 9002, 11).forEach(version -> fakeJdk(homes.resolve("jdk-" + version), version));
        var finder = new ProcessBuilder(project.resolve(".mvn/find-jdk").toString(), "9002");
        finder.environment().put("HOME", folder.resolve("home").toString());
        finder.environment().put("JAVA_HOME", homes.resolve("jdk-9001").toString());
        assertThat(finish(finder.start()).out()).isEqualTo(homes.resolve("jdk-9002") + "\n");
        finder.environment().put("JAVA_HOME", homes.resolve("jdk-9003").toString());
        assertThat(finish(finder.start()).out()).isEqualTo(homes.resolve("jdk-9003") + "\n");
    }

    private static void fakeJdk(Path home, int version) {
        try {
            script(home.resolve("bin/javac"), "#!/bin/sh\necho javac " + version + ".0.1\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> builds() throws IOException {
        return Files.readAllLines(project.resolve("builds"));
    }

    private Result launch(Path from, Path launcher, String... words) throws Exception {
        return finish(start(from, launcher, words));
    }

    private Process start(Path from, Path launcher, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(from.toFile());
        builder.environment().put("JAVA_HOME", jdk.toString());
        builder.environment().remove("RELUCERT_HEAP");
        builder.environment().remove("RELUCERT_JAVA_OPTS");
        return builder.start();
    }

    private static Result finish(Process process) throws Exception {
        String out = text(process.inputReader(StandardCharsets.UTF_8).lines().toList());
        String err = text(process.errorReader(StandardCharsets.UTF_8).lines().toList());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), out, err);
    }

    private static String text(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(joining());
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private record Result(int status, String out, String err) {}
}
