package io.github.relucert.search;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.Outcome;
import io.github.relucert.engine.Outcome.Proved;
import io.github.relucert.engine.Outcome.Stop;
import io.github.relucert.engine.Outcome.Verdict;
import io.github.relucert.engine.ProofBody;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.search.TreeSearch.Goal;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.util.Optional;
import java.util.function.Function;

/** One question in its three forms, from tree to checked proof. */
final class ProvedSearch {
    /** What the checker's rounding may cost of a lower end. */
    private static final double SLACK = 3e-10;

    /** Leaves whose value exceeds the lower end by less than this part of it leave no room for rounding. */
    private static final double NARROW = 2e-9;

    /** The share of the time that a search may take; the rest is for checking. */
    private static final double SEARCH_SHARE = 0.6;

    /** The share of the time left that the proof of the very radius may take; the rest is for a proof with a gap. */
    private static final double EXACT_SHARE = 0.5;

    /** The part of a lower end that is proved first where time is short. */
    private static final double POOR = 0.5;

    /** Balls that are larger than what is proved by less than this factor are not tried. */
    private static final double NEAR = 1.03;

    /** The share of the time left that a try on a smaller ball may take. */
    private static final double TRY_SHARE = 0.25;

    private static final int MOST_TRIES = 40;

    private static final int MOST_ROUNDS = 20;

    /** The part of the first-order estimate that a glance begins with, and how it goes on. */
    private static final double GLANCE = 0.5;

    private static final double SHRINKING = 0.25;

    private static final int MOST_GLANCES = 4;

    /** Ends closer than this part of the upper one are closed. */
    private static final double CLOSED = 1e-9;

    /** Lower ends that are tried one after the other when the checker rejects what cannot be split. */
    private static final double[] RETREATS = {1, 1 - 1e-8, 1 - 1e-6, 1 - 1e-3, 0.9};

    private final Problem problem;
    private final CompiledNetwork compiled;
    private final int threads;
    private final StopSignal stop;
    private final Function<Question, NodeExpander> expanders;
    private final CheckingTime checking;
    private final Stopwatch watch;
    private final long start = System.nanoTime();
    private long nodes;

    ProvedSearch(
            Problem problem,
            CompiledNetwork compiled,
            int threads,
            StopSignal stop,
            Function<Question, NodeExpander> expanders,
            Stopwatch watch) {
        this.problem = problem;
        this.compiled = compiled;
        this.threads = threads;
        this.stop = stop;
        this.expanders = expanders;
        this.checking = new CheckingTime(stop);
        this.watch = watch;
    }

    /** A lower end, proved where it is positive. */
    private record Lower(Radius radius, Optional<ProofBody> body) {
        boolean isBelow(Lower other) {
            return radius.compareTo(other.radius) < 0;
        }
    }

    private TreeSearch tree(Goal goal, Optional<Witness> incumbent, double ball) {
        Question question = Question.of(problem, compiled, goal == Goal.ANYWHERE);
        return new TreeSearch(question, goal, incumbent, ball, threads, expanders, watch);
    }

    /** What the bounds at the top of a tree prove: of balls that shrink from one that may well be too large, the first that gives anything. */
    Optional<Outcome> glance(double estimate) {
        double ball = GLANCE * estimate;
        for (int k = 0; k < MOST_GLANCES && stop.reason().isEmpty() && Double.isFinite(ball); k++) {
            try (TreeSearch search = tree(Goal.WITHIN, Optional.empty(), ball)) {
                // No time to branch.
                Optional<Stop> stopped = search.run(stop.within(0));
                nodes += search.tree().size();
                Lower lower = search.incumbent().isEmpty()
                        ? proved(search, Math.min(ball, search.leastValue()), stopped)
                        : nothing();
                if (lower.body().isPresent()) {
                    // Nobody asked for more than the time that a glance takes.
                    Stop end = stop.reason().orElse(Stop.TIMEOUT);
                    return Optional.of(bracket(lower, Optional.empty(), Optional.of(end)));
                }
            }
            ball *= SHRINKING;
        }
        return Optional.empty();
    }

    /** The least distance, given a witness. */
    Outcome radius(Witness incumbent) {
        try (TreeSearch search =
                tree(Goal.LEAST, Optional.of(incumbent), incumbent.distance().ceiling())) {
            Optional<Stop> stopped = search.run(stop.within(SEARCH_SHARE));
            Lower lower = lower(search, stopped);
            nodes += search.tree().size();
            Witness witness = search.incumbent().orElse(incumbent);
            double upper = witness.distance().ceiling();
            if (stopped.isPresent()) {
                lower = onSmallerBalls(lower, upper);
            }
            boolean isClosed = lower.radius().floor() >= upper * (1 - CLOSED);
            return bracket(lower, Optional.of(witness), isClosed ? stopped : stopped.or(() -> unproved()));
        }
    }

    /** The very radius, or what can be proved of it. Where much of the time is gone, the gap is closed last: nothing that is proved is lost. */
    private Lower lower(TreeSearch search, Optional<Stop> stopped) {
        if (stopped.isPresent()) {
            return proved(search, search.leastValue(), stopped);
        }
        if (isLate()) {
            Lower lower = proved(search, search.leastValue(), stopped);
            return lower.body().isPresent() ? exact(search, stop).orElse(lower) : lower;
        }
        return exact(search, stop.within(EXACT_SHARE)).orElseGet(() -> proved(search, search.leastValue(), stopped));
    }

    private Optional<Lower> exact(TreeSearch search, StopSignal end) {
        return watch.measure(Stopwatch.Part.ZERO_GAP, () -> new ZeroGap(search, threads, end).prove())
                .map(proof -> new Lower(proof.radius(), Optional.of(proof.body())));
    }

    /** Why what the search found is not proved. */
    private Optional<Stop> unproved() {
        return Optional.of(stop.reason().orElse(Stop.SOLVER));
    }

    /** Whether an unsafe point lies in the closed ball. */
    Outcome upTo(Radius asked, Optional<Witness> incumbent) {
        if (incumbent.isPresent() && incumbent.get().distance().compareTo(asked) <= 0) {
            return below(incumbent.get());
        }
        try (TreeSearch search = tree(Goal.WITHIN, incumbent, asked.ceiling())) {
            Optional<Stop> stopped = search.run(stop.within(SEARCH_SHARE));
            Optional<ProofBody> body = stopped.isEmpty() && !search.isFinished()
                    ? accepted(search, new Assertion.RobustAt(asked))
                    : Optional.empty();
            nodes += search.tree().size();
            Optional<Witness> witness = search.incumbent();
            if (witness.isPresent() && witness.get().distance().compareTo(asked) <= 0) {
                return below(witness.get());
            }
            if (body.isPresent()) {
                return new Outcome(Verdict.ABOVE, asked, new Proved(body), witness, stopped, nodes);
            }
            Lower lower = proved(search, Math.min(search.leastValue(), asked.floor()), stopped);
            return bracket(lower, witness, stopped.or(() -> unproved()));
        }
    }

    private Outcome below(Witness witness) {
        Radius zero = new Radius(problem.norm(), Rational.ZERO);
        return new Outcome(Verdict.BELOW, zero, new Proved(), Optional.of(witness), Optional.empty(), nodes);
    }

    /** The least distance where no witness is known: first whether there is any. */
    Outcome anywhere() {
        return isBounded() ? inBox() : onLargerBalls();
    }

    private boolean isBounded() {
        return problem.domain().lower().stream().allMatch(Rational::isFinite)
                && problem.domain().upper().stream().allMatch(Rational::isFinite);
    }

    private Outcome inBox() {
        Outcome any = existence();
        return switch (any.verdict()) {
            case BELOW -> radius(any.witness().orElseThrow());
            case NONE -> any;
            case ABOVE, BRACKET -> bracket(onSmallerBalls(nothing(), reach()), Optional.empty(), any.stopped());
        };
    }

    /** Whether a bounded domain holds any unsafe point; the first one found settles it. */
    Outcome existence() {
        try (TreeSearch search = tree(Goal.ANYWHERE, Optional.empty(), Double.POSITIVE_INFINITY)) {
            Optional<Stop> stopped = search.run(stop.within(SEARCH_SHARE));
            Optional<ProofBody> body = stopped.isEmpty() && !search.isFinished()
                    ? accepted(search, new Assertion.NoUnsafePoint())
                            .or(() -> exact(search, stop).flatMap(Lower::body))
                    : Optional.empty();
            nodes += search.tree().size();
            if (search.incumbent().isPresent()) {
                return below(search.incumbent().get());
            }
            if (body.isPresent()) {
                Radius none = new Radius(problem.norm(), Rational.POSITIVE_INFINITY);
                return new Outcome(Verdict.NONE, none, new Proved(body), Optional.empty(), stopped, nodes);
            }
            return bracket(nothing(), Optional.empty(), stopped.or(() -> unproved()));
        }
    }

    /** The distance of the domain's farthest corner. */
    private double reach() {
        double total = 0;
        for (int k = 0; k < problem.centre().size(); k++) {
            Rational down =
                    problem.centre().get(k).subtract(problem.domain().lower().get(k));
            Rational up =
                    problem.domain().upper().get(k).subtract(problem.centre().get(k));
            double step = down.max(up).doubleCeiling();
            total = switch (problem.norm()) {
                case LINF -> Math.max(total, step);
                case L2 -> Math.hypot(total, step);
                case L1 -> total + step;
            };
        }
        return total;
    }

    /**
     * Searches balls between one that is proved and one that was too large, the middle one each time; as long as none is proved, the half
     * of the one that failed. A search over a smaller ball has tighter bounds from its root on.
     *
     * @param known what is proved
     * @param top a radius that was too large
     * @return the largest lower end that was proved
     */
    private Lower onSmallerBalls(Lower known, double top) {
        Lower best = known;
        double failed = top;
        for (int k = 0; k < MOST_TRIES && stop.reason().isEmpty(); k++) {
            double proved = best.radius().floor();
            double ball = proved > 0 ? proved / 2 + failed / 2 : failed / 2;
            if (!(ball > proved * NEAR) || !(ball < failed)) {
                break;
            }
            try (TreeSearch search = tree(Goal.WITHIN, Optional.empty(), ball)) {
                Optional<Stop> stopped = search.run(stop.within(TRY_SHARE));
                nodes += search.tree().size();
                Lower smaller = search.incumbent().isEmpty()
                        ? proved(search, Math.min(ball, search.leastValue()), stopped)
                        : nothing();
                boolean isHigher = best.isBelow(smaller);
                best = isHigher ? smaller : best;
                failed = isHigher && stopped.isEmpty() ? failed : ball;
            }
        }
        return best;
    }

    /** Doubles a ball until a witness is found, time ends, or the ball is so large that doubles mean little there. */
    private Outcome onLargerBalls() {
        Lower best = nothing();
        double ball = 1;
        Optional<Stop> reason = Optional.of(Stop.SOLVER);
        for (int k = 0; k < MOST_TRIES && stop.reason().isEmpty(); k++) {
            try (TreeSearch search = tree(Goal.WITHIN, Optional.empty(), ball)) {
                Optional<Stop> stopped = search.run(stop.within(POOR));
                nodes += search.tree().size();
                if (search.incumbent().isPresent()) {
                    return radius(search.incumbent().get());
                }
                if (stopped.isPresent()) {
                    reason = stopped;
                    break;
                }
                best = proved(search, Math.min(ball, search.leastValue()), stopped);
            }
            ball *= 2;
        }
        if (best.body().isEmpty()) {
            best = onSmallerBalls(nothing(), ball);
        }
        Optional<Stop> gaveUp = reason;
        return bracket(best, Optional.empty(), stop.reason().or(() -> gaveUp));
    }

    private Lower nothing() {
        return new Lower(new Radius(problem.norm(), Rational.ZERO), Optional.empty());
    }

    /** The proof of an assertion about the whole ball or box of a search that has closed its tree. */
    private Optional<ProofBody> accepted(TreeSearch search, Assertion assertion) {
        Certification certification = search.certification(Double.POSITIVE_INFINITY, threads, checking);
        return afterSplitting(
                search, certification, assertion, certification.certify(assertion), Double.POSITIVE_INFINITY);
    }

    /**
     * Splits further what the checker rejects, and asks again, as long as there is something to split.
     *
     * @param first what came of the first check
     * @param distance that the assertion needs
     */
    private Optional<ProofBody> afterSplitting(
            TreeSearch search,
            Certification certification,
            Assertion assertion,
            Certification.Result first,
            double distance) {
        Certification.Result result = first;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            switch (result) {
                case Certification.Accepted(ProofBody body) -> {
                    return Optional.of(body);
                }
                case Certification.Undecided() -> {
                    return Optional.empty();
                }
                case Certification.Rejected(var rejected) -> {
                    if (!search.reopen(rejected, distance, stop)) {
                        return Optional.empty();
                    }
                    result = certification.certify(assertion);
                }
            }
        }
        return result.body();
    }

    /** The largest lower end up to a value of the tree that the checker accepts, in the time that there is. */
    private Lower proved(TreeSearch search, double value, Optional<Stop> stopped) {
        Certification certification = search.certification(value * (1 + NARROW), threads, checking);
        search.tree().decideExactly(value * (1 + NARROW));
        // Where little time is left, what is cheap to check comes first.
        Lower best = stopped.isPresent() || isLate() ? coarse(search, value) : nothing();
        for (double retreat : RETREATS) {
            double length = value * (1 - SLACK) * retreat;
            if (!(length > best.radius().floor())
                    || (retreat < 1 && stop.reason().isPresent())) {
                break;
            }
            Radius radius = Radius.ofLength(problem.norm(), Rational.of(length));
            Assertion assertion = new Assertion.RadiusAtLeast(radius);
            Certification.Result result = certification.certify(assertion);
            if (result.body().isEmpty() && best.body().isEmpty()) {
                // Splitting may use up the time.
                best = coarse(search, length);
            }
            Optional<ProofBody> body = afterSplitting(search, certification, assertion, result, length);
            if (body.isPresent()) {
                return new Lower(radius, body);
            }
            double least = search.leastValue();
            if (least < value && stop.reason().isEmpty()) {
                // What was split held a nearer point than the search had known.
                Lower nearer = proved(search, least, stopped);
                return nearer.isBelow(best) ? best : nearer;
            }
        }
        return best;
    }

    /** Whether more than half of the time is gone. */
    private boolean isLate() {
        long now = System.nanoTime();
        return now - start > stop.deadline() - now;
    }

    /** Half of a lower end, by the top of the tree alone where that suffices. */
    private Lower coarse(TreeSearch search, double value) {
        double length = POOR * value;
        if (!(length > 0)) {
            return nothing();
        }
        Radius radius = Radius.ofLength(problem.norm(), Rational.of(length));
        Optional<ProofBody> body = search.certification(length * (1 + NARROW), threads, checking)
                .certify(new Assertion.RadiusAtLeast(radius))
                .body();
        return body.isPresent() ? new Lower(radius, body) : nothing();
    }

    private Outcome bracket(Lower lower, Optional<Witness> witness, Optional<Stop> stopped) {
        return new Outcome(Verdict.BRACKET, lower.radius(), new Proved(lower.body()), witness, stopped, nodes);
    }
}
