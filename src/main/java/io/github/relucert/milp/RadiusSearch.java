package io.github.relucert.milp;

import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.Outcome;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.util.Optional;

/**
 * The radius by balls: first the ball just inside the best witness; when that takes too long smaller balls, which are far cheaper
 * and raise the lower end on the way. Every nearer witness starts again with its own, smaller ball. Without a witness larger
 * and larger balls are looked through until one covers the domain.
 */
final class RadiusSearch {
    /** Share of the time left that a ball may take before smaller ones are tried. */
    private static final double SHARE = 0.35;

    /** From here on a smaller ball gains little, and the rest of the time goes to the last one. */
    private static final double NEARLY = 0.97;

    /** From one ball to the next while no witness is known. */
    private static final double GROWTH = 4;

    /** A domain without end is given up at this multiple of the first ball. */
    private static final double MOST_GROWTH = 0x1p24;

    /** Attempts to get past points that exist in floating point only. */
    private static final int MOST_BLURS = 6;

    /** Balls that the solver may give up on before the search does. */
    private static final int MOST_FAILURES = 8;

    private final Problem problem;
    private final BallSweep balls;
    private final StopSignal stop;
    private final double first;
    private final double covering;
    private Optional<Witness> best;
    private double cutoff = Tolerances.CUTOFF;
    private double tooHard = Double.POSITIVE_INFINITY;
    private int blurs;
    private int failures;
    private Optional<Outcome.Stop> stopped = Optional.empty();
    private boolean finished;

    RadiusSearch(Problem problem, BallSweep balls, Optional<Witness> incumbent, StopSignal stop) {
        this.problem = problem;
        this.balls = balls;
        this.stop = stop;
        this.best = incumbent;
        this.covering = Extent.covering(problem);
        this.first = Extent.first(problem);
    }

    /** Runs until the bracket is closed or a limit is met. */
    Outcome run() {
        while (!finished) {
            if (best.isPresent()) {
                closeIn(best.get());
            } else {
                lookFurther();
            }
        }
        return best.isEmpty() && balls.clearRadius() >= covering
                ? new Outcome(
                        Outcome.Verdict.NONE,
                        Claims.infinite(problem.norm()),
                        Claims.by(balls, 0),
                        best,
                        Optional.empty(),
                        balls.nodes())
                : Claims.bracket(problem.norm(), balls, best, stopped);
    }

    private void closeIn(Witness witness) {
        double inside = witness.distance().floor() * (1 - cutoff);
        double clear = balls.clearRadius();
        if (clear >= inside) {
            finished = true;
            return;
        }
        boolean all = tooHard <= inside && clear >= NEARLY * inside;
        double radius = all || tooHard > inside ? inside : (clear + tooHard) / 2;
        Radius wanted = Claims.length(problem.norm(), witness.distance().floor() * (1 - cutoff / 2));
        BallSweep.Task task = new BallSweep.Task(radius, wanted, UnsafeProgram.Aim.UNSAFE, best);
        follow(task, balls.sweep(task, all ? stop : stop.within(SHARE)));
    }

    private void lookFurther() {
        double clear = balls.clearRadius();
        if (clear >= Math.min(covering, MOST_GROWTH * first)) {
            finished = true;
            return;
        }
        double radius = Math.max(GROWTH * clear, first);
        boolean covers = radius >= covering;
        BallSweep.Task task = new BallSweep.Task(
                covers ? covering : radius,
                Claims.infinite(problem.norm()),
                covers ? UnsafeProgram.Aim.NEARLY_UNSAFE : UnsafeProgram.Aim.UNSAFE,
                best);
        follow(task, balls.sweep(task, stop));
    }

    private void follow(BallSweep.Task task, DisjunctSearch.Finding finding) {
        switch (finding) {
            case DisjunctSearch.Finding.Clear _ -> {}
            case DisjunctSearch.Finding.Near near -> best = Optional.of(near.witness());
            case DisjunctSearch.Finding.Blurred _ -> {
                cutoff *= 2;
                finished = ++blurs == MOST_BLURS || best.isEmpty();
                stopped = finished ? Optional.of(Outcome.Stop.SOLVER) : stopped;
            }
            case DisjunctSearch.Finding.Open open -> {
                boolean failed = open.reason() == Outcome.Stop.SOLVER && ++failures == MOST_FAILURES;
                finished =
                        stop.reason().isPresent() || failed || open.reason() == Outcome.Stop.MEMORY || best.isEmpty();
                stopped = finished ? Optional.of(stop.reason().orElse(open.reason())) : stopped;
                tooHard = task.radius();
            }
        }
    }
}
