package io.github.relucert.train;

import java.util.Optional;

/** {@code log(1 + exp(-y f))} with {@code y = +1} for label 1 and {@code -1} for label 0. */
public record LogisticLoss() implements Loss {
    @Override
    public Optional<String> objection(int outputs) {
        return outputs == 1
                ? Optional.empty()
                : Optional.of("the logistic loss needs exactly one output; take cross-entropy for several");
    }

    @Override
    public double sum(double[] outputs, int[] labels, double[] gradient) {
        double sum = 0;
        for (int b = 0; b < labels.length; b++) {
            double sign = labels[b] == 1 ? 1 : -1;
            double margin = sign * outputs[b];
            double small = StrictMath.exp(-Math.abs(margin));
            sum += StrictMath.log1p(small) + Math.max(-margin, 0);
            double probabilityOfTheOther = margin >= 0 ? small / (1 + small) : 1 / (1 + small);
            gradient[b] = -sign * probabilityOfTheOther / labels.length;
        }
        return sum;
    }
}
