package io.github.relucert.search;

import io.github.relucert.bounds.BoxAndBall;
import io.github.relucert.kernel.CompiledNetwork;
import java.util.Arrays;

/**
 * Raises a node's distance bound over lower slopes, split weights and condition weights: Adam (Kingma and Ba, 2015) on the distance
 * itself, whose gradient is that of the form at its nearest point, up to a positive factor. Slopes are kept in [0, 1], weights at
 * 0 or above. Ends at numbers that the proof can hold, and at the value that belongs to them. One thread.
 */
final class Ascent {
    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final double TINY = 1e-30;

    /** First steps of slopes, and of weights in units of the largest coefficient of a pre-activation; both shrink from step to step. */
    private static final double SLOPE_STEP = 0.1;

    private static final double WEIGHT_STEP = 0.02;
    private static final double COOLING = 0.97;

    /** Digits of lower slopes in the proof. */
    static final int PLACES = 2;

    private static final int WEIGHT_BITS = 30;

    private final CompiledNetwork network;
    private final RelaxedPass pass;
    private double[] parameters = new double[0];
    private double[] bestParameters = new double[0];
    private double[] first = new double[0];
    private double[] second = new double[0];
    private int[] relus = new int[0];
    private int[] indices = new int[0];
    private int slopes;

    Ascent(CompiledNetwork network, RelaxedPass pass) {
        this.network = network;
        this.pass = pass;
    }

    /**
     * Raises the value of a node; {@code lines} hold its slopes before and after.
     *
     * @param goal the value from which on more is of no use
     */
    void run(Objective objective, NodeState node, Lines lines, BoxAndBall geometry, int steps, double goal) {
        probe(objective, node, lines, geometry, steps, goal);
        int total = slopes + node.beta.length + node.weights.length;
        System.arraycopy(bestParameters, 0, parameters, 0, total);
        finish(objective, node, lines, geometry);
    }

    /** The value after some steps; what is left in node and lines is of no use. */
    double probe(Objective objective, NodeState node, Lines lines, BoxAndBall geometry, int steps, double goal) {
        collect(node, lines);
        int depth = node.beta.length;
        int total = slopes + depth + node.weights.length;
        System.arraycopy(node.beta, 0, parameters, slopes, depth);
        System.arraycopy(node.weights, 0, parameters, slopes + depth, node.weights.length);
        Arrays.fill(first, 0, total, 0);
        Arrays.fill(second, 0, total, 0);
        double best = Double.NEGATIVE_INFINITY;
        double unit = 0;
        double heat = 1;
        double firstPower = 1;
        double secondPower = 1;
        for (int step = 0; step <= steps; step++) {
            store(node, lines);
            pass.backward(objective, node, node.beta, node.weights, lines);
            double value = geometry.distance(pass.normal(), pass.constant());
            if (value > best) {
                best = value;
                System.arraycopy(parameters, 0, bestParameters, 0, total);
            }
            if (best >= goal || step == steps) {
                break;
            }
            pass.forward(geometry.point(), lines);
            if (step == 0) {
                unit = largestCoefficient();
            }
            firstPower *= FIRST_DECAY;
            secondPower *= SECOND_DECAY;
            double correction = Math.sqrt(1 - secondPower) / (1 - firstPower);
            double slopeRate = SLOPE_STEP * heat * correction;
            double weightRate = WEIGHT_STEP * unit * heat * correction;
            for (int k = 0; k < slopes; k++) {
                double c = pass.outputCoefficients(relus[k])[indices[k]];
                double gradient = c > 0 ? c * pass.preActivations(relus[k])[indices[k]] : 0;
                parameters[k] = Math.clamp(parameters[k] + slopeRate * direction(k, gradient), 0, 1);
            }
            for (int d = 0; d < depth; d++) {
                double z = pass.preActivations(node.splitRelu[d])[node.splitIndex[d]];
                double move = weightRate * direction(slopes + d, node.splitActive[d] ? -z : z);
                parameters[slopes + d] = Math.max(0, parameters[slopes + d] + move);
            }
            if (node.weights.length > 1) {
                moveConditions(objective, node, geometry.point(), slopes + depth, slopeRate);
            }
            heat *= COOLING;
        }
        return best;
    }

    /** Rounds to what can be written and evaluates there. */
    private void finish(Objective objective, NodeState node, Lines lines, BoxAndBall geometry) {
        for (int k = 0; k < slopes; k++) {
            parameters[k] = ProofWriter.writable(parameters[k], PLACES);
        }
        for (int k = slopes; k < slopes + node.beta.length + node.weights.length; k++) {
            parameters[k] = coarse(parameters[k]);
        }
        store(node, lines);
        evaluate(objective, node, lines, geometry);
    }

    /** The value of a node at its present slopes and weights. */
    void evaluate(Objective objective, NodeState node, Lines lines, BoxAndBall geometry) {
        pass.backward(objective, node, node.beta, node.weights, lines);
        node.value = geometry.distance(pass.normal(), pass.constant());
        node.multiplier = geometry.multiplier();
        pass.forward(geometry.point(), lines);
    }

    /** A weight as the proof holds it. */
    static double coarse(double weight) {
        if (!(weight > 0)) {
            return 0;
        }
        double step = Math.scalb(1.0, Math.getExponent(weight) - WEIGHT_BITS);
        return Math.rint(weight / step) * step;
    }

    private double direction(int k, double gradient) {
        first[k] = FIRST_DECAY * first[k] + (1 - FIRST_DECAY) * gradient;
        second[k] = SECOND_DECAY * second[k] + (1 - SECOND_DECAY) * gradient * gradient;
        return first[k] / (Math.sqrt(second[k]) + TINY);
    }

    /** Condition weights are scaled so that the largest is 1; a combination is homogeneous. */
    private void moveConditions(Objective objective, NodeState node, double[] x, int from, double rate) {
        double largest = 0;
        for (int c = 0; c < node.weights.length; c++) {
            double g = objective.at(c, x, pass.output());
            parameters[from + c] = Math.max(0, parameters[from + c] + rate * direction(from + c, g));
            largest = Math.max(largest, parameters[from + c]);
        }
        for (int c = 0; c < node.weights.length; c++) {
            parameters[from + c] = largest > 0 ? parameters[from + c] / largest : 1;
        }
    }

    private void collect(NodeState node, Lines lines) {
        int room = node.unstableCount() + node.beta.length + node.weights.length;
        if (parameters.length < room) {
            parameters = new double[2 * room];
            bestParameters = new double[2 * room];
            first = new double[2 * room];
            second = new double[2 * room];
            relus = new int[2 * room];
            indices = new int[2 * room];
        }
        slopes = 0;
        for (int relu = 0; relu < node.lower.length; relu++) {
            for (int i = 0; i < node.lower[relu].length; i++) {
                if (node.isUnstable(relu, i)) {
                    relus[slopes] = relu;
                    indices[slopes] = i;
                    parameters[slopes++] = lines.below[relu][i];
                }
            }
        }
    }

    private void store(NodeState node, Lines lines) {
        for (int k = 0; k < slopes; k++) {
            lines.below[relus[k]][indices[k]] = parameters[k];
        }
        System.arraycopy(parameters, slopes, node.beta, 0, node.beta.length);
        System.arraycopy(parameters, slopes + node.beta.length, node.weights, 0, node.weights.length);
    }

    private double largestCoefficient() {
        double largest = 0;
        for (int relu = 0; relu < network.reluLayers(); relu++) {
            for (double c : pass.preActivationCoefficients(relu)) {
                largest = Math.max(largest, Math.abs(c));
            }
        }
        return largest;
    }
}
