package io.github.relucert.attack;

import io.github.relucert.network.Neuron;
import io.github.relucert.network.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The cell of a point and those that differ from it in a neuron whose phase a solver's tolerance leaves open. */
final class NearbyCells {
    private static final double OPEN = 1e-6;
    private static final int MOST_OPEN = 6;

    private NearbyCells() {}

    static List<ActivationCell> of(AttackTarget target, double[] x) {
        record Open(Neuron neuron, double size) {}
        double[][] z = target.network().preActivations(x);
        Phase[][] pattern = target.network().pattern(x);
        List<Open> open = new ArrayList<>();
        for (int relu = 0; relu < z.length; relu++) {
            double scale = 0;
            for (double value : z[relu]) {
                scale = Math.max(scale, Math.abs(value));
            }
            for (int i = 0; i < z[relu].length; i++) {
                if (Math.abs(z[relu][i]) <= OPEN * scale) {
                    open.add(new Open(new Neuron(relu, i), Math.abs(z[relu][i]) / Math.max(scale, Double.MIN_NORMAL)));
                }
            }
        }
        open.sort(Comparator.comparingDouble(Open::size));
        List<Neuron> nearest = open.stream().limit(MOST_OPEN).map(Open::neuron).toList();
        ActivationCell own = new ActivationCell(target.network(), pattern);
        List<ActivationCell> cells = new ArrayList<>();
        // Counting in binary visits every choice of phases, the point's own first.
        for (int choice = 0; choice < 1 << nearest.size(); choice++) {
            List<Neuron> flipped = new ArrayList<>();
            for (int k = 0; k < nearest.size(); k++) {
                if ((choice >> k & 1) == 1) {
                    flipped.add(nearest.get(k));
                }
            }
            cells.add(own.flipped(flipped));
        }
        return cells;
    }
}
