package io.github.relucert.attack;

/**
 * Adam for one constant of {@link CarliniWagner}. Inputs without two finite sides are variables as they stand. Steps are so long that together they
 * reach from one end of a side to the other, where the hyperbolic tangent is flat.
 */
final class CarliniWagnerDescent {
    private static final double CLEARLY = 0.999;
    private static final double LEAST_RATE = 0.01;
    private static final double REACH = 10;
    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final double EPSILON = 1e-8;
    private static final double INSIDE = 0.999999;
    private static final double PROGRESS = 0.9999;
    private static final int CHECKS = 10;

    private final AttackTarget target;
    private final Evaluations evaluations;
    private final Improvements improvements;
    private final double constant;
    private final double unit;
    private final double[] variables;
    private final double[] first;
    private final double[] second;

    CarliniWagnerDescent(AttackTarget target, Evaluations evaluations, Improvements improvements, double constant) {
        this.target = target;
        this.evaluations = evaluations;
        this.improvements = improvements;
        this.constant = constant;
        this.unit = target.unit();
        this.variables = new double[target.size()];
        this.first = new double[target.size()];
        this.second = new double[target.size()];
        for (int i = 0; i < variables.length; i++) {
            double u = (target.centre()[i] - middle(i)) / half(i);
            variables[i] = isBoxed(i) ? artanh(INSIDE * u) : u;
        }
    }

    private boolean isBoxed(int i) {
        double width = target.upper()[i] - target.lower()[i];
        return Double.isFinite(width) && width > 0;
    }

    private double middle(int i) {
        return isBoxed(i) ? (target.lower()[i] + target.upper()[i]) / 2 : target.centre()[i];
    }

    private double half(int i) {
        return isBoxed(i) ? (target.upper()[i] - target.lower()[i]) / 2 : unit;
    }

    private static double artanh(double u) {
        return Math.log((1 + u) / (1 - u)) / 2;
    }

    /** Whether an unsafe point was met. */
    boolean run(int steps) {
        boolean found = false;
        double checked = Double.POSITIVE_INFINITY;
        double[] start = point();
        double[][] gradient = new double[1][variables.length];
        for (int step = 0; step < steps; step++) {
            if (!evaluations.allows(1)) {
                return found;
            }
            double[] x = point();
            evaluations.forward(new double[][] {x}, 1);
            double margin = evaluations.margin(0);
            evaluations.gradients(new Loss.Margin(), 1, gradient);
            if (margin <= 0) {
                found = true;
                improvements.offerBelow(CLEARLY, x);
            }
            double loss = constant * Math.max(margin, 0);
            for (int i = 0; i < x.length; i++) {
                double move = (x[i] - start[i]) / unit;
                loss += move * move;
                gradient[0][i] = 2 * move / unit + (margin > 0 ? constant * gradient[0][i] : 0);
            }
            if (step % Math.max((steps + CHECKS - 1) / CHECKS, 1) == 0) {
                if (!(loss <= PROGRESS * checked)) {
                    return found;
                }
                checked = loss;
            }
            update(gradient[0], step + 1, Math.max(LEAST_RATE, REACH / steps));
        }
        return found;
    }

    private double[] point() {
        double[] x = new double[variables.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = middle(i) + half(i) * (isBoxed(i) ? Math.tanh(variables[i]) : variables[i]);
        }
        return target.clamped(x);
    }

    private void update(double[] gradient, int step, double rate) {
        double firstCorrection = 1 - Math.pow(FIRST_DECAY, step);
        double secondCorrection = 1 - Math.pow(SECOND_DECAY, step);
        for (int i = 0; i < variables.length; i++) {
            double t = Math.tanh(variables[i]);
            double g = gradient[i] * half(i) * (isBoxed(i) ? 1 - t * t : 1);
            first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * g;
            second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * g * g;
            variables[i] -= rate * (first[i] / firstCorrection) / (Math.sqrt(second[i] / secondCorrection) + EPSILON);
        }
    }
}
