package io.github.relucert.search;

import io.github.relucert.bounds.BoxAndBall;
import io.github.relucert.check.ProofChecker;
import io.github.relucert.convex.NearestPoint;
import io.github.relucert.convex.Polyhedron;
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
    private final BoundRows rows;
    private double[] dualPoint;

    /** Over the sides of the node's box; no ball. */
    CellLeaf(CompiledNetwork network, Norm norm, double[] centre, RelaxedPass pass) {
        this.norm = norm;
        this.centre = centre;
        this.pass = pass;
        this.rows = new BoundRows(network);
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
        int splits = node.beta.length;
        int conditions = node.weights.length;
        int size = centre.length;
        int rowCount = splits + conditions + halfSpaces;
        double[] normals = new double[rowCount * size];
        double[] limits = new double[rowCount];
        double[] scales = new double[rowCount];
        for (int d = 0; d < splits; d++) {
            int sign = node.splitActive[d] ? -1 : 1;
            rows.push(node.splitRelu[d], new int[] {node.splitIndex[d]}, new int[] {sign}, 0, 1, lines);
            System.arraycopy(rows.normals(), 0, normals, d * size, size);
            limits[d] = -rows.constant(0);
        }
        for (int c = 0; c < conditions; c++) {
            double[] single = new double[conditions];
            single[c] = 1;
            pass.backward(objective, node, new double[0], single, lines);
            System.arraycopy(pass.normal(), 0, normals, (splits + c) * size, size);
            limits[splits + c] = -pass.constant();
        }
        for (var at = halfSpaces > 0 ? node.halfSpace : Optional.<HalfSpace>empty();
                at.isPresent();
                at = at.get().above()) {
            int row = splits + conditions + at.get().number();
            System.arraycopy(at.get().normal(), 0, normals, row * size, size);
            limits[row] = -at.get().constant();
        }
        for (int row = 0; row < scales.length; row++) {
            double largest = 0;
            for (int k = 0; k < size; k++) {
                largest = Math.max(largest, Math.abs(normals[row * size + k]));
            }
            scales[row] = largest > 0 ? 1 / largest : 1;
            for (int k = 0; k < size; k++) {
                normals[row * size + k] *= scales[row];
            }
            limits[row] *= scales[row];
        }
        Projection projection =
                NearestPoint.project(norm, new Polyhedron(normals, limits, node.low, node.high), centre, cutoff);
        double[] multipliers = switch (projection) {
            case Projection.Nearest nearest -> nearest.multipliers();
            case Projection.Empty(double[] weights) -> weights;
            case Projection.Farther(double _, double[] weights) -> weights;
            case Projection.Unsettled _ -> new double[0];
        };
        adopt(objective, node, lines, geometry, multipliers, scales);
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
