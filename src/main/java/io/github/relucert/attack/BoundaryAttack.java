package io.github.relucert.attack;

import io.github.relucert.specification.Norm;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Boundary attack: a random walk along the decision boundary, each step orthogonal to the direction to the centre and then a little towards
 * it. Only decisions are used; each is a forward pass and counts half an evaluation.
 *
 * <p>Reference: Brendel, Rauber and Bethge, "Decision-based adversarial attacks: reliable attacks against black-box machine learning models", 2018, arXiv
 * 1712.04248, algorithm 1 and section 2.4. Both steps are a tenth of the distance at first and are adapted by a factor 1.5 by the share of successes: that towards
 * the centre by the last 20 steps, both by the last 10 of the steps aside, every fifth of which is asked about by itself. (Foolbox looks at a tenth of the steps
 * and waits for 30 and 100 of them, so that a thousand evaluations hardly see an adaptation.) It ends when steps are below 1e-7 or after 25,000. It starts from the
 * nearest of ten unsafe points of noise in the domain, drawn to the boundary; its answer is within 1 % of where the walk is.
 *
 * @param steps most steps
 */
public record BoundaryAttack(int steps) implements Attack {
    private static final double CLEARLY = 0.99;
    private static final int STEPS = 25_000;
    private static final double FIRST_STEP = 0.1;
    private static final double ADAPTATION = 1.5;
    private static final double CONVERGED = 1e-7;
    private static final int STATISTICS_EVERY = 5;
    private static final int STARTS = 1000;
    private static final int UNSAFE_STARTS = 10;
    private static final int DOUBLING_EVERY = 4;
    private static final int MOST_DOUBLINGS = 60;

    /** At most 25,000 steps. */
    public BoundaryAttack() {
        this(STEPS);
    }

    /** @throws IllegalArgumentException when there is no step */
    public BoundaryAttack {
        if (steps < 1) {
            throw new IllegalArgumentException(steps + " steps");
        }
    }

    @Override
    public String name() {
        return "Boundary";
    }

    @Override
    public Set<Norm> norms() {
        return EnumSet.of(Norm.L2);
    }

    @Override
    public AttackResult run(AttackTarget target, AttackBudget budget) {
        target.requireNorm(this);
        Evaluations evaluations = new Evaluations(target, 1, budget.gradientEvaluations(), () -> false);
        Improvements improvements = new Improvements(target, evaluations);
        SplittableRandom random = new SplittableRandom(budget.seed());
        if (improvements.begin()) {
            start(target, evaluations, random)
                    .ifPresent(x -> new Walk(target, evaluations, improvements, random).from(x, steps));
        }
        return improvements.result();
    }

    /** Noise that is unsafe, drawn to the boundary, the nearest of some. Where the domain has no side the noise gets wider and wider. */
    private static Optional<double[]> start(AttackTarget target, Evaluations evaluations, SplittableRandom random) {
        Optional<double[]> best = Optional.empty();
        int unsafe = 0;
        for (int k = 0; k < STARTS && unsafe < UNSAFE_STARTS && evaluations.allowsForward(1); k++) {
            double reach = Math.scalb(target.unit(), Math.min(k / DOUBLING_EVERY, MOST_DOUBLINGS));
            double[] x = new double[target.size()];
            for (int i = 0; i < x.length; i++) {
                double low = Math.max(target.lower()[i], target.centre()[i] - reach);
                double high = Math.min(target.upper()[i], target.centre()[i] + reach);
                x[i] = low < high ? random.nextDouble(low, high) : low;
            }
            if (evaluations.margin(x) <= 0) {
                unsafe++;
                best = Stream.concat(best.stream(), BoundaryBisection.towardsCentre(target, evaluations, x).stream())
                        .min(Comparator.comparingDouble(target::distance));
            }
        }
        return best;
    }

    private record Walk(
            AttackTarget target, Evaluations evaluations, Improvements improvements, SplittableRandom random) {
        void from(double[] start, int steps) {
            double[] x = start;
            improvements.offerBelow(CLEARLY, x);
            double aside = FIRST_STEP;
            double inwards = FIRST_STEP;
            Successes asides = new Successes(10);
            Successes moves = new Successes(20);
            for (int step = 1; step <= steps && inwards >= CONVERGED && target.distance(x) > 0; step++) {
                double[] sphere = aside(x, aside);
                double[] candidate = inwards(x, sphere, inwards);
                if (!evaluations.allowsForward(1)) {
                    return;
                }
                boolean unsafe = evaluations.margin(candidate) <= 0;
                moves.add(unsafe);
                inwards *= moves.factor(0.1, 0.25);
                if (step % STATISTICS_EVERY == 0) {
                    if (!evaluations.allowsForward(1)) {
                        return;
                    }
                    asides.add(evaluations.margin(sphere) <= 0);
                    double factor = asides.factor(0.2, 0.5);
                    aside *= factor;
                    inwards *= factor;
                }
                if (unsafe && target.distance(candidate) < target.distance(x)) {
                    x = candidate;
                    improvements.offerBelow(CLEARLY, x);
                }
            }
        }

        /** A random step on the sphere around the centre. */
        private double[] aside(double[] x, double step) {
            double[] centre = target.centre();
            double distance = target.distance(x);
            double[] noise = new double[x.length];
            double along = 0;
            for (int i = 0; i < x.length; i++) {
                noise[i] = random.nextGaussian();
                along += noise[i] * (centre[i] - x[i]) / distance;
            }
            double total = 0;
            for (int i = 0; i < x.length; i++) {
                noise[i] -= along * (centre[i] - x[i]) / distance;
                total += noise[i] * noise[i];
            }
            double factor = total > 0 ? step * distance / Math.sqrt(total) : 0;
            double shrink = 1 / Math.sqrt(step * step + 1);
            double[] result = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                result[i] = centre[i] + shrink * (x[i] - centre[i] + factor * noise[i]);
            }
            return target.clamped(result);
        }

        /** From a point of the sphere towards the centre, to a distance that is smaller than the old one by the step. */
        private double[] inwards(double[] x, double[] sphere, double step) {
            double old = target.distance(x);
            double now = target.distance(sphere);
            return now > 0 ? BoundaryBisection.between(target, sphere, Math.max((1 - step) * old, 0) / now) : sphere;
        }
    }

    /** The last outcomes; when there are enough, a step grows or shrinks and counting begins anew. */
    private static final class Successes {
        private final boolean[] outcomes;
        private int count;

        Successes(int size) {
            this.outcomes = new boolean[size];
        }

        void add(boolean success) {
            outcomes[count++ % outcomes.length] = success;
        }

        double factor(double least, double most) {
            if (count < outcomes.length) {
                return 1;
            }
            double successes = 0;
            for (boolean outcome : outcomes) {
                successes += outcome ? 1.0 / outcomes.length : 0;
            }
            if (successes >= least && successes <= most) {
                return 1;
            }
            count = 0;
            return successes > most ? ADAPTATION : 1 / ADAPTATION;
        }
    }
}
