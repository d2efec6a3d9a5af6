package io.github.relucert.theorem.twolayer;

import io.github.relucert.exact.Rational;
import io.github.relucert.theorem.generator.LabelledPoints;
import java.util.ArrayList;
import java.util.List;

/** One neuron a point, matched to it and switched on by nothing far from it. */
public final class MatchedFilters {
    private MatchedFilters() {}

    /**
     * {@code f(x) = sum_j y_j relu(<x_j, x> - threshold d)}.
     *
     * @param threshold share of the squared norm {@code d} that a point has to exceed in its own direction
     */
    public static TwoLayer network(LabelledPoints data, Rational threshold) {
        Rational bias = threshold.multiply(Rational.of(data.dimension())).negate();
        List<HiddenNeuron> neurons = new ArrayList<>();
        for (int j = 0; j < data.size(); j++) {
            neurons.add(new HiddenNeuron(Rational.of(data.label(j)), data.point(j), bias));
        }
        return TwoLayer.of(neurons);
    }
}
