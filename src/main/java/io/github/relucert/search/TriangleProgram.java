package io.github.relucert.search;

import io.github.relucert.bounds.BoxAndBall;
import io.github.relucert.convex.DualSimplex;
import io.github.relucert.convex.LinearProgram;
import io.github.relucert.convex.LpOutcome;
import io.github.relucert.kernel.CompiledNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The best slopes and weights of a node at its present bounds, by linear programming: the least value of its conditions over all inputs in
 * the box around the ball and all outputs between the lines of every unstable ReLU ({@code y >= 0}, {@code y >= z}, {@code y <= s z + t}) that obey the splits
 * on the path (Ehlers, Formal Verification of Piece-Wise Linear Feed-Forward Neural Networks, 2017). The duals are slopes, split
 * weights and condition weights of a backward pass; what that pass proves counts, not what the solver says. For l_inf and boxes. One thread.
 *
 * <p>The distance is the root of the least value as a function of the radius, which is convex and falls: Newton's method, one
 * program a step, each from the last one's basis.
 */
final class TriangleProgram {
    private static final int NEWTON_STEPS = 4;

    /** Newton's method ends where it gains less than this part of the value. */
    private static final double GAIN = 1e-6;

    /** Columns of outputs end this many times above their bound: finite, so that every start is dual feasible, but never what holds a point. */
    private static final double AMPLE = 16;

    private final CompiledNetwork network;
    private final RelaxedPass pass;
    private final Ascent ascent;
    private final BoundRows rows;
    private final Lines settled;
    private final List<double[]> normals = new ArrayList<>();
    private final List<Double> limits = new ArrayList<>();
    private int[] relus = new int[0];
    private int[] indices = new int[0];
    private int width;

    TriangleProgram(CompiledNetwork network, RelaxedPass pass, Ascent ascent) {
        this.network = network;
        this.pass = pass;
        this.ascent = ascent;
        this.rows = new BoundRows(network);
        this.settled = new Lines(network);
    }

    /**
     * Raises the value of a node by better slopes and weights, where there are any; {@code lines} hold its slopes before and after.
     *
     * @return the point of the last program: it may be unsafe
     */
    Optional<double[]> raise(Objective objective, NodeState node, Lines lines, BoxAndBall geometry, double goal) {
        collect(node);
        normals.clear();
        limits.clear();
        for (int u = 0; u < relus.length; u++) {
            double slope = lines.above[relus[u]][indices[u]];
            double offset = lines.offset[relus[u]][indices[u]];
            double[] below = preActivation(relus[u], indices[u], 1);
            double[] above = new double[width];
            for (int k = 0; k < width; k++) {
                above[k] = -slope * below[k];
            }
            int own = network.inputSize() + u;
            below[own] -= 1;
            above[own] += 1;
            add(below, -rows.constant(0));
            add(above, slope * rows.constant(0) + offset);
        }
        for (int d = 0; d < node.beta.length; d++) {
            double[] normal = preActivation(node.splitRelu[d], node.splitIndex[d], node.splitActive[d] ? -1 : 1);
            add(normal, -rows.constant(0));
        }
        double[] cost = new double[width];
        int conditions = node.weights.length;
        for (int c = 0; c < conditions; c++) {
            double[] single = new double[conditions];
            single[c] = 1;
            pass.backward(objective, node, new double[0], single, settled);
            double[] condition = Arrays.copyOf(pass.normal(), width);
            for (int u = 0; u < relus.length; u++) {
                condition[network.inputSize() + u] = pass.outputCoefficients(relus[u])[indices[u]];
            }
            for (int k = 0; k < width; k++) {
                cost[k] += node.weights[c] * condition[k];
            }
            if (conditions > 1) {
                add(condition, -pass.constant());
            }
        }
        Optional<double[]> point = solve(objective, node, lines, geometry, goal, cost);
        ascent.evaluate(objective, node, lines, geometry);
        return point;
    }

    /** The unstable neurons, and what settles all others. */
    private void collect(NodeState node) {
        int count = node.unstableCount();
        relus = new int[count];
        indices = new int[count];
        int u = 0;
        for (int relu = 0; relu < network.reluLayers(); relu++) {
            for (int i = 0; i < network.reluSize(relu); i++) {
                if (node.isUnstable(relu, i)) {
                    relus[u] = relu;
                    indices[u++] = i;
                    settled.fix(relu, i, false);
                } else {
                    settled.fix(relu, i, node.lower[relu][i] >= 0);
                }
            }
        }
        width = network.inputSize() + count;
    }

    /** A pre-activation, times a sign, as a form over inputs and unstable outputs; its constant is then {@code rows.constant(0)}. */
    private double[] preActivation(int relu, int index, int sign) {
        rows.push(relu, new int[] {index}, new int[] {sign}, 0, 1, settled);
        double[] form = Arrays.copyOf(rows.normals(), width);
        Arrays.fill(form, network.inputSize(), width, 0);
        for (int u = 0; u < relus.length && relus[u] < relu; u++) {
            form[network.inputSize() + u] = rows.outputCoefficient(relus[u], indices[u]);
        }
        return form;
    }

    private void add(double[] normal, double limit) {
        normals.add(normal);
        limits.add(limit);
    }

    private static double inverseOfLargest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest > 0 ? 1 / largest : 1;
    }

    private Optional<double[]> solve(
            Objective objective, NodeState node, Lines lines, BoxAndBall geometry, double goal, double[] cost) {
        int count = normals.size();
        int inputs = network.inputSize();
        double[] matrix = new double[count * width];
        double[] none = new double[count];
        double[] upper = new double[count];
        double[] scales = new double[count];
        Arrays.fill(none, Double.NEGATIVE_INFINITY);
        for (int row = 0; row < count; row++) {
            double[] normal = normals.get(row);
            scales[row] = inverseOfLargest(normal);
            for (int k = 0; k < width; k++) {
                matrix[row * width + k] = normal[k] * scales[row];
            }
            upper[row] = limits.get(row) * scales[row];
        }
        double costScale = inverseOfLargest(cost);
        double[] scaledCost = new double[width];
        double[] low = new double[width];
        double[] high = new double[width];
        for (int k = 0; k < width; k++) {
            scaledCost[k] = cost[k] * costScale;
            low[k] = k < inputs ? geometry.lower(k) : 0;
            high[k] = k < inputs ? geometry.upper(k) : AMPLE * node.upper[relus[k - inputs]][indices[k - inputs]];
        }
        DualSimplex simplex = new DualSimplex(new LinearProgram(scaledCost, matrix, none, upper, low, high));
        Optional<double[]> point = Optional.empty();
        for (int step = 0; step < NEWTON_STEPS; step++) {
            double before = node.value;
            boolean better = switch (simplex.solve()) {
                case LpOutcome.Optimal optimal -> {
                    point = Optional.of(Arrays.copyOf(optimal.point(), inputs));
                    double[] multipliers = multipliers(optimal.rowDuals(), -1, scales, costScale);
                    yield adopt(objective, node, lines, geometry, cost, multipliers);
                }
                case LpOutcome.Infeasible(double[] ray) ->
                    ray.length > 0
                            && adopt(
                                    objective,
                                    node,
                                    lines,
                                    geometry,
                                    new double[width],
                                    multipliers(ray, 1, scales, costScale));
                case LpOutcome.AboveCutoff _, LpOutcome.Unbounded _, LpOutcome.Unsettled _ -> false;
            };
            boolean isDone = node.value >= goal || !(node.value > 0);
            if (isDone || (step > 0 && (!better || node.value < before * (1 + GAIN)))) {
                break;
            }
            for (int k = 0; k < inputs; k++) {
                simplex.boundColumn(k, geometry.lower(k, node.value), geometry.upper(k, node.value));
            }
        }
        return point;
    }

    private static double[] multipliers(double[] duals, int sign, double[] scales, double costScale) {
        double[] multipliers = new double[duals.length];
        for (int row = 0; row < duals.length; row++) {
            multipliers[row] = Math.max(0, sign * duals[row]) * scales[row] / costScale;
        }
        return multipliers;
    }

    /**
     * Takes what the multipliers of the rows say if it proves more than the present slopes and weights.
     *
     * @param cost the form that the rows are added to: the present combination of conditions, or zero where the rows alone contradict each other
     */
    private boolean adopt(
            Objective objective,
            NodeState node,
            Lines lines,
            BoxAndBall geometry,
            double[] cost,
            double[] multipliers) {
        int firstSplit = 2 * relus.length;
        int firstCondition = firstSplit + node.beta.length;
        boolean hasCost = inverseOfLargest(cost) != 1 || Arrays.stream(cost).anyMatch(c -> c != 0);
        double[] weights = new double[node.weights.length];
        double largest = 0;
        for (int c = 0; c < weights.length; c++) {
            weights[c] = (hasCost ? node.weights[c] : 0) + (weights.length > 1 ? multipliers[firstCondition + c] : 0);
            largest = Math.max(largest, weights[c]);
        }
        double unit = largest > 0 ? 1 / largest : 1;
        for (int c = 0; c < weights.length; c++) {
            weights[c] = Ascent.coarse(weights[c] * unit);
        }
        double[] beta = new double[node.beta.length];
        for (int d = 0; d < beta.length; d++) {
            beta[d] = Ascent.coarse(multipliers[firstSplit + d] * unit);
        }
        double[] former = new double[relus.length];
        for (int u = 0; u < relus.length; u++) {
            double[] below = lines.below[relus[u]];
            former[u] = below[indices[u]];
            double coefficient = coefficient(cost, multipliers, u);
            if (coefficient > 0) {
                double slope = Math.min(1, multipliers[2 * u] / coefficient);
                below[indices[u]] = ProofWriter.writable(slope, Ascent.PLACES);
            }
        }
        pass.backward(objective, node, beta, weights, lines);
        double value = geometry.distance(pass.normal(), pass.constant());
        // Weights of zero leave children nothing to improve on.
        if (value > node.value && (hasCost || value > geometry.radius())) {
            System.arraycopy(beta, 0, node.beta, 0, beta.length);
            System.arraycopy(weights, 0, node.weights, 0, weights.length);
            node.value = value;
            return true;
        }
        for (int u = 0; u < relus.length; u++) {
            lines.below[relus[u]][indices[u]] = former[u];
        }
        return false;
    }

    /** What form and rows say of an unstable output, its own lines left out: its coefficient in the backward pass. */
    private double coefficient(double[] cost, double[] multipliers, int u) {
        int column = network.inputSize() + u;
        double sum = cost[column];
        for (int row = 0; row < multipliers.length; row++) {
            if (multipliers[row] != 0 && row / 2 != u) {
                sum += multipliers[row] * normals.get(row)[column];
            }
        }
        return sum;
    }
}
