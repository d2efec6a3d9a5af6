package io.github.relucert.cli;

import io.github.relucert.attack.AttackStage;
import io.github.relucert.bounds.CrownPropagation;
import io.github.relucert.bounds.Region;
import io.github.relucert.certificate.Witness;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What can be said of the work before it begins: how many ReLUs are unstable in the balls of a few rows, which is what a search may have to
 * split, and between what limits the time lies.
 */
final class Forecast {
    private static final Duration GLANCE = Duration.ofMillis(200);

    private final RowArguments.Opened opened;
    private final CompiledNetwork compiled;
    private final Norm norm;
    private final Optional<Radius> asked;

    /** @param asked the largest radius asked for; without one that of a brief attack's witness */
    Forecast(RowArguments.Opened opened, Norm norm, Optional<Radius> asked) {
        this.opened = opened;
        this.compiled = CompiledNetwork.of(opened.network());
        this.norm = norm;
        this.asked = asked;
    }

    private record Look(int row, int unstable, double seconds) {}

    /**
     * One line.
     *
     * @param rows the rows to be done, at least one
     * @param parts how many parts of the work there are, rows or rows and norms; as many are done at once as there are threads
     * @param each the longest that a part may take
     */
    String line(List<Integer> rows, long parts, Duration each, int threads) {
        List<Look> looks = new ArrayList<>();
        // The first look also warms the virtual machine up, so that the last one's time is the honest one.
        for (int row : Stream.of(0, rows.size() / 2, rows.size() - 1)
                .distinct()
                .map(rows::get)
                .toList()) {
            look(row).ifPresent(looks::add);
        }
        String most = duration(each.toMillis() / 1e3 * Math.ceilDiv(parts, threads));
        String limits = "at most about " + most + ", were every search to use up its --timeout on " + threads
                + " thread" + (threads == 1 ? "" : "s");
        if (looks.isEmpty()) {
            return "estimate: " + limits
                    + "; no row met an adversarial point at a first glance, so unstable ReLUs cannot be told";
        }
        double least = looks.getLast().seconds() * rows.size() / threads;
        return "estimate: "
                + String.join(
                        ", ",
                        looks.stream().map(l -> Integer.toString(l.unstable())).toList())
                + " of " + opened.network().neuronCount() + " ReLUs unstable by CROWN bounds within "
                + asked.map(radius -> AnswerText.norm(norm) + " " + (float) radius.ceiling())
                        .orElse("the " + AnswerText.norm(norm) + " distance that a quick attack reached")
                + " (row" + (looks.size() == 1 ? " " : "s ")
                + String.join(
                        ", ", looks.stream().map(l -> Integer.toString(l.row())).toList())
                + "); bounds alone take about " + duration(least) + " for all rows, and " + limits
                + "; each unstable ReLU may double a row's search";
    }

    private Optional<Look> look(int row) {
        RowQuestions.Question question = opened.questions().at(row);
        Problem problem = question.problem(norm);
        Optional<Radius> radius =
                asked.or(() -> witness(problem)).filter(r -> r.value().signum() > 0);
        if (radius.isEmpty()) {
            return Optional.empty();
        }
        long start = System.nanoTime();
        int unstable = new CrownPropagation()
                .bound(compiled, Region.of(problem, radius.get().ceiling()))
                .unstableCount();
        return Optional.of(new Look(row, unstable, (System.nanoTime() - start) / 1e9));
    }

    private Optional<Radius> witness(Problem problem) {
        return AttackStage.run(problem, compiled, 1, GLANCE).map(Witness::distance);
    }

    private static String duration(double seconds) {
        return seconds < 1
                ? "a second"
                : seconds < 120
                        ? String.format(Locale.ROOT, "%.0f s", Math.ceil(seconds))
                        : seconds < 7200
                                ? String.format(Locale.ROOT, "%.0f min", Math.ceil(seconds / 60))
                                : String.format(Locale.ROOT, "%.1f h", Math.ceil(seconds / 360) / 10);
    }
}
