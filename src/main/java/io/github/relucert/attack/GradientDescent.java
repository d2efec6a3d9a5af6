package io.github.relucert.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Projected gradient descent on the disjuncts' values inside one ball, all trajectories in one batch (Madry et al., "Towards
 * deep learning models resistant to adversarial attacks", 2018). Steps shrink linearly from half the radius.
 */
final class GradientDescent {
    private static final double FIRST_STEP = 0.5;

    private final AttackTarget target;
    private final Evaluations evaluations;
    private final double[][] gradients;

    GradientDescent(AttackTarget target, Evaluations evaluations) {
        this.target = target;
        this.evaluations = evaluations;
        this.gradients = new double[evaluations.batch()][target.size()];
    }

    /** A point to start from and the disjunct to aim at. */
    record Start(double[] point, int disjunct) {}

    /**
     * Runs all trajectories; each ends at its first unsafe point.
     *
     * @param starts at most as many as a batch holds
     * @param hit receives the unsafe points as they are met
     * @return the end points of the trajectories that met none, in the order of the starts
     */
    List<double[]> search(double radius, List<Start> starts, int steps, Consumer<double[]> hit) {
        PerturbationBall ball = new PerturbationBall(target, radius);
        List<Start> active = new ArrayList<>();
        for (Start start : starts) {
            double[] point = start.point().clone();
            ball.project(point);
            active.add(new Start(point, start.disjunct()));
        }
        for (int step = 0; step <= steps && !active.isEmpty() && evaluations.allows(active.size()); step++) {
            evaluations.forward(active.stream().map(Start::point).toArray(double[][]::new), active.size());
            int[] disjuncts = active.stream().mapToInt(Start::disjunct).toArray();
            List<double[]> hits = new ArrayList<>();
            List<Start> going = new ArrayList<>();
            evaluations.gradients(disjuncts, active.size(), gradients);
            for (int p = 0; p < active.size(); p++) {
                if (evaluations.margin(p) <= 0) {
                    hits.add(active.get(p).point());
                } else {
                    ball.step(active.get(p).point(), gradients[p], FIRST_STEP * radius * (steps - step) / steps);
                    going.add(active.get(p));
                }
            }
            hits.forEach(hit);
            active = going;
        }
        return active.stream().map(Start::point).toList();
    }
}
