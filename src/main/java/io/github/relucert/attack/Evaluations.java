package io.github.relucert.attack;

import io.github.relucert.kernel.Workspace;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** The network as an attack may use it: batches of points, counted against a budget. */
final class Evaluations {
    private final AttackTarget target;
    private final Workspace workspace;
    private final int size;
    private final int outputs;
    private final int disjuncts;
    private final double[] values;
    private final BooleanSupplier stopped;
    private final long halves;
    private long spent;
    private boolean exhausted;

    /**
     * @param batch most points at once
     * @param gradientEvaluations the budget; a forward pass alone counts half
     * @param stopped polled before each batch
     */
    Evaluations(AttackTarget target, int batch, long gradientEvaluations, BooleanSupplier stopped) {
        this.target = target;
        this.workspace = target.network().workspace(batch);
        this.size = target.size();
        this.outputs = target.network().outputSize();
        this.disjuncts = target.disjuncts();
        this.values = new double[Math.multiplyExact(batch, disjuncts)];
        this.stopped = stopped;
        this.halves = 2 * gradientEvaluations;
    }

    int batch() {
        return workspace.capacity();
    }

    /** Gradient evaluations spent so far. */
    double spent() {
        return spent / 2.0;
    }

    /**
     * Whether {@code gradients} gradient evaluations are left and nobody has said stop. Once the answer was no it stays no, so that
     * a run under a small budget is the beginning of the same run under a larger one.
     */
    boolean allows(int gradients) {
        return allowsForward(2L * gradients);
    }

    /** The same for forward passes. */
    boolean allowsForward(long passes) {
        exhausted |= spent + passes > halves || stopped.getAsBoolean();
        return !exhausted;
    }

    /** Evaluates the first {@code count} points; then {@link #value} and {@link #nearestDisjunct} speak of them. */
    void forward(double[][] points, int count) {
        for (int p = 0; p < count; p++) {
            System.arraycopy(points[p], 0, workspace.input(), p * size, size);
        }
        forward(count);
    }

    /** Memory for the points to be evaluated, one after another: a batched attack moves them there without copying. */
    double[] points() {
        return workspace.input();
    }

    /** Evaluates the first {@code count} of {@link #points}. */
    void forward(int count) {
        workspace.forward(count);
        for (int p = 0; p < count; p++) {
            for (int j = 0; j < disjuncts; j++) {
                values[p * disjuncts + j] =
                        target.value(j, workspace.input(), p * size, workspace.output(), p * outputs);
            }
        }
        spent += count;
    }

    /** The value of a disjunct at point {@code p} of the last batch. */
    double value(int p, int disjunct) {
        return values[p * disjuncts + disjunct];
    }

    /** The disjunct of least value at point {@code p} of the last batch. */
    int nearestDisjunct(int p) {
        int best = -1;
        for (int j = 0; j < disjuncts; j++) {
            best = best < 0 || value(p, j) < value(p, best) ? j : best;
        }
        return best;
    }

    /** The least value of all disjuncts at point {@code p} of the last batch. */
    double margin(int p) {
        int disjunct = nearestDisjunct(p);
        return disjunct < 0 ? Double.POSITIVE_INFINITY : value(p, disjunct);
    }

    /** The values of all disjuncts at point {@code p} of the last batch. */
    double[] values(int p) {
        return Arrays.copyOfRange(values, p * disjuncts, (p + 1) * disjuncts);
    }

    /** The margin at one point. */
    double margin(double[] x) {
        forward(new double[][] {x}, 1);
        return margin(0);
    }

    /**
     * Gradients at the points of the last {@link #forward}, of the largest condition of each point's disjunct.
     *
     * @param gradients receives one row a point
     */
    void gradients(int[] disjuncts, int count, double[][] gradients) {
        double[] weights = workspace.outputWeights();
        Arrays.fill(weights, 0, count * outputs, 0);
        AttackTarget.DoubleCondition[] worst = new AttackTarget.DoubleCondition[count];
        for (int p = 0; p < count; p++) {
            worst[p] = target.worst(disjuncts[p], workspace.input(), p * size, workspace.output(), p * outputs);
            worst[p].output().addTo(weights, p * outputs);
        }
        workspace.backward(count);
        for (int p = 0; p < count; p++) {
            System.arraycopy(workspace.inputGradient(), p * size, gradients[p], 0, size);
            worst[p].input().addTo(gradients[p], 0);
        }
        spent += count;
    }

    /**
     * Gradients of a loss at the points of the last {@link #forward}, each disjunct counting by its largest condition.
     *
     * @param gradients receives one row a point
     */
    void gradients(Loss loss, int count, double[][] gradients) {
        double[] all = gradients(loss, count);
        for (int p = 0; p < count; p++) {
            System.arraycopy(all, p * size, gradients[p], 0, size);
        }
    }

    /**
     * The same without copying.
     *
     * @return one gradient after another, valid until the next evaluation
     */
    double[] gradients(Loss loss, int count) {
        double[] weights = workspace.outputWeights();
        Arrays.fill(weights, 0, count * outputs, 0);
        double[][] slopes = new double[count][disjuncts];
        for (int p = 0; p < count; p++) {
            loss.slopes(values(p), slopes[p]);
            for (int j = 0; j < disjuncts; j++) {
                if (slopes[p][j] != 0) {
                    worst(p, j).output().addTo(weights, p * outputs, slopes[p][j]);
                }
            }
        }
        workspace.backward(count);
        double[] gradients = workspace.inputGradient();
        for (int p = 0; p < count; p++) {
            for (int j = 0; j < disjuncts; j++) {
                if (slopes[p][j] != 0) {
                    worst(p, j).input().addTo(gradients, p * size, slopes[p][j]);
                }
            }
        }
        spent += count;
        return gradients;
    }

    private AttackTarget.DoubleCondition worst(int p, int disjunct) {
        return target.worst(disjunct, workspace.input(), p * size, workspace.output(), p * outputs);
    }
}
