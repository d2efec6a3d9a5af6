package io.github.relucert.train;

/**
 * Gradient descent with the heavy ball: {@code v = momentum * v + g, w -= rate * v} (Polyak, USSR Comput. Math. Math. Phys.
 * 1964).
 */
public record Momentum(double learningRate, double momentum) implements Optimizer {
    @Override
    public Memory start(int size) {
        double[] velocity = new double[size];
        return (values, gradient, rate) -> {
            for (int i = 0; i < values.length; i++) {
                velocity[i] = momentum * velocity[i] + gradient[i];
                values[i] -= rate * velocity[i];
            }
        };
    }
}
