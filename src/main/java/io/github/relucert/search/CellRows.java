package io.github.relucert.search;

import io.github.relucert.convex.Polyhedron;
import io.github.relucert.kernel.CompiledNetwork;

/**
 * The inequalities of a node whose neurons are all settled, in double: the splits on its path, the conditions of its disjunct, and if wished the
 * half-spaces of the path, in this order. One thread.
 */
final class CellRows {
    private final RelaxedPass pass;
    private final BoundRows rows;
    private final int size;

    CellRows(CompiledNetwork network, RelaxedPass pass) {
        this.pass = pass;
        this.rows = new BoundRows(network);
        this.size = network.inputSize();
    }

    /**
     * Rows over the sides of the node's box.
     *
     * @param scales what each row was multiplied by, so that its largest coefficient is 1
     */
    record Scaled(Polyhedron polyhedron, double[] scales) {}

    /**
     * The rows of a node.
     *
     * @param lines of the node: the ReLUs themselves
     * @param halfSpaces how many of the path's half-spaces are to be rows too, the first ones
     */
    Scaled of(Objective objective, NodeState node, Lines lines, int halfSpaces) {
        int splits = node.beta.length;
        int conditions = node.weights.length;
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
        for (var at = node.halfSpace; at.isPresent(); at = at.get().above()) {
            int number = at.get().number();
            if (number < halfSpaces) {
                int row = splits + conditions + number;
                System.arraycopy(at.get().normal(), 0, normals, row * size, size);
                limits[row] = -at.get().constant();
            }
        }
        for (int row = 0; row < rowCount; row++) {
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
        return new Scaled(new Polyhedron(normals, limits, node.low, node.high), scales);
    }
}
