package io.github.relucert.cli;

import io.github.relucert.Answer;
import io.github.relucert.exact.InputException;
import io.github.relucert.specification.Box;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes answers as they come, as text for people or as one JSON object a line for programs. */
final class AnswerPrinter {
    /** The two ways to write. */
    enum Format {
        TEXT,
        JSON;

        static Format parse(String text) {
            return switch (text) {
                case "text" -> TEXT;
                case "json" -> JSON;
                default -> throw new InputException("--format: '" + text + "' is neither text nor json");
            };
        }
    }

    private final PrintWriter out;
    private final Format format;
    private final RowArguments.Opened opened;
    private final Map<String, Object> asked;

    AnswerPrinter(PrintWriter out, Format format, RowArguments.Opened opened) {
        this.out = out;
        this.format = format;
        this.opened = opened;
        this.asked = AskedFields.of(opened);
    }

    /** What is about to be answered. */
    void begin() {
        if (format == Format.TEXT) {
            out.println(opened.model().fileName() + ": " + opened.network().inputSize() + " inputs, "
                    + opened.network().neuronCount() + " ReLUs, "
                    + opened.network().outputSize() + " outputs ('"
                    + opened.model().scores() + "'" + cut() + ")");
        }
    }

    private String cut() {
        return opened.model().cutTail().isEmpty()
                ? ""
                : "; " + String.join(", ", opened.model().cutTail()) + " behind it left out";
    }

    /** One answer, at once. */
    void print(Answer answer, Optional<Path> file) {
        out.println(
                switch (format) {
                    case TEXT -> AnswerText.line(answer);
                    case JSON -> AnswerJson.line(answer, file, asked);
                });
        out.flush();
    }

    /** What the lines mean. */
    void end(AnswerTally tally, Optional<Path> folder) {
        if (format == Format.JSON || tally.isEmpty()) {
            return;
        }
        out.println();
        out.println("A radius is the distance from the row to the nearest point of " + domain()
                + " that is not classified like the row, a tie included, in the data's own unit"
                + opened.preprocessing().map(p -> " before " + p).orElse("")
                + "; in real arithmetic over the stored weights" + rounded()
                + ", so a float32 run may differ near the boundary.");
        out.println("Upper ends are proved by witnesses, exact points checked in rational arithmetic; "
                + lowerEnds(tally)
                + folder.map(f -> "; saved in " + f + ", to be checked with: ./relucert check " + saved(tally, f)
                                + " --model " + opened.modelFile())
                        .orElse("; --out DIR saves " + (tally.hasProofs() ? "certificates" : "claims")
                                + " and witnesses")
                + ".");
        if (tally.late() > 0) {
            out.println(tally.late() + (tally.late() == 1 ? " answer" : " answers")
                    + " ran out of time: a larger --timeout narrows the bracket, --up-to R only decides one radius and"
                    + " is much faster, and --norm linf is usually the easiest norm.");
        }
    }

    private static String lowerEnds(AnswerTally tally) {
        String proved = "lower ends are proved, each proof checked before it counts";
        String claimed =
                String.join(" and ", tally.claimants()) + (tally.claimants().size() == 1 ? " is" : " are")
                        + " only believed, and such lower ends are claims, not proofs";
        return tally.claimants().isEmpty()
                ? proved
                : tally.hasProofs() ? proved + ", except where " + claimed : "of lower ends " + claimed;
    }

    private static String saved(AnswerTally tally, Path folder) {
        return Stream.of(
                        Optional.of(".cert*").filter(_ -> tally.hasProofs()),
                        Optional.of(".claim").filter(_ -> !tally.claimants().isEmpty()))
                .flatMap(Optional::stream)
                .map(ending -> folder + "/*" + ending)
                .collect(Collectors.joining(" "));
    }

    private String rounded() {
        return opened.model().rounded().isEmpty()
                ? ""
                : " (those of " + String.join(", ", opened.model().rounded()) + " rounded to doubles)";
    }

    private String domain() {
        return domain(opened);
    }

    /** Where inputs may move, in words. */
    static String domain(RowArguments.Opened opened) {
        Box box = opened.questions().domain();
        boolean uniform = box.lower().stream().distinct().count() == 1
                && box.upper().stream().distinct().count() == 1;
        if (uniform && box.isBounded()) {
            return "the domain [" + box.lower().getFirst() + ", " + box.upper().getFirst() + "]^" + box.size();
        }
        return uniform
                        && !box.lower().getFirst().isFinite()
                        && !box.upper().getFirst().isFinite()
                ? "the whole space (no --domain was given)"
                : "the domain given";
    }
}
