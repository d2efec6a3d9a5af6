package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Runs of {@code robust} on the shipped model in two dimensions, and what they leave behind. */
final class RobustRuns {
    static final List<String> TOY =
            List.of("robust", "models/toy.onnx", "--data", "specs/toy-test.csv", "--domain", "-1.5,1.5");

    private RobustRuns() {}

    /** How a command ended. */
    record Run(int status, String out, String err) {}

    static Run run(List<String> words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words.toArray(String[]::new));
        return new Run(status, out.toString(), err.toString());
    }

    static List<String> toy(String... more) {
        List<String> words = new ArrayList<>(TOY);
        words.addAll(Arrays.asList(more));
        return words;
    }

    static Run check(Path folder, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "check",
                folder.resolve("accuracy.cert").toString(),
                "--model",
                "models/toy.onnx",
                "--data",
                "specs/toy-test.csv"));
        words.addAll(Arrays.asList(more));
        return run(words);
    }

    /** All certificates of a folder, by name. */
    static Map<String, String> certificates(Path folder) throws IOException {
        return contents(folder, ".cert");
    }

    /** All witnesses of a folder, by name. */
    static Map<String, String> witnesses(Path folder) throws IOException {
        return contents(folder, ".npy");
    }

    private static Map<String, String> contents(Path folder, String part) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().contains(part)).toList()) {
                contents.put(file.getFileName().toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    /** The lines for the report, without what time and place have a part in. */
    static List<String> lines(Path folder) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("robust.jsonl"))) {
            return lines.map(line -> line.replaceFirst(",\"seconds\":.*", "")).toList();
        }
    }

    /** The numbers of the rows that the journal says are done, one a line. */
    static List<String> done(Path folder) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("journal"))) {
            List<String> rows = lines.filter(line -> line.startsWith("done "))
                    .map(line -> line.split(" ")[1])
                    .toList();
            assertThat(rows).as("no row is computed twice").doesNotHaveDuplicates();
            return rows;
        }
    }
}
