package io.github.relucert.milp;

import com.google.ortools.linearsolver.MPModelProto;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPSolverParameters.DoubleParam;
import com.google.ortools.linearsolver.MPVariable;
import io.github.relucert.engine.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SCIP through OR-Tools. One call owns one native solver from its creation to {@code delete()}; calls on several threads do not
 * disturb each other.
 */
final class Scip {
    private static final int POLL_MILLISECONDS = 20;

    private static final int PROBE_NODES = 200;

    /**
     * Cuts, restarts, conflict analysis and the heuristics that solve programs of their own cost more than they bring here: the
     * attack has found a good point before, and most programs have no solution. Left to itself SCIP takes Ctrl-C away from the Java
     * process and answers it on standard output.
     */
    private static final String TUNED = """
            misc/catchctrlc = FALSE
            numerics/feastol = 1e-9
            limits/memory = 4096
            separating/maxrounds = 0
            separating/maxroundsroot = 0
            presolving/maxrestarts = 0
            conflict/enable = FALSE
            heuristics/alns/freq = -1
            heuristics/crossover/freq = -1
            heuristics/feaspump/freq = -1
            heuristics/gins/freq = -1
            heuristics/rens/freq = -1
            heuristics/rins/freq = -1
            """;

    /** SCIP gives up on some programs whose linear relaxations it cannot solve to so small a tolerance. */
    private static final String STEADY =
            TUNED.replace("feastol = 1e-9", "feastol = 1e-8") + "randomization/randomseedshift = 1\n";

    /** The last resort: the program as it was written, without SCIP's own reformulation of it. */
    private static final String PLAIN = STEADY + "presolving/maxrounds = 0\npropagating/maxroundsroot = 0\n";

    private Scip() {}

    /** How long to search. */
    enum Effort {
        /** Until the minimum is known. */
        MINIMUM(""),
        /** Until there is a solution, or certainly none. */
        SOLUTION("limits/solutions = 1\n"),
        /** The same, but at most {@link #PROBE_NODES} nodes. */
        PROBE("limits/solutions = 1\nlimits/nodes = " + PROBE_NODES + "\n");

        private final String parameters;

        Effort(String parameters) {
            this.parameters = parameters;
        }
    }

    /**
     * Minimises a program. Should SCIP fail, it gets two more chances: with a larger tolerance and on another path, then
     * without presolving.
     *
     * @throws IllegalStateException when SCIP refuses the program or a parameter
     */
    static ScipAnswer solve(Program program, Effort effort, StopSignal stop) {
        NativeSolvers.load();
        Optional<Outcome.Stop> early = stop.reason();
        if (early.isPresent()) {
            return new ScipAnswer.Stopped(early.get(), Double.NEGATIVE_INFINITY, 0);
        }
        MPModelProto model = program.toModel();
        ScipAnswer answer = solve(model, TUNED, effort, stop);
        for (String calmer : List.of(STEADY, PLAIN)) {
            answer = answer instanceof ScipAnswer.Failed ? solve(model, calmer, effort, stop) : answer;
        }
        return answer;
    }

    private static ScipAnswer solve(MPModelProto model, String parameters, Effort effort, StopSignal stop) {
        MPSolver solver = MPSolver.createSolver("SCIP");
        MPSolverParameters options = new MPSolverParameters();
        try {
            String complaint = solver.loadModelFromProto(model);
            if (!complaint.isEmpty() || !solver.setSolverSpecificParametersAsString(parameters + effort.parameters)) {
                throw new IllegalStateException("SCIP refuses a program or a parameter: " + complaint);
            }
            options.setDoubleParam(DoubleParam.RELATIVE_MIP_GAP, 0);
            solver.setTimeLimit(stop.millisecondsLeft());
            return read(solver, solveWatched(solver, options, stop), effort, stop);
        } finally {
            options.delete();
            solver.delete();
        }
    }

    /** An interrupt reaches SCIP only once it is under way, so it is repeated until SCIP returns. */
    private static MPSolver.ResultStatus solveWatched(MPSolver solver, MPSolverParameters options, StopSignal stop) {
        CountDownLatch done = new CountDownLatch(1);
        CompletableFuture<Void> watch = CompletableFuture.runAsync(
                () -> {
                    while (!awaited(done)) {
                        if (stop.reason().isPresent()) {
                            solver.interruptSolve();
                        }
                    }
                },
                run -> Thread.ofPlatform().daemon().name("scip-watch").start(run));
        try {
            return solver.solve(options);
        } finally {
            done.countDown();
            watch.join();
        }
    }

    private static boolean awaited(CountDownLatch done) {
        try {
            return done.await(POLL_MILLISECONDS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private static ScipAnswer read(MPSolver solver, MPSolver.ResultStatus status, Effort effort, StopSignal stop) {
        long nodes = solver.nodes();
        return switch (status) {
            case INFEASIBLE -> new ScipAnswer.Infeasible(nodes);
            case OPTIMAL, FEASIBLE ->
                solution(
                        Arrays.stream(solver.variables())
                                .mapToDouble(MPVariable::solutionValue)
                                .toArray(),
                        solver.objective().value(),
                        solver.objective().bestBound(),
                        status == MPSolver.ResultStatus.OPTIMAL,
                        nodes);
            case NOT_SOLVED -> stopped(stop, solver.objective().bestBound(), nodes);
            case ABNORMAL -> {
                if (effort == Effort.PROBE && nodes >= PROBE_NODES - 1) {
                    yield new ScipAnswer.Hard(nodes);
                }
                yield stop.reason().isPresent()
                        ? stopped(stop, solver.objective().bestBound(), nodes)
                        : new ScipAnswer.Failed(status.toString(), nodes);
            }
            case UNBOUNDED, MODEL_INVALID -> new ScipAnswer.Failed(status.toString(), nodes);
        };
    }

    private static ScipAnswer solution(double[] values, double objective, double bound, boolean settled, long nodes) {
        boolean usable = Double.isFinite(objective)
                && !Double.isNaN(bound)
                && Arrays.stream(values).allMatch(Double::isFinite);
        return usable
                ? new ScipAnswer.Solution(values, objective, Math.min(bound, objective), settled, nodes)
                : new ScipAnswer.Failed("a solution with objective " + objective + " and bound " + bound, nodes);
    }

    /** SCIP's own clock may end a moment before ours. */
    private static ScipAnswer stopped(StopSignal stop, double bound, long nodes) {
        double known = Double.isNaN(bound) ? Double.NEGATIVE_INFINITY : bound;
        return new ScipAnswer.Stopped(stop.reason().orElse(Outcome.Stop.TIMEOUT), known, nodes);
    }
}
