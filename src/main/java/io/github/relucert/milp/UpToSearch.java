package io.github.relucert.milp;

import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.Outcome;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.util.Optional;

/**
 * Whether the closed ball of one radius holds an unsafe point: a single sweep, over a ball that is larger by the safety margin, so
 * that a clear one settles the closed ball itself.
 */
final class UpToSearch {
    private final Problem problem;
    private final BallSweep balls;
    private final StopSignal stop;

    UpToSearch(Problem problem, BallSweep balls, StopSignal stop) {
        this.problem = problem;
        this.balls = balls;
        this.stop = stop;
    }

    /**
     * Decides.
     *
     * @return {@code ABOVE} or {@code BELOW}; a bracket when a limit was met, or when the nearest point lies on the sphere up to
     *     the solver's tolerance
     */
    Outcome run(Radius limit, Optional<Witness> incumbent) {
        if (incumbent.isPresent() && incumbent.get().distance().compareTo(limit) <= 0) {
            return below(incumbent.get());
        }
        double radius = limit.ceiling() * (1 + 2 * Tolerances.MARGIN);
        BallSweep.Task task = new BallSweep.Task(radius, limit, UnsafeProgram.Aim.UNSAFE, Optional.empty());
        return switch (balls.sweep(task, stop)) {
            case DisjunctSearch.Finding.Clear _ ->
                new Outcome(
                        Outcome.Verdict.ABOVE,
                        limit,
                        Claims.by(balls, 2 * Tolerances.MARGIN * limit.floor()),
                        incumbent,
                        Optional.empty(),
                        balls.nodes());
            case DisjunctSearch.Finding.Near near -> below(near.witness());
            case DisjunctSearch.Finding.Blurred _ ->
                Claims.bracket(problem.norm(), balls, incumbent, Optional.of(Outcome.Stop.SOLVER));
            case DisjunctSearch.Finding.Open open ->
                Claims.bracket(problem.norm(), balls, incumbent, Optional.of(open.reason()));
        };
    }

    private Outcome below(Witness witness) {
        Optional<Witness> best = Optional.of(witness);
        Outcome bracket = Claims.bracket(problem.norm(), balls, best, Optional.empty());
        return new Outcome(
                Outcome.Verdict.BELOW, bracket.lower(), bracket.lowerBy(), best, Optional.empty(), balls.nodes());
    }
}
