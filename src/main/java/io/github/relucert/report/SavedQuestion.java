package io.github.relucert.report;

import io.github.relucert.exact.InputException;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * What a saved line is an answer to, but for its row and norm. Brackets of two questions have nothing to do with each other.
 *
 * @param place where the line stands
 * @param parts of the question that have words
 * @param digest of all of it; empty in a line that does not say
 */
record SavedQuestion(String place, List<Part> parts, String digest) {
    private static final int SHORT = 12;

    /** One part of a question: what it is by, and what it is called by. */
    private record Part(String name, String identity, String words) {
        static Part file(JsonNode line, String name) {
            String sha256 = line.path(name + "_sha256").asString("");
            String start = sha256.substring(0, Math.min(SHORT, sha256.length()));
            return new Part(
                    name, sha256, sha256.isEmpty() ? "" : line.path(name).asString("") + " (SHA-256 " + start + "...)");
        }

        static Part text(JsonNode line, String name) {
            String text = line.path(name).asString("");
            return new Part(name, text, text);
        }

        boolean isSame(Part other) {
            return identity.equals(other.identity);
        }

        String difference(Part other) {
            return name + " " + said(words) + " and " + said(other.words);
        }

        private static String said(String words) {
            return words.isEmpty() ? "(not said)" : words;
        }
    }

    /** The question of a line. */
    static SavedQuestion of(JsonNode line, String place) {
        return new SavedQuestion(
                place,
                List.of(
                        Part.file(line, "model"),
                        Part.file(line, "data"),
                        Part.text(line, "domain"),
                        Part.text(line, "labels")),
                line.path("question").asString(""));
    }

    /**
     * Refuses an answer to something else.
     *
     * @throws InputException naming both places and what differs
     */
    void requireSame(SavedQuestion other) {
        if (digest.equals(other.digest)) {
            return;
        }
        String difference = IntStream.range(0, parts.size())
                .filter(k -> !parts.get(k).isSame(other.parts.get(k)))
                .mapToObj(k -> parts.get(k).difference(other.parts.get(k)))
                .findFirst()
                .orElse("another output or preprocessing");
        throw new InputException(place + " and " + other.place + " answer different questions: " + difference
                + "; a page shows one question, so keep each in a folder of its own");
    }
}
