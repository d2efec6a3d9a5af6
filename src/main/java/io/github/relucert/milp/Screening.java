package io.github.relucert.milp;

import io.github.relucert.bounds.CrownPropagation;
import io.github.relucert.bounds.NeuronBounds;
import io.github.relucert.bounds.Region;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import java.util.List;

/**
 * What CROWN alone knows of a region: bounds of all neurons, and for each disjunct a number that the largest of its conditions
 * does not fall below. A disjunct with a positive number needs no program.
 */
record Screening(NeuronBounds bounds, double[] least) {
    /** Bounds a region. */
    static Screening of(CompiledNetwork network, Region region, List<List<Condition>> disjuncts) {
        NeuronBounds bounds = new CrownPropagation().bound(network, region);
        List<Condition> all = disjuncts.stream().flatMap(List::stream).toList();
        int m = network.outputSize();
        double[] rows = new double[Math.multiplyExact(all.size(), m)];
        double[] constants = new double[all.size()];
        for (int k = 0; k < constants.length; k++) {
            constants[k] = write(all.get(k).output(), rows, k * m);
        }
        double[] outputs = new CrownPropagation().lowerBounds(network, region, bounds, rows, constants);
        double[] least = new double[disjuncts.size()];
        int k = 0;
        for (int j = 0; j < least.length; j++) {
            least[j] = Double.NEGATIVE_INFINITY;
            for (Condition condition : disjuncts.get(j)) {
                least[j] = Math.max(least[j], outputs[k++] + leastInput(condition.input(), region));
            }
        }
        return new Screening(bounds, least);
    }

    private static double leastInput(LinearForm form, Region region) {
        if (form.indices().isEmpty()) {
            return form.constant().doubleFloor();
        }
        double[] row = new double[region.size()];
        double constant = write(form, row, 0);
        return region.minimum(row, 0) + constant;
    }

    private static double write(LinearForm form, double[] target, int offset) {
        for (int k = 0; k < form.indices().size(); k++) {
            target[offset + form.indices().get(k)] = form.coefficients().get(k).doubleNearest();
        }
        return form.constant().doubleNearest();
    }

    /** Whether programs can be written: their columns need finite sides. */
    boolean isFinite() {
        for (int relu = 0; relu < bounds.layers(); relu++) {
            for (int i = 0; i < bounds.size(relu); i++) {
                if (!Double.isFinite(bounds.lower(relu, i)) || !Double.isFinite(bounds.upper(relu, i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
