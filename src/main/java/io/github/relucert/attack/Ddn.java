package io.github.relucert.attack;

import io.github.relucert.specification.Norm;
import java.util.EnumSet;
import java.util.Set;

/**
 * Decoupled direction and norm: steps against the gradient of the cross-entropy, each followed by putting the point onto a sphere that shrinks
 * after an unsafe point and grows after a safe one.
 *
 * <p>Reference: Rony, Hafemann, Oliveira, Ben Ayed, Sabourin and Granger, "Decoupling direction and norm for efficient gradient-based L2 adversarial
 * attacks and defenses", 2019, arXiv 1811.09600, algorithm 1. Radii 1 at the start and steps from 1 to 0.01 along a cosine are for inputs
 * in [0, 1] and scaled by the domain's width. What the first run leaves of the budget goes to runs of three times as many steps.
 *
 * @param steps steps of the first run; the paper's are 100
 * @param gamma relative change of the radius; the paper's is 0.05
 */
public record Ddn(int steps, double gamma) implements Attack {
    private static final double CLEARLY = 0.999;
    private static final int STEPS = 100;
    private static final double GAMMA = 0.05;
    private static final double LEAST_STEP = 0.01;
    private static final int GROWTH = 3;
    private static final int MOST_STEPS = 10_000;

    /** A hundred steps, radii changing by 5 %. */
    public Ddn() {
        this(STEPS, GAMMA);
    }

    /** @throws IllegalArgumentException when there is no step or gamma is not between 0 and 1 */
    public Ddn {
        if (steps < 1 || !(gamma > 0 && gamma < 1)) {
            throw new IllegalArgumentException(steps + " steps with gamma " + gamma);
        }
    }

    @Override
    public boolean followsCrossEntropy() {
        return true;
    }

    @Override
    public String name() {
        return "DDN";
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
        if (improvements.begin()) {
            for (int length = steps; length <= MOST_STEPS && evaluations.allows(1); length *= GROWTH) {
                descend(target, evaluations, improvements, length);
            }
        }
        return improvements.result();
    }

    private void descend(AttackTarget target, Evaluations evaluations, Improvements improvements, int length) {
        double[] centre = target.centre();
        double[] x = centre.clone();
        double[][] gradient = new double[1][x.length];
        double radius = target.unit();
        for (int k = 0; k < length; k++) {
            double step = target.unit() * (LEAST_STEP + (1 - LEAST_STEP) * (1 + Math.cos(Math.PI * k / length)) / 2);
            if (!evaluations.allows(1)) {
                return;
            }
            evaluations.forward(new double[][] {x}, 1);
            boolean unsafe = evaluations.margin(0) <= 0;
            evaluations.gradients(new Loss.CrossEntropy(), 1, gradient);
            if (unsafe) {
                improvements.offerBelow(CLEARLY, x);
            }
            radius *= unsafe ? 1 - gamma : 1 + gamma;
            Fgsm.direct(Norm.L2, gradient[0]);
            double total = 0;
            for (int i = 0; i < x.length; i++) {
                x[i] -= step * gradient[0][i];
                total += (x[i] - centre[i]) * (x[i] - centre[i]);
            }
            double factor = total > 0 ? radius / Math.sqrt(total) : 0;
            for (int i = 0; i < x.length; i++) {
                x[i] = centre[i] + factor * (x[i] - centre[i]);
            }
            x = target.clamped(x);
        }
    }
}
