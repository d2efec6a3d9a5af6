package io.github.relucert.contract;

import io.github.relucert.bounds.Region;
import io.github.relucert.kernel.AffinePiece;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Phase;
import io.github.relucert.specification.Norm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NoFeasibleSolutionException;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;

/**
 * The true ranges of pre-activations and outputs of a tiny network over an l_inf or l1 region, up to a solver's 1e-9: one linear
 * program an activation pattern, quantity and side.
 */
final class Enumeration {
    /** Least and largest values of all pre-activations, layer after layer, then of all outputs. */
    record Ranges(double[] least, double[] largest) {}

    private final CompiledNetwork network;
    private final Region region;
    private final List<LinearConstraint> base = new ArrayList<>();

    private Enumeration(CompiledNetwork network, Region region) {
        this.network = network;
        this.region = region;
        int d = network.inputSize();
        double[] budget = new double[2 * d];
        for (int k = 0; k < d; k++) {
            double[] unit = new double[2 * d];
            unit[k] = 1;
            budget[d + k] = 1;
            base.add(new LinearConstraint(unit, Relationship.GEQ, region.lower(k)));
            base.add(new LinearConstraint(unit, Relationship.LEQ, region.upper(k)));
            for (int sign : new int[] {1, -1}) {
                double[] row = new double[2 * d];
                row[k] = sign;
                row[d + k] = -1;
                base.add(new LinearConstraint(row, Relationship.LEQ, sign * region.centre(k)));
            }
        }
        if (region.norm() == Norm.L1) {
            base.add(new LinearConstraint(budget, Relationship.LEQ, region.radius()));
        }
    }

    static Ranges ranges(CompiledNetwork network, Region region) {
        return new Enumeration(network, region).solve();
    }

    private Ranges solve() {
        int neurons = 0;
        for (int relu = 0; relu < network.reluLayers(); relu++) {
            neurons += network.reluSize(relu);
        }
        double[] least = new double[neurons + network.outputSize()];
        double[] largest = new double[least.length];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        for (int code = 0; code < 1 << neurons; code++) {
            extend(network.affinePiece(pattern(code)), code, least, largest);
        }
        return new Ranges(least, largest);
    }

    private Phase[][] pattern(int code) {
        Phase[][] pattern = new Phase[network.reluLayers()][];
        int bit = 0;
        for (int relu = 0; relu < pattern.length; relu++) {
            pattern[relu] = new Phase[network.reluSize(relu)];
            for (int i = 0; i < pattern[relu].length; i++) {
                pattern[relu][i] = (code >> bit++ & 1) == 1 ? Phase.ACTIVE : Phase.INACTIVE;
            }
        }
        return pattern;
    }

    private void extend(AffinePiece piece, int code, double[] least, double[] largest) {
        int d = network.inputSize();
        List<LinearConstraint> cell = new ArrayList<>(base);
        List<double[]> rows = new ArrayList<>();
        List<Double> constants = new ArrayList<>();
        for (int relu = 0; relu < network.reluLayers(); relu++) {
            append(piece.preActivationRows(relu), piece.preActivationConstants(relu), rows, constants);
        }
        for (int n = 0; n < rows.size(); n++) {
            Relationship side = (code >> n & 1) == 1 ? Relationship.GEQ : Relationship.LEQ;
            cell.add(new LinearConstraint(Arrays.copyOf(rows.get(n), 2 * d), side, -constants.get(n)));
        }
        append(piece.outputRows(), piece.outputConstants(), rows, constants);
        try {
            for (int n = 0; n < rows.size(); n++) {
                least[n] = Math.min(least[n], optimum(cell, rows.get(n), constants.get(n), GoalType.MINIMIZE));
                largest[n] = Math.max(largest[n], optimum(cell, rows.get(n), constants.get(n), GoalType.MAXIMIZE));
            }
        } catch (NoFeasibleSolutionException empty) {
            // No input of the region has this pattern: nothing to extend, and so for every row of the cell alike.
            return;
        }
    }

    private void append(double[] matrix, double[] vector, List<double[]> rows, List<Double> constants) {
        int d = network.inputSize();
        for (int i = 0; i < vector.length; i++) {
            rows.add(Arrays.copyOfRange(matrix, i * d, (i + 1) * d));
            constants.add(vector[i]);
        }
    }

    private double optimum(List<LinearConstraint> cell, double[] row, double constant, GoalType goal) {
        return new SimplexSolver()
                .optimize(
                        new LinearObjectiveFunction(Arrays.copyOf(row, 2 * region.size()), constant),
                        new LinearConstraintSet(cell),
                        goal,
                        new NonNegativeConstraint(false))
                .getValue();
    }
}
