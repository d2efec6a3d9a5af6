package io.github.relucert.attack;

import java.util.Optional;

/**
 * Steps of one length against the gradient of a loss, each followed by projection onto ball and domain; all trajectories in one
 * batch, until one is unsafe.
 *
 * @param relativeStep length of a step in radii
 * @param shape of a step
 */
record GradientSteps(Loss loss, int steps, double relativeStep, Shape shape) {
    /** What direction a step has. */
    enum Shape {
        /** The gradient's; in l_inf that of its signs. */
        DENSE,
        /** The same, but in l1 along the signs of the few largest entries. */
        SPARSE_IN_L1
    }

    static GradientSteps dense(Loss loss, int steps, double relativeStep) {
        return new GradientSteps(loss, steps, relativeStep, Shape.DENSE);
    }

    static GradientSteps sparse(Loss loss, int steps, double relativeStep) {
        return new GradientSteps(loss, steps, relativeStep, Shape.SPARSE_IN_L1);
    }

    /**
     * Runs all trajectories.
     *
     * @param points where they start; written to
     */
    Optional<double[]> from(BallRun run, double[][] points) {
        PerturbationBall ball = run.ball();
        Evaluations evaluations = run.evaluations();
        double[][] gradients = new double[points.length][run.target().size()];
        for (int step = 0; step <= steps; step++) {
            boolean last = step == steps;
            if (last ? !evaluations.allowsForward(points.length) : !evaluations.allows(points.length)) {
                return Optional.empty();
            }
            evaluations.forward(points, points.length);
            for (int p = 0; p < points.length; p++) {
                if (evaluations.margin(p) <= 0) {
                    return Optional.of(points[p]);
                }
            }
            if (!last) {
                evaluations.gradients(loss, points.length, gradients);
                for (int p = 0; p < points.length; p++) {
                    step(ball, run, points[p], gradients[p]);
                }
            }
        }
        return Optional.empty();
    }

    private void step(PerturbationBall ball, BallRun run, double[] x, double[] gradient) {
        double length = relativeStep * run.radius();
        switch (shape) {
            case SPARSE_IN_L1 -> ball.step(x, gradient, length);
            case DENSE -> {
                Fgsm.direct(run.target().problem().norm(), gradient);
                for (int i = 0; i < x.length; i++) {
                    x[i] -= length * gradient[i];
                }
                ball.project(x);
            }
        }
    }
}
