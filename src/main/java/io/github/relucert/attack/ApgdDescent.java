package io.github.relucert.attack;

import io.github.relucert.specification.Norm;
import java.util.Arrays;
import java.util.Optional;

/**
 * Trajectories of Auto-PGD in one ball; the papers are named in {@link Apgd}. In l1 one begins in a ball of three times the radius, goes on from its
 * best point in one of twice the radius and ends in the ball itself ("Mind the box"): most of what a sparse
 * step could reach lies outside, so that the way inside is short of directions at first.
 */
final class ApgdDescent {
    private static final double MOMENTUM = 0.75;
    private static final double OSCILLATION = 0.75;
    private static final double FIRST_CHECK = 0.22;
    private static final double CHECK_SHORTENING = 0.03;
    private static final double LEAST_CHECK = 0.06;
    private static final double SPARSE_CHECK = 0.04;
    private static final double SPARSITY_FALL = 0.95;
    private static final double SPARSITY_DIVISOR = 1.5;
    private static final double LEAST_SPARSE_STEP = 0.1;
    private static final double[] RADII = {3, 2, 1};
    private static final double[] SHARES = {0.3, 0.3, 0.4};

    private final BallRun run;
    private final double radius;
    private final Loss loss;
    private final int steps;
    private final boolean sparse;
    private final PerturbationBall ball;
    private final double[] centre;
    private final double[][] gradient;

    private double[] x;
    private double[] previous;
    private double[] best;
    private double[] bestGradient;
    private double bestLoss;
    private double step;
    private double checkedLoss;
    private boolean halved;
    private int falls;
    private double share;
    private int moved;
    private Optional<double[]> outside = Optional.empty();

    /** @param radius of the ball to stay in; an unsafe point ends the trajectory only where it lies in the run's ball */
    private ApgdDescent(BallRun run, double radius, double[] start, Loss loss, int steps) {
        this.run = run;
        this.radius = radius;
        this.loss = loss;
        this.steps = steps;
        this.sparse = run.target().problem().norm() == Norm.L1;
        this.ball = new PerturbationBall(run.target(), radius);
        this.centre = run.target().centre();
        this.gradient = new double[1][centre.length];
        this.x = start;
        this.previous = start.clone();
        this.best = start.clone();
        this.bestGradient = new double[centre.length];
        this.bestLoss = Double.POSITIVE_INFINITY;
        this.checkedLoss = Double.POSITIVE_INFINITY;
        this.halved = true;
        this.step = sparse ? radius : 2 * radius;
        this.moved = movedInBest();
        this.share = moved / (SPARSITY_DIVISOR * centre.length);
    }

    /** The first unsafe point of a trajectory from a random start; in l1, when the ball itself has none, the last one of the larger balls. */
    static Optional<double[]> from(BallRun run, Loss loss, int steps) {
        return run.target().problem().norm() == Norm.L1
                ? inShrinkingBalls(run, loss, steps)
                : new ApgdDescent(run, run.radius(), run.ball().random(run.random()), loss, steps).search();
    }

    private static Optional<double[]> inShrinkingBalls(BallRun run, Loss loss, int steps) {
        double[] x = noise(run);
        Optional<double[]> outside = Optional.empty();
        for (int stage = 0; stage < RADII.length; stage++) {
            double radius = RADII[stage] * run.radius();
            new PerturbationBall(run.target(), radius).project(x);
            ApgdDescent descent =
                    new ApgdDescent(run, radius, x, loss, Math.max((int) Math.round(SHARES[stage] * steps), 1));
            Optional<double[]> hit = descent.search();
            if (hit.isPresent()) {
                return hit;
            }
            outside = descent.outside.isPresent() ? descent.outside : outside;
            x = descent.best.clone();
        }
        return outside;
    }

    /** Much longer than the radius, so that what projection leaves of it is sparse. */
    private static double[] noise(BallRun run) {
        double[] x = run.target().centre().clone();
        for (int i = 0; i < x.length; i++) {
            x[i] += run.target().unit() * run.random().nextGaussian();
        }
        return x;
    }

    private Optional<double[]> search() {
        int period = Math.max((int) ((sparse ? SPARSE_CHECK : FIRST_CHECK) * steps), 1);
        int since = 0;
        double before = Double.POSITIVE_INFINITY;
        for (int k = 0; k <= steps; k++) {
            if (!run.evaluations().allows(1)) {
                return Optional.empty();
            }
            run.evaluations().forward(new double[][] {x}, 1);
            if (run.evaluations().margin(0) <= 0) {
                if (radius == run.radius() || run.target().distance(x) <= run.radius()) {
                    return Optional.of(x);
                }
                outside = Optional.of(x.clone());
            }
            double now = loss.at(run.evaluations().values(0));
            run.evaluations().gradients(loss, 1, gradient);
            falls += now < before ? 1 : 0;
            before = now;
            if (now < bestLoss) {
                bestLoss = now;
                best = x.clone();
                bestGradient = gradient[0].clone();
            }
            checkedLoss = k == 0 ? now : checkedLoss;
            if (k > 0 && ++since == period) {
                check(period);
                since = 0;
                falls = 0;
                period = sparse
                        ? period
                        : Math.max(
                                period - Math.max((int) (CHECK_SHORTENING * steps), 1),
                                Math.max((int) (LEAST_CHECK * steps), 1));
            }
            if (k < steps) {
                move(k == 0 ? 1 : MOMENTUM);
            }
        }
        return Optional.empty();
    }

    /** Goes back to the best point with a smaller step where the loss hardly fell, or in l1 where the best point became sparser. */
    private void check(int period) {
        boolean back;
        if (sparse) {
            int now = movedInBest();
            back = now < SPARSITY_FALL * moved;
            share = now / (SPARSITY_DIVISOR * centre.length);
            step = back ? radius : Math.max(step / SPARSITY_DIVISOR, LEAST_SPARSE_STEP * radius);
            moved = now;
        } else {
            back = falls <= OSCILLATION * period || (!halved && bestLoss >= checkedLoss);
            step = back ? step / 2 : step;
            halved = back;
            checkedLoss = bestLoss;
        }
        if (back) {
            x = best.clone();
            System.arraycopy(bestGradient, 0, gradient[0], 0, centre.length);
        }
    }

    private int movedInBest() {
        int count = 0;
        for (int i = 0; i < centre.length; i++) {
            count += best[i] != centre[i] ? 1 : 0;
        }
        return count;
    }

    private void move(double weight) {
        double[] next = x.clone();
        if (sparse) {
            sparseStep(next);
            ball.project(next);
        } else {
            double[] direction = gradient[0].clone();
            Fgsm.direct(run.target().problem().norm(), direction);
            for (int i = 0; i < next.length; i++) {
                next[i] -= step * direction[i];
            }
            ball.project(next);
            for (int i = 0; i < next.length; i++) {
                next[i] = x[i] + weight * (next[i] - x[i]) + (1 - weight) * (x[i] - previous[i]);
            }
            ball.project(next);
        }
        previous = x;
        x = next;
    }

    /** The signs of the share of coordinates with the largest gradient, the step shared among them. */
    private void sparseStep(double[] next) {
        double[] sizes = new double[next.length];
        Arrays.setAll(sizes, i -> Math.abs(gradient[0][i]));
        Arrays.sort(sizes);
        double least = sizes[Math.clamp((long) ((1 - share) * sizes.length), 0, sizes.length - 1)];
        int count = 0;
        for (double g : gradient[0]) {
            count += g != 0 && Math.abs(g) >= least ? 1 : 0;
        }
        for (int i = 0; i < next.length; i++) {
            double g = gradient[0][i];
            next[i] -= g != 0 && Math.abs(g) >= least ? step / count * Math.signum(g) : 0;
        }
    }
}
