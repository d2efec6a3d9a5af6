package io.github.relucert.attack;

import io.github.relucert.kernel.BoxStep;
import io.github.relucert.specification.Norm;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The ball around the centre in one norm, met with the domain: projections, steepest steps and random points. */
final class PerturbationBall {
    private static final int PASSES = 60;
    private static final double SPARSITY = 0.02;

    private final Norm norm;
    private final double[] centre;
    private final double[] lower;
    private final double[] upper;
    private final double radius;
    private final double[] low;
    private final double[] high;

    PerturbationBall(AttackTarget target, double radius) {
        this.norm = target.problem().norm();
        this.centre = target.centre();
        this.lower = target.lower();
        this.upper = target.upper();
        this.radius = radius;
        // In l_inf ball and domain together are one box; the others ask for the domain alone.
        boolean cube = norm == Norm.LINF;
        this.low = cube ? new double[centre.length] : lower;
        this.high = cube ? new double[centre.length] : upper;
        for (int i = 0; cube && i < centre.length; i++) {
            low[i] = Math.min(Math.max(centre[i] - radius, lower[i]), upper[i]);
            high[i] = Math.max(Math.min(centre[i] + radius, upper[i]), lower[i]);
        }
    }

    /** Whether the whole domain lies in the ball. */
    boolean coversDomain() {
        double reach = 0;
        for (int i = 0; i < centre.length; i++) {
            double side = Math.max(centre[i] - lower[i], upper[i] - centre[i]);
            reach = switch (norm) {
                case LINF -> Math.max(reach, side);
                case L2 -> Math.hypot(reach, side);
                case L1 -> reach + side;
            };
        }
        return reach <= radius;
    }

    /** Moves a point to the nearest one (in l2) that lies in ball and domain. */
    void project(double[] x) {
        switch (norm) {
            case LINF -> {
                for (int i = 0; i < x.length; i++) {
                    x[i] = Math.min(Math.max(x[i], low[i]), high[i]);
                }
            }
            case L2 -> scale(x);
            case L1 -> soften(x);
        }
    }

    /** How far a coordinate may move from the centre in the direction of {@code move}. */
    private double room(int i, double move) {
        return move > 0 ? upper[i] - centre[i] : centre[i] - lower[i];
    }

    /**
     * In l2 the projection is {@code clip(x0 + s y)}. Starting from the factor that is right without sides, each pass takes the
     * coordinates that are clipped out of the equation for {@code s}; their set only grows.
     */
    private void scale(double[] x) {
        double factor = 0;
        double clipped = 0;
        double free = 0;
        for (int i = 0; i < x.length; i++) {
            free += square(x[i] - centre[i]);
        }
        for (int pass = 0; pass < PASSES; pass++) {
            double next = free > 0 ? Math.sqrt(Math.max(radius * radius - clipped, 0) / free) : 1;
            if (!(next > factor) || factor >= 1) {
                break;
            }
            factor = Math.min(next, 1);
            clipped = 0;
            free = 0;
            for (int i = 0; i < x.length; i++) {
                double move = x[i] - centre[i];
                double room = room(i, move);
                if (factor * Math.abs(move) >= room) {
                    clipped += room * room;
                } else {
                    free += move * move;
                }
            }
        }
        for (int i = 0; i < x.length; i++) {
            x[i] = factor == 1 ? clip(i, x[i]) : clip(i, centre[i] + factor * (x[i] - centre[i]));
        }
    }

    /** In l1 it is {@code clip(x0 + soft(y, nu))}: Newton's method on the falling piecewise linear length, kept in a bracket. */
    private void soften(double[] x) {
        // Steps are sparse, so most coordinates have not moved; and those below the bracket never count again.
        double[] moves = new double[x.length];
        double[] rooms = new double[x.length];
        int count = 0;
        double low = 0;
        double high = 0;
        for (int i = 0; i < x.length; i++) {
            double move = x[i] - centre[i];
            moves[count] = Math.abs(move);
            rooms[count] = room(i, move);
            high = Math.max(high, moves[count]);
            count += moves[count] > 0 ? 1 : 0;
        }
        double threshold = 0;
        for (int pass = 0; pass < PASSES; pass++) {
            double length = 0;
            int moving = 0;
            int kept = 0;
            for (int k = 0; k < count; k++) {
                double left = moves[k] - threshold;
                length += Math.min(Math.max(left, 0), rooms[k]);
                moving += left > 0 && left < rooms[k] ? 1 : 0;
                moves[kept] = moves[k];
                rooms[kept] = rooms[k];
                kept += moves[k] > low ? 1 : 0;
            }
            count = kept;
            if (length <= radius) {
                high = threshold;
                if (threshold == 0 || length >= radius * (1 - 1e-14)) {
                    break;
                }
            } else {
                low = threshold;
            }
            double next = moving > 0 ? threshold + (length - radius) / moving : (low + high) / 2;
            if (next == threshold) {
                break;
            }
            threshold = next > low && next < high ? next : (low + high) / 2;
        }
        for (int i = 0; i < x.length; i++) {
            double move = x[i] - centre[i];
            double left = Math.abs(move) - threshold;
            x[i] = threshold == 0 ? clip(i, x[i]) : clip(i, centre[i] + Math.copySign(Math.max(left, 0), move));
        }
    }

    private static double square(double v) {
        return v * v;
    }

    private double clip(int i, double value) {
        return Math.min(Math.max(value, lower[i]), upper[i]);
    }

    /**
     * Moves a point by a step of the given length against a gradient: the sign in l_inf, the direction in l2, in l1 the few
     * largest entries whose coordinate can still move (Tramèr and Boneh, "Adversarial training and robustness for multiple
     * perturbations", 2019). Then projects.
     */
    void step(double[] x, double[] gradient, double length) {
        switch (norm) {
            case LINF -> BoxStep.FASTEST.againstSigns(x, gradient, 0, length, low, high);
            case L2 -> {
                double size = 0;
                for (double g : gradient) {
                    size += g * g;
                }
                double factor = size > 0 ? length / Math.sqrt(size) : 0;
                for (int i = 0; i < x.length; i++) {
                    x[i] -= factor * gradient[i];
                }
                scale(x);
            }
            case L1 -> {
                sparseStep(x, gradient, length);
                soften(x);
            }
        }
    }

    /**
     * The same for one of many points that lie one after another.
     *
     * @param start where the point begins, and its gradient
     */
    void step(double[] points, double[] gradients, int start, double length) {
        switch (norm) {
            case LINF -> BoxStep.FASTEST.againstSigns(points, gradients, start, length, low, high);
            case L2, L1 -> {
                double[] x = Arrays.copyOfRange(points, start, start + centre.length);
                step(x, Arrays.copyOfRange(gradients, start, start + centre.length), length);
                System.arraycopy(x, 0, points, start, x.length);
            }
        }
    }

    private void sparseStep(double[] x, double[] gradient, double length) {
        double[] usable = new double[x.length];
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            boolean stuck = gradient[i] > 0 ? x[i] <= lower[i] : x[i] >= upper[i];
            usable[i] = stuck ? 0 : Math.abs(gradient[i]);
            count += usable[i] > 0 ? 1 : 0;
        }
        if (count == 0) {
            return;
        }
        int chosen = Math.min(count, Math.max(1, (int) Math.round(SPARSITY * x.length)));
        double threshold = largest(usable, chosen);
        for (int i = 0; i < x.length; i++) {
            if (usable[i] >= threshold) {
                x[i] -= length / chosen * Math.signum(gradient[i]);
            }
        }
    }

    /** The entry that {@code count - 1} others are not below: few are asked for, so that most entries are compared once and passed over. */
    private static double largest(double[] values, int count) {
        double[] top = Arrays.copyOf(values, count);
        Arrays.sort(top);
        for (int i = count; i < values.length; i++) {
            if (values[i] > top[0]) {
                int k = 1;
                for (; k < count && top[k] < values[i]; k++) {
                    top[k - 1] = top[k];
                }
                top[k - 1] = values[i];
            }
        }
        return top[0];
    }

    /** A random point of ball and domain: uniform in the cube for l_inf, a random direction of random length otherwise. */
    double[] random(SplittableRandom random) {
        double[] x = new double[centre.length];
        double total = 0;
        for (int i = 0; i < x.length; i++) {
            x[i] = switch (norm) {
                case LINF -> random.nextDouble(-1, 1);
                case L2 -> random.nextGaussian();
                case L1 -> random.nextExponential() * (random.nextBoolean() ? 1 : -1);
            };
            total += norm == Norm.L1 ? Math.abs(x[i]) : x[i] * x[i];
        }
        double scale = switch (norm) {
            case LINF -> radius;
            case L2 -> radius * random.nextDouble() / Math.sqrt(total);
            case L1 -> radius * random.nextDouble() / total;
        };
        for (int i = 0; i < x.length; i++) {
            x[i] = centre[i] + scale * x[i];
        }
        project(x);
        return x;
    }
}
