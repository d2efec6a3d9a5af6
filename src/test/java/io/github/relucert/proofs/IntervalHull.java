package io.github.relucert.proofs;

import io.github.relucert.network.Affine;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import java.util.ArrayList;
import java.util.List;

/** Plain interval arithmetic in doubles, for guesses only. */
final class IntervalHull {
    private IntervalHull() {}

    /** Lower and upper sides of the pre-activations of every ReLU layer over a box. */
    static List<double[][]> preActivations(Network network, double[] lower, double[] upper) {
        List<double[][]> values = new ArrayList<>(List.of(new double[][][] {{lower, upper}}));
        List<double[][]> found = new ArrayList<>();
        for (var layer : network.layers()) {
            double[][] next = new double[2][layer.outputSize()];
            switch (layer) {
                case Relu relu -> {
                    double[][] z = values.get(relu.source());
                    found.add(z);
                    for (int i = 0; i < relu.outputSize(); i++) {
                        next[0][i] = Math.max(0, z[0][i]);
                        next[1][i] = Math.max(0, z[1][i]);
                    }
                }
                case Affine affine -> {
                    for (int i = 0; i < affine.outputSize(); i++) {
                        int row = i;
                        next[0][i] = affine.bias(i);
                        next[1][i] = affine.bias(i);
                        for (Affine.Term term : affine.terms()) {
                            double[][] y = values.get(term.source());
                            term.map().forEachInRow(i, (j, w) -> {
                                next[0][row] += w * y[w > 0 ? 0 : 1][j];
                                next[1][row] += w * y[w > 0 ? 1 : 0][j];
                            });
                        }
                    }
                }
            }
            values.add(next);
        }
        return found;
    }
}
