package io.github.relucert.milp;

import io.github.relucert.attack.AttackTarget;
import io.github.relucert.attack.ExactRepair;
import io.github.relucert.bounds.Region;
import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.Outcome;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Looks through balls for unsafe points, disjunct by disjunct, and remembers for each disjunct the largest ball that was clear of
 * it. CROWN settles what it can; the others get a mixed-integer program each, the most promising first, on as many threads as
 * allowed.
 */
final class BallSweep {
    private final Problem problem;
    private final CompiledNetwork network;
    private final ExactRepair repair;
    private final int threads;
    private final double[] clear;
    private final Settler[] settlers;
    private final AtomicLong nodes = new AtomicLong();

    BallSweep(Problem problem, CompiledNetwork network, int threads) {
        this.problem = problem;
        this.network = network;
        this.repair = new ExactRepair(new AttackTarget(problem, network));
        this.threads = threads;
        this.clear = new double[problem.unsafe().disjuncts().size()];
        this.settlers = new Settler[clear.length];
        Arrays.fill(settlers, Settler.CROWN);
    }

    /**
     * What is looked for.
     *
     * @param radius of the ball
     * @param wanted only witnesses at most this far from the centre are of use
     * @param aim what counts as unsafe
     * @param near a witness at which the ball should be described well, for l2
     */
    record Task(double radius, Radius wanted, UnsafeProgram.Aim aim, Optional<Witness> near) {}

    /** The largest radius known to be clear of all disjuncts; infinite when there is no disjunct. */
    double clearRadius() {
        return Arrays.stream(clear).min().orElse(Double.POSITIVE_INFINITY);
    }

    /** On whose word {@link #clearRadius} rests. */
    Settler settler() {
        return Stream.of(settlers).reduce(Settler.CROWN, Settler::and);
    }

    /** Nodes of all search trees so far. */
    long nodes() {
        return nodes.get();
    }

    /** Looks through a ball until it is clear, a witness is found, or a limit is met. */
    DisjunctSearch.Finding sweep(Task task, StopSignal stop) {
        List<List<Condition>> disjuncts = problem.unsafe().disjuncts();
        int[] left = IntStream.range(0, clear.length)
                .filter(j -> clear[j] < task.radius())
                .toArray();
        Region region = Region.of(problem, task.radius());
        Screening screening = Screening.of(
                network, region, Arrays.stream(left).mapToObj(disjuncts::get).toList());
        if (!screening.isFinite()) {
            return new DisjunctSearch.Finding.Open(Outcome.Stop.SOLVER);
        }
        for (int k = 0; k < left.length; k++) {
            if (screening.least()[k] > 0) {
                settle(left[k], task.radius(), Settler.CROWN);
            }
        }
        RoundingErrors errors = RoundingErrors.over(network, region, screening.bounds());
        AtomicBoolean found = new AtomicBoolean();
        StopSignal signal = stop.or(found::get);
        List<CompletableFuture<DisjunctSearch.Finding>> findings;
        try (ExecutorService pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("milp-", 0).factory())) {
            findings = IntStream.range(0, left.length)
                    .filter(k -> !(screening.least()[k] > 0))
                    .boxed()
                    .sorted(Comparator.comparingDouble(k -> screening.least()[k]))
                    .map(k -> CompletableFuture.supplyAsync(
                            () -> {
                                DisjunctSearch.Finding finding =
                                        search(task, region, screening, errors, disjuncts.get(left[k]), signal);
                                switch (finding) {
                                    case DisjunctSearch.Finding.Clear(Settler by) -> settle(left[k], task.radius(), by);
                                    case DisjunctSearch.Finding.Near _ -> found.set(true);
                                    case DisjunctSearch.Finding.Blurred _, DisjunctSearch.Finding.Open _ -> {}
                                }
                                return finding;
                            },
                            pool))
                    .toList();
        }
        return findings.stream()
                .map(CompletableFuture::join)
                .max(Comparator.comparingInt(DisjunctSearch.Finding::urgency))
                .orElse(new DisjunctSearch.Finding.Clear(settler()));
    }

    private void settle(int disjunct, double radius, Settler by) {
        clear[disjunct] = radius;
        settlers[disjunct] = by;
    }

    private DisjunctSearch.Finding search(
            Task task,
            Region region,
            Screening screening,
            RoundingErrors errors,
            List<Condition> disjunct,
            StopSignal stop) {
        TangentBall tangents = new TangentBall(region);
        UnsafeProgram.Question question = new UnsafeProgram.Question(network, region, tangents, disjunct);
        DisjunctSearch search = new DisjunctSearch(
                question, task.aim(), screening.bounds(), repair, task.wanted(), errors.of(disjunct), stop);
        task.near().ifPresent(search::touch);
        DisjunctSearch.Finding finding = search.run();
        nodes.addAndGet(search.nodes());
        return finding;
    }
}
