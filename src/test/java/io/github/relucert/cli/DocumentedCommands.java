package io.github.relucert.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The commands that a page of documentation shows: indented, starting with {@code ./relucert}, continued by backslashes. */
final class DocumentedCommands {
    private DocumentedCommands() {}

    /** The words after the program's name, a list a command, in the order of the page. */
    static List<List<String>> of(Path page) throws IOException {
        String joined = Files.readString(page).replaceAll("\\\\\\R\\s*", "");
        return joined.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("./relucert "))
                .map(line -> Arrays.asList(line.split(" +")))
                .map(words -> words.subList(1, words.size()))
                .toList();
    }

    /** The word that follows an option. */
    static String value(List<String> command, String option) {
        return command.get(command.indexOf(option) + 1);
    }

    /** The command with whole words replaced. */
    static String[] with(List<String> command, Map<String, String> replacements) {
        return command.stream()
                .map(word -> replacements.getOrDefault(word, word))
                .toArray(String[]::new);
    }
}
