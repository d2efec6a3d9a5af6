package io.github.relucert.attack;

import io.github.relucert.specification.Norm;
import java.util.Optional;

/**
 * The fast gradient sign method: one step of the ball's radius against the gradient of the cross-entropy at the centre, in l2
 * along the gradient instead of its sign and in l1 along the signs of its few largest entries, since a dense step hardly moves.
 *
 * <p>Reference: Goodfellow, Shlens and Szegedy, "Explaining and harnessing adversarial examples", 2015, arXiv 1412.6572, section 4;
 * for l2 the normalised gradient as Foolbox has it. Minimal norm by bisection.
 */
public record Fgsm() implements BallAttack {
    @Override
    public boolean followsCrossEntropy() {
        return true;
    }

    @Override
    public String name() {
        return "FGSM";
    }

    @Override
    public int batch() {
        return 1;
    }

    @Override
    public boolean isRandom() {
        return false;
    }

    @Override
    public Optional<double[]> within(BallRun run) {
        return new GradientSteps(new Loss.CrossEntropy(), 1, 1)
                .from(run, new double[][] {run.target().centre().clone()});
    }

    /** The direction of a step in l2 and l1 is the gradient's; in l_inf that of its signs. */
    static void direct(Norm norm, double[] gradient) {
        double length = 0;
        for (double g : gradient) {
            length = switch (norm) {
                case LINF -> 1;
                case L2 -> length + g * g;
                case L1 -> length + Math.abs(g);
            };
        }
        double divisor = norm == Norm.L2 ? Math.sqrt(length) : length;
        for (int i = 0; i < gradient.length && divisor > 0; i++) {
            gradient[i] = norm == Norm.LINF ? Math.signum(gradient[i]) : gradient[i] / divisor;
        }
    }
}
