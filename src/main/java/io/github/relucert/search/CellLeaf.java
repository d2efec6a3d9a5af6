package io.github.relucert.search;

import io.github.relucert.bounds.BoxAndBall;
import io.github.relucert.check.ProofChecker;
import io.github.relucert.convex.NearestPoint;
import io.github.relucert.convex.Projection;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Norm;
import java.util.Optional;

/**
 * A node whose neurons are all settled is a polyhedron: the splits on its path and the conditions of its disjunct are linear there. The
 * half-spaces of the path belong to it too, since neurons may be settled only within them. Its nearest point is an unsafe point, and
 * its multipliers are the weights that prove that there is none nearer. One thread.
 */
final class CellLeaf {
    private final Norm norm;
    private final double[] centre;
    private final RelaxedPass pass;
    private final CellRows rows;
    private double[] dualPoint;

    /** Over the sides of the node's box; no ball. */
    CellLeaf(CompiledNetwork network, Norm norm, double[] centre, RelaxedPass pass) {
        this.norm = norm;
        this.centre = centre;
        this.pass = pass;
        this.rows = new CellRows(network, pass);
        this.dualPoint = centre;
    }

    /** Where the form of the last answer is nearest; at the optimum the cell's nearest point, free of a solver's tolerances. */
    double[] dualPoint() {
        return dualPoint;
    }

    /**
     * Sets weights of splits, conditions and half-spaces to the multipliers of the nearest point and the value to what they prove. Half-spaces
     * are left out where the value reaches the goal without: their own rounding errors would be multiplied by their weights.
     *
     * @return the nearest point, unsafe up to rounding; none when the cell is empty, farther than the cutoff, or hard
     */
    Optional<double[]> solve(
            Objective objective, NodeState node, Lines lines, BoxAndBall geometry, double goal, double cutoff) {
        dualPoint = geometry.point().clone();
        Optional<double[]> nearest = solve(objective, node, lines, geometry, cutoff, 0);
        return node.value >= goal || node.halfSpaces() == 0
                ? nearest
                : solve(objective, node, lines, geometry, cutoff, node.halfSpaces());
    }

    private Optional<double[]> solve(
            Objective objective, NodeState node, Lines lines, BoxAndBall geometry, double cutoff, int halfSpaces) {
        CellRows.Scaled cell = rows.of(objective, node, lines, halfSpaces);
        Projection projection = NearestPoint.project(norm, cell.polyhedron(), centre, cutoff);
        double[] multipliers = switch (projection) {
            case Projection.Nearest nearest -> nearest.multipliers();
            case Projection.Empty(double[] weights) -> weights;
            case Projection.Farther(double _, double[] weights) -> weights;
            case Projection.Unsettled _ -> new double[0];
        };
        adopt(objective, node, lines, geometry, multipliers, cell.scales());
        return projection instanceof Projection.Nearest nearest ? Optional.of(nearest.point()) : Optional.empty();
    }

    /** Takes the multipliers as weights if they prove more than the present ones. */
    private void adopt(
            Objective objective,
            NodeState node,
            Lines lines,
            BoxAndBall geometry,
            double[] multipliers,
            double[] scales) {
        int splits = node.beta.length;
        double largest = 0;
        for (int k = 0; k < multipliers.length; k++) {
            largest = Math.max(largest, multipliers[k] * scales[k]);
        }
        if (!(largest > 0) || Double.isInfinite(largest)) {
            return;
        }
        double unit =
                node.weights.length == 1 && multipliers[splits] > 0 ? multipliers[splits] * scales[splits] : largest;
        double[] beta = new double[splits];
        double[] weights = new double[node.weights.length];
        double[] halfSpaces = new double[node.halfSpaces()];
        int heavy = 0;
        for (int k = 0; k < multipliers.length; k++) {
            double weight = multipliers[k] * scales[k] / unit;
            if (k < splits) {
                beta[k] = weight;
            } else if (k < splits + weights.length) {
                weights[k - splits] = weight;
            } else {
                heavy += weight > 0 ? 1 : 0;
                halfSpaces[k - splits - weights.length] = heavy <= ProofChecker.MAX_WEIGHED_HALF_SPACES ? weight : 0;
            }
        }
        pass.backward(objective, node, beta, weights, lines);
        for (var at = node.halfSpace; at.isPresent(); at = at.get().above()) {
            pass.add(at.get(), halfSpaces[at.get().number()]);
        }
        double value = geometry.distance(pass.normal(), pass.constant());
        if (value > node.value) {
            dualPoint = geometry.point().clone();
            System.arraycopy(beta, 0, node.beta, 0, splits);
            System.arraycopy(weights, 0, node.weights, 0, weights.length);
            node.halfSpaceWeights = halfSpaces;
            node.value = value;
            node.multiplier = geometry.multiplier();
        }
    }
}
