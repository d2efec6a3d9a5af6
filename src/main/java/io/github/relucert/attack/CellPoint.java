package io.github.relucert.attack;

import io.github.relucert.convex.ActiveSet;
import io.github.relucert.network.Neuron;
import java.util.ArrayList;
import java.util.List;

/**
 * The point of an activation cell nearest to the centre among those where a disjunct holds, in double.
 *
 * @param cell the cell
 * @param disjunct number of the disjunct
 * @param rows the inequalities that the program ended with; {@code active} counts along this list
 * @param multipliers one a row
 */
record CellPoint(
        ActivationCell cell,
        int disjunct,
        double[] point,
        double distance,
        List<CellRow> rows,
        double[] multipliers,
        ActiveSet active) {
    /** The neurons that hold the point back, the strongest first. */
    List<Neuron> bindingNeurons() {
        record Pull(Neuron neuron, double strength) {}
        List<Pull> pulls = new ArrayList<>();
        for (int k = 0; k < rows.size(); k++) {
            switch (rows.get(k)) {
                case CellRow.OfNeuron row -> {
                    if (multipliers[k] > 0) {
                        pulls.add(new Pull(row.neuron(), multipliers[k]));
                    }
                }
                case CellRow.OfCondition row -> {}
            }
        }
        pulls.sort((a, b) -> Double.compare(b.strength(), a.strength()));
        return pulls.stream().map(Pull::neuron).toList();
    }

    /** The neurons among the rows, binding or not. */
    List<Neuron> neurons() {
        return rows.stream()
                .filter(CellRow.OfNeuron.class::isInstance)
                .map(row -> ((CellRow.OfNeuron) row).neuron())
                .toList();
    }
}
