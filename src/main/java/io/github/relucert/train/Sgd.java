package io.github.relucert.train;

/** Stochastic gradient descent: {@code w -= rate * g}. */
public record Sgd(double learningRate) implements Optimizer {
    @Override
    public Memory start(int size) {
        return (values, gradient, rate) -> {
            for (int i = 0; i < values.length; i++) {
                values[i] -= rate * gradient[i];
            }
        };
    }
}
