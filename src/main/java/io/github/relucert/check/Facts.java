package io.github.relucert.check;

import io.github.relucert.certificate.ProofRecord.Row;
import io.github.relucert.network.Network;
import io.github.relucert.network.Neuron;
import io.github.relucert.network.PerNeuron;
import java.util.ArrayList;
import java.util.List;

/**
 * What has been proved at a node. Immutable.
 *
 * @param lower bounds of the pre-activations
 * @param upper likewise
 * @param halfSpaces in the order of their lines
 */
record Facts(PerNeuron lower, PerNeuron upper, List<HalfSpace> halfSpaces) {
    /** Nothing is known. */
    static Facts none(Network network) {
        return new Facts(
                PerNeuron.filled(network, Double.NEGATIVE_INFINITY),
                PerNeuron.filled(network, Double.POSITIVE_INFINITY),
                List.of());
    }

    /** These facts met with lower bounds of {@code sign * z} for the rows of a layer. */
    Facts met(int relu, List<Row> rows, double[] bounds) {
        double[] newLower = lower.of(relu).clone();
        double[] newUpper = upper.of(relu).clone();
        for (int r = 0; r < bounds.length; r++) {
            int i = rows.get(r).neuron();
            if (rows.get(r).sign() > 0) {
                newLower[i] = Math.max(newLower[i], bounds[r]);
            } else {
                newUpper[i] = Math.min(newUpper[i], -bounds[r]);
            }
        }
        return new Facts(lower.with(relu, newLower), upper.with(relu, newUpper), halfSpaces);
    }

    Facts with(HalfSpace halfSpace) {
        List<HalfSpace> more = new ArrayList<>(halfSpaces);
        more.add(halfSpace);
        return new Facts(lower, upper, more);
    }

    /** Whether some neuron's proved bounds contradict each other, so that the node holds no point. */
    boolean cross() {
        for (int relu = 0; relu < lower.layers().length; relu++) {
            for (int i = 0; i < lower.of(relu).length; i++) {
                if (cross(new Neuron(relu, i))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a neuron's proved bounds contradict each other. */
    boolean cross(Neuron neuron) {
        return lower.of(neuron.relu())[neuron.index()] > upper.of(neuron.relu())[neuron.index()];
    }
}
