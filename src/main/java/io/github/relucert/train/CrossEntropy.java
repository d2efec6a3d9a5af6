package io.github.relucert.train;

import java.util.Optional;

/** {@code log sum_j exp(f_j) - f_y}, for two classes or more. */
public record CrossEntropy() implements Loss {
    @Override
    public Optional<String> objection(int outputs) {
        return outputs >= 2
                ? Optional.empty()
                : Optional.of("cross-entropy needs an output for every class; take the logistic loss for one output");
    }

    @Override
    public double sum(double[] outputs, int[] labels, double[] gradient) {
        int batch = labels.length;
        int classes = outputs.length / batch;
        double sum = 0;
        for (int b = 0; b < batch; b++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < classes; j++) {
                largest = Math.max(largest, outputs[j * batch + b]);
            }
            double total = 0;
            for (int j = 0; j < classes; j++) {
                double share = StrictMath.exp(outputs[j * batch + b] - largest);
                gradient[j * batch + b] = share;
                total += share;
            }
            for (int j = 0; j < classes; j++) {
                double share = gradient[j * batch + b] / total;
                gradient[j * batch + b] = (j == labels[b] ? share - 1 : share) / batch;
            }
            sum += StrictMath.log(total) + largest - outputs[labels[b] * batch + b];
        }
        return sum;
    }
}
