package io.github.relucert.theorem.separated;

import io.github.relucert.Answer;
import io.github.relucert.Engines;
import io.github.relucert.Verifier;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.engine.Limits;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.Task;
import io.github.relucert.specification.UnsafeSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How far a point may move before the sign of a one-output network is no longer its label; a zero is an error.
 *
 * @param network one output
 * @param point coordinates of doubles
 * @param label +1 or -1
 */
record SignQuestion(Network network, List<Rational> point, int label, Norm norm, Box domain) {
    /** What a solver has to come within, relative to the radius. */
    private static final double CLOSED = 1e-6;

    private static final Task TASK = new Task.Binary(Rational.ZERO, 1, -1);

    /** The radius problem. */
    Problem problem() {
        return new Problem(network, point, norm, domain, UnsafeSet.acrossThreshold(label, Rational.ZERO));
    }

    /** Bracket of the radius by attack and branch and bound, as {@code certify} runs them. */
    Answer certify(long seed, Duration time) {
        Problem problem = problem();
        List<Rational> output = problem.output(point);
        RowQuestions.Question question = new RowQuestions.Question(
                network,
                TASK,
                0,
                point,
                domain,
                OptionalInt.of(label),
                TASK.predicted(output),
                output,
                problem.unsafe());
        return new Verifier(network, Engines.automatic(), seed).certify(question, norm, Limits.of(time));
    }

    /** Why a bracket contradicts an exact radius, if it does: it misses it, or it was settled and stayed wide. */
    static Optional<String> contradiction(Answer answer, Radius exact) {
        boolean misses = answer.lower().compareTo(exact) > 0 || answer.upper().compareTo(exact) < 0;
        double lower = answer.lower().floor();
        double upper = answer.upper().ceiling();
        boolean wide = answer.stopped().isEmpty() && upper - lower > CLOSED * Math.max(1, upper);
        return misses || wide
                ? Optional.of("certify says [" + lower + ", " + upper + "], enumeration " + exact.value())
                : Optional.empty();
    }
}
