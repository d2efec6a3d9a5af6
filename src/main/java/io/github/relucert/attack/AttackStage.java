package io.github.relucert.attack;

import io.github.relucert.certificate.Witness;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The upper bound that every engine starts from: gradient descent and random points in balls, drawn to the boundary, polished on
 * their activation cells, in rounds over smaller and smaller balls, and the best one repaired to an exact witness.
 *
 * <p>The answer is a function of problem and seed as long as time does not run out; how far the search gets in a given time
 * depends on the machine.
 */
public final class AttackStage {
    private static final int BATCH = 64;
    private static final int STARTS = 6;
    private static final int STEPS = 10;
    private static final int RANDOM_BATCHES = 2;
    private static final int DOUBLINGS = 50;
    private static final int POLISHED_A_ROUND = 6;
    private static final int POLISHED_MISSES = 2;
    private static final double[] SHRINKING = {0.98, 0.9, 0.8, 0.995};
    private static final double DETOUR = 1.1;
    private static final int FRUITLESS = 3;

    private final AttackTarget target;
    private final BooleanSupplier stopped;
    private final Evaluations evaluations;
    private final GradientDescent descent;
    private final CellPolish polish;
    private final SplittableRandom random;
    private Optional<CellPoint> best = Optional.empty();
    private Optional<double[]> unpolished = Optional.empty();

    private AttackStage(AttackTarget target, long seed, BooleanSupplier stopped) {
        this.target = target;
        this.stopped = stopped;
        this.evaluations = new Evaluations(target, BATCH, Long.MAX_VALUE / 4, stopped);
        this.descent = new GradientDescent(target, evaluations);
        this.polish = new CellPolish(target, stopped);
        this.random = new SplittableRandom(seed);
    }

    /**
     * Searches for a near unsafe point.
     *
     * @param time wall-clock time after which the best point so far is repaired and returned
     * @return empty when none was found, which proves nothing
     */
    public static Optional<Witness> run(Problem problem, CompiledNetwork network, long seed, Duration time) {
        return run(problem, network, seed, time, () -> false);
    }

    /**
     * The same for somebody who may not want to wait.
     *
     * @param cancelled polled; once true the best point so far is repaired and returned
     */
    public static Optional<Witness> run(
            Problem problem, CompiledNetwork network, long seed, Duration time, BooleanSupplier cancelled) {
        if (problem.isUnsafe(problem.centre())) {
            return Optional.of(Witness.at(problem, problem.centre()));
        }
        AttackTarget target = new AttackTarget(problem, network);
        if (target.disjuncts() == 0) {
            return Optional.empty();
        }
        long end = System.nanoTime() + time.toNanos();
        AttackStage stage = new AttackStage(target, seed, () -> cancelled.getAsBoolean() || System.nanoTime() >= end);
        stage.search();
        return stage.repaired();
    }

    private double distance() {
        double polished = best.map(CellPoint::distance).orElse(Double.POSITIVE_INFINITY);
        return Math.min(polished, unpolished.map(target::distance).orElse(Double.POSITIVE_INFINITY));
    }

    private void search() {
        Linearisation linear = new Linearisation(target, evaluations);
        double radius = linear.radius();
        boolean whole = false;
        for (int k = 0; k < DOUBLINGS && !whole && distance() == Double.POSITIVE_INFINITY; k++) {
            whole = new PerturbationBall(target, radius).coversDomain();
            round(radius, linear.order());
            radius *= 2;
        }
        int fruitless = 0;
        for (int round = 0; fruitless < FRUITLESS && distance() < Double.POSITIVE_INFINITY; round++) {
            double before = distance();
            round(SHRINKING[round % SHRINKING.length] * before, linear.order());
            fruitless = distance() < before * (1 - 1e-6) && !stopped.getAsBoolean() ? 0 : fruitless + 1;
        }
    }

    /** Collects boundary points from one ball and polishes the nearest few, and the most promising of the others. */
    private void round(double radius, List<Integer> order) {
        List<double[]> found = new ArrayList<>();
        List<double[]> missed = new ArrayList<>();
        PerturbationBall ball = new PerturbationBall(target, radius);
        List<GradientDescent.Start> starts = new ArrayList<>();
        double[] first = best.map(CellPoint::point).orElse(target.centre());
        for (int start = 0; start < STARTS; start++) {
            for (int disjunct : order) {
                starts.add(new GradientDescent.Start(start == 0 ? first : ball.random(random), disjunct));
            }
        }
        for (int from = 0; from < starts.size(); from += BATCH) {
            List<GradientDescent.Start> batch = starts.subList(from, Math.min(from + BATCH, starts.size()));
            missed.addAll(descent.search(radius, batch, STEPS, hit -> draw(hit, found)));
        }
        for (int k = 0; k < RANDOM_BATCHES && evaluations.allowsForward(BATCH); k++) {
            randomPoints(ball, found);
        }
        found.sort(Comparator.comparingDouble(target::distance));
        if (!found.isEmpty()) {
            double[] x = found.getFirst();
            unpolished = unpolished
                            .filter(u -> target.distance(u) <= target.distance(x))
                            .isPresent()
                    ? unpolished
                    : Optional.of(x);
        }
        found.stream().limit(POLISHED_A_ROUND).forEach(this::polish);
        // Where the unsafe set is thin no trajectory meets it, but the cells that they end in still know it.
        record Miss(double[] point, double margin) {}
        missed.stream()
                .map(x -> new Miss(x, evaluations.margin(x)))
                .sorted(Comparator.comparingDouble(Miss::margin))
                .limit(POLISHED_MISSES)
                .forEach(miss -> polish(miss.point()));
    }

    /** From cells that are somewhat worse than the best point so far the way may still lead below it. */
    private void polish(double[] x) {
        double known = best.map(CellPoint::distance).orElse(Double.POSITIVE_INFINITY);
        best = polish.polish(x, DETOUR * known)
                .filter(p -> p.distance() < known)
                .or(() -> best);
    }

    private void draw(double[] unsafe, List<double[]> found) {
        BoundaryBisection.towardsCentre(target, evaluations, unsafe).ifPresent(found::add);
    }

    private void randomPoints(PerturbationBall ball, List<double[]> found) {
        double[][] points = new double[BATCH][];
        for (int p = 0; p < BATCH; p++) {
            points[p] = ball.random(random);
        }
        evaluations.forward(points, BATCH);
        List<double[]> unsafe = new ArrayList<>();
        for (int p = 0; p < BATCH; p++) {
            if (evaluations.margin(p) <= 0) {
                unsafe.add(points[p]);
            }
        }
        unsafe.forEach(x -> draw(x, found));
    }

    private Optional<Witness> repaired() {
        ExactRepair repair = new ExactRepair(target);
        Optional<Witness> polished = best.flatMap(repair::repair);
        // Both can be the same point up to rounding: then the polished one is usually exact and the other one is not.
        Optional<Witness> plain = unpolished
                .filter(x -> best.isEmpty() || target.distance(x) < best.get().distance() * (1 - 1e-12))
                .flatMap(x -> ExactPoints.confirmOnRay(target, x));
        return Stream.concat(polished.stream(), plain.stream()).min(Comparator.comparing(Witness::distance));
    }
}
