package io.github.relucert.attack;

import io.github.relucert.specification.Norm;
import java.util.Optional;

/**
 * Projected gradient descent on the cross-entropy from random points of the ball.
 *
 * <p>Reference: Madry, Makelov, Schmidt, Tsipras and Vladu, "Towards deep learning models resistant to adversarial attacks", 2018, arXiv
 * 1706.06083, section 2. In l_inf 40 steps of a thirtieth of the radius, in l2 and l1 50 of a fortieth, as Foolbox has them. In l1
 * a step moves the few coordinates with the largest gradient (Tramèr and Boneh, "Adversarial training and robustness for multiple
 * perturbations", 2019, arXiv 1904.13000, section 3), since a dense one hardly moves. Minimal norm by bisection.
 *
 * @param restarts random starts a ball, all in one batch
 */
public record Pgd(int restarts) implements BallAttack {
    private static final int STEPS_IN_CUBES = 40;
    private static final double STEP_IN_CUBES = 0.01 / 0.3;
    private static final int STEPS = 50;
    private static final double STEP = 0.025;

    /** One start. */
    public Pgd() {
        this(1);
    }

    /** @throws IllegalArgumentException when there is no start */
    public Pgd {
        if (restarts < 1) {
            throw new IllegalArgumentException(restarts + " restarts");
        }
    }

    @Override
    public boolean followsCrossEntropy() {
        return true;
    }

    @Override
    public String name() {
        return "PGD";
    }

    @Override
    public int batch() {
        return restarts;
    }

    @Override
    public boolean isRandom() {
        return true;
    }

    @Override
    public Optional<double[]> within(BallRun run) {
        PerturbationBall ball = run.ball();
        double[][] points = new double[restarts][];
        for (int p = 0; p < restarts; p++) {
            points[p] = ball.random(run.random());
        }
        boolean cube = run.target().problem().norm() == Norm.LINF;
        return new GradientSteps(new Loss.CrossEntropy(), cube ? STEPS_IN_CUBES : STEPS, cube ? STEP_IN_CUBES : STEP)
                .from(run, points);
    }
}
