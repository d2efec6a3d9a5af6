package io.github.relucert.cli;

import io.github.relucert.theorem.TheoremRun;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Theorem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A statement, and what became of its checks and controls, as lines for people. */
final class TheoremText {
    private static final int WIDTH = 120;
    private static final int INDENT = 14;

    private TheoremText() {}

    /** The statement, and what would be checked. */
    static List<String> description(Theorem theorem) {
        List<String> lines = new ArrayList<>();
        lines.add(theorem.id() + "  " + theorem.title());
        lines.addAll(statement(theorem));
        theorem.checks().forEach(check -> lines.addAll(field("check", check.name())));
        theorem.controls().forEach(control -> lines.addAll(field("control", control.name())));
        theorem.limits().ifPresent(limits -> lines.addAll(field("limits", limits)));
        lines.addAll(field(
                "network",
                theorem.construction(1).isPresent()
                        ? "relucert theorem export " + theorem.id() + " writes it"
                        : "it constructs none"));
        return lines;
    }

    /** The statement, and what was found. */
    static List<String> run(TheoremRun run) {
        List<String> lines = new ArrayList<>();
        Theorem theorem = run.theorem();
        lines.add(String.format(
                Locale.ROOT,
                "%s  %s; %s  %.1f s  %s",
                theorem.id(),
                verdict(run),
                controls(run),
                run.time().toMillis() / 1000.0,
                theorem.title()));
        lines.addAll(statement(theorem));
        run.checks().forEach(result -> lines.addAll(result("check", result)));
        run.controls().forEach(result -> lines.addAll(result("control", result)));
        theorem.limits().ifPresent(limits -> lines.addAll(field("limits", limits)));
        return lines;
    }

    /** What became of the checks, in one word. */
    static String verdict(TheoremRun run) {
        return !run.holds() ? "fails" : run.isClaimed() ? "claimed" : "holds";
    }

    /** What became of the controls, in a few words. */
    static String controls(TheoremRun run) {
        return run.isRefutable() ? "controls refuted" : "a CONTROL PASSES";
    }

    private static List<String> statement(Theorem theorem) {
        List<String> lines = new ArrayList<>();
        lines.addAll(field("statement", theorem.statement()));
        lines.addAll(field("paper", theorem.paper().citation()));
        lines.addAll(field("source", theorem.source()));
        theorem.erratum().ifPresent(erratum -> lines.addAll(field("erratum", erratum)));
        return lines;
    }

    private static List<String> result(String kind, TheoremRun.Result result) {
        Check check = result.check();
        Finding finding = result.finding();
        List<String> lines = new ArrayList<>();
        lines.addAll(field(kind, check.name() + ": " + finding.verdict().name().toLowerCase(Locale.ROOT)));
        lines.addAll(field("  instance", finding.instance()));
        lines.addAll(field("  measured", finding.measured()));
        lines.addAll(field("  bound", finding.bound()));
        return lines;
    }

    /** A named text, broken between words, its lines below each other. */
    private static List<String> field(String name, String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder("  " + name + " ".repeat(INDENT - 2 - name.length()));
        for (String word : text.strip().split("\\s+")) {
            boolean first = line.length() <= INDENT;
            if (!first && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(INDENT)).append(word);
            } else {
                line.append(first ? "" : " ").append(word);
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
