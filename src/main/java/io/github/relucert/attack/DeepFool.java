package io.github.relucert.attack;

import io.github.relucert.specification.Norm;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * DeepFool: goes again and again to the nearest boundary of the linearised classifier, a little beyond it.
 *
 * <p>Reference: Moosavi-Dezfooli, Fawzi and Frossard, "DeepFool: a simple and accurate method to fool deep neural networks", 2016, arXiv
 * 1511.04599, algorithm 2 and its extension to other norms. As in Foolbox only the ten likeliest classes are looked at, the sum
 * of steps is overshot by 2 % and points are clipped to the domain (in l1 a coordinate at its side gives way to the next, as in SparseFool, arXiv 1811.02248); so the answer is within 2 % on a linear model whose domain does
 * not cut in. Every candidate class costs a backward pass a step.
 *
 * @param steps most steps; Foolbox's are 50
 * @param overshoot relative length by which the boundary is passed; the paper's is 0.02
 */
public record DeepFool(int steps, double overshoot) implements Attack {
    private static final int STEPS = 50;
    private static final double OVERSHOOT = 0.02;
    private static final int CANDIDATES = 10;
    private static final double STABILITY = 1e-4;

    /** Fifty steps that overshoot by 2 %. */
    public DeepFool() {
        this(STEPS, OVERSHOOT);
    }

    /** @throws IllegalArgumentException when there is no step or the overshoot is negative */
    public DeepFool {
        if (steps < 1 || !(overshoot >= 0)) {
            throw new IllegalArgumentException(steps + " steps that overshoot by " + overshoot);
        }
    }

    @Override
    public String name() {
        return "DeepFool";
    }

    @Override
    public AttackResult run(AttackTarget target, AttackBudget budget) {
        Evaluations evaluations = new Evaluations(target, 1, budget.gradientEvaluations(), () -> false);
        Improvements improvements = new Improvements(target, evaluations);
        if (improvements.begin()) {
            from(target, evaluations, target.centre()).ifPresent(improvements::offer);
        }
        return improvements.result();
    }

    /** The first unsafe point on the way from a point. */
    Optional<double[]> from(AttackTarget target, Evaluations evaluations, double[] start) {
        double[] sum = new double[start.length];
        double[] x = target.clamped(start);
        double[][] gradient = new double[1][start.length];
        List<Integer> candidates = List.of();
        for (int step = 0; step <= steps; step++) {
            if (!evaluations.allowsForward(1)) {
                return Optional.empty();
            }
            if (evaluations.margin(x) <= 0) {
                return Optional.of(x);
            }
            double[] values = evaluations.values(0);
            candidates = step == 0 ? likeliest(values) : candidates;
            if (step == steps || !evaluations.allowsForward(candidates.size())) {
                return Optional.empty();
            }
            double nearest = Double.POSITIVE_INFINITY;
            double[] move = new double[start.length];
            for (int disjunct : candidates) {
                evaluations.gradients(new Loss.Towards(disjunct), 1, gradient);
                if (target.problem().norm() == Norm.L1) {
                    leaveOutStuck(target, x, gradient[0]);
                }
                double dual = Linearisation.dualNorm(target, gradient[0]);
                double distance = Math.abs(values[disjunct]) / dual;
                if (dual > 0 && distance < nearest) {
                    nearest = distance;
                    move = Linearisation.steepest(target, gradient[0]);
                }
            }
            if (nearest == Double.POSITIVE_INFINITY) {
                return Optional.empty();
            }
            for (int i = 0; i < x.length; i++) {
                sum[i] -= (nearest + STABILITY * target.unit()) * move[i];
                x[i] = start[i] + (1 + overshoot) * sum[i];
            }
            x = target.clamped(x);
        }
        return Optional.empty();
    }

    /** In l1 one coordinate moves at a time, so it has to be one that can. */
    private static void leaveOutStuck(AttackTarget target, double[] x, double[] gradient) {
        for (int i = 0; i < x.length; i++) {
            boolean stuck = gradient[i] > 0 ? x[i] <= target.lower()[i] : x[i] >= target.upper()[i];
            gradient[i] = stuck ? 0 : gradient[i];
        }
    }

    private static List<Integer> likeliest(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> values[j]))
                .limit(CANDIDATES - 1)
                .toList();
    }
}
