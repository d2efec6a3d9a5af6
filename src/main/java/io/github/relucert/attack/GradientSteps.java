package io.github.relucert.attack;

import java.util.Arrays;
import java.util.Optional;

/**
 * Steps of one length against the gradient of a loss, each followed by projection onto ball and domain; all trajectories in one
 * batch, until one is unsafe.
 *
 * @param relativeStep length of a step in radii
 */
record GradientSteps(Loss loss, int steps, double relativeStep) {
    /**
     * Runs all trajectories.
     *
     * @param points where they start
     */
    Optional<double[]> from(BallRun run, double[][] points) {
        PerturbationBall ball = run.ball();
        Evaluations evaluations = run.evaluations();
        int size = run.target().size();
        for (int p = 0; p < points.length; p++) {
            System.arraycopy(points[p], 0, evaluations.points(), p * size, size);
        }
        for (int step = 0; step <= steps; step++) {
            boolean last = step == steps;
            if (last ? !evaluations.allowsForward(points.length) : !evaluations.allows(points.length)) {
                return Optional.empty();
            }
            evaluations.forward(points.length);
            for (int p = 0; p < points.length; p++) {
                if (evaluations.margin(p) <= 0) {
                    return Optional.of(Arrays.copyOfRange(evaluations.points(), p * size, (p + 1) * size));
                }
            }
            if (!last) {
                double[] gradients = evaluations.gradients(loss, points.length);
                for (int p = 0; p < points.length; p++) {
                    ball.step(evaluations.points(), gradients, p * size, relativeStep * run.radius());
                }
            }
        }
        return Optional.empty();
    }
}
