package io.github.relucert.cells;

import io.github.relucert.convex.ExactRow;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Neuron;
import io.github.relucert.network.Phase;
import io.github.relucert.specification.LinearForm;
import java.util.ArrayList;
import java.util.List;

/**
 * One activation cell: the points of a region at which every ReLU is in the phase of the pattern.
 *
 * @param pattern {@code [relu][index]}, active or inactive
 * @param preActivations {@code [relu][index]}, what each ReLU reads, as an affine function of the input on this cell
 * @param outputs the network's outputs as affine functions on this cell
 * @param point a point of the cell, in its interior where only cells with an interior were asked for
 */
public record Cell(
        List<List<Phase>> pattern,
        List<List<AffineFunction>> preActivations,
        List<AffineFunction> outputs,
        List<Rational> point) {
    public Cell {
        pattern = pattern.stream().map(List::copyOf).toList();
        preActivations = preActivations.stream().map(List::copyOf).toList();
        outputs = List.copyOf(outputs);
        point = List.copyOf(point);
    }

    public Phase phase(Neuron neuron) {
        return pattern.get(neuron.relu()).get(neuron.index());
    }

    public AffineFunction preActivation(Neuron neuron) {
        return preActivations.get(neuron.relu()).get(neuron.index());
    }

    /** The inequalities {@code normal . x <= limit} that hold every neuron in its phase, layer by layer. */
    public List<ExactRow> rows() {
        List<ExactRow> rows = new ArrayList<>();
        for (int relu = 0; relu < pattern.size(); relu++) {
            for (int i = 0; i < pattern.get(relu).size(); i++) {
                AffineFunction z = preActivations.get(relu).get(i);
                boolean active = pattern.get(relu).get(i) == Phase.ACTIVE;
                List<Rational> normal =
                        active ? z.slope().stream().map(Rational::negate).toList() : z.slope();
                rows.add(new ExactRow(
                        normal, active ? z.constant() : z.constant().negate()));
            }
        }
        return List.copyOf(rows);
    }

    /** A combination of the outputs as an affine function on this cell. */
    public AffineFunction output(LinearForm form) {
        Rational constant = form.constant();
        List<Rational> slope = new ArrayList<>();
        point.forEach(x -> slope.add(Rational.ZERO));
        for (int k = 0; k < form.indices().size(); k++) {
            AffineFunction output = outputs.get(form.indices().get(k));
            Rational factor = form.coefficients().get(k);
            constant = constant.add(factor.multiply(output.constant()));
            for (int i = 0; i < slope.size(); i++) {
                slope.set(i, slope.get(i).add(factor.multiply(output.slope().get(i))));
            }
        }
        return new AffineFunction(slope, constant);
    }
}
