package io.github.relucert.train;

/**
 * What holds weights down, biases excepted: after every step with rate {@code r} a weight is shrunk by the factor
 * {@code 1 - r * decay} (Loshchilov and Hutter, ICLR 2019), then moved towards zero by {@code r * sparsity} and stopped there (the
 * proximal step of the l1 norm), so that weights become exactly zero.
 */
public record Penalty(double decay, double sparsity) {
    public static final Penalty NONE = new Penalty(0, 0);

    void apply(Parameters parameters, double learningRate) {
        switch (parameters.role) {
            case WEIGHT -> shrink(parameters.values, learningRate);
            case OFFSET -> {}
        }
    }

    private void shrink(double[] weights, double learningRate) {
        double factor = 1 - learningRate * decay;
        double threshold = learningRate * sparsity;
        for (int i = 0; i < weights.length; i++) {
            double shrunk = factor * weights[i];
            weights[i] = Math.copySign(Math.max(Math.abs(shrunk) - threshold, 0), shrunk);
        }
    }
}
