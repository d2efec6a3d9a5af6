package io.github.relucert.train;

/** How a gradient becomes a step. */
public sealed interface Optimizer permits Sgd, Momentum, Adam {
    /** The rate at the start of training. */
    double learningRate();

    /** The memory for one array of that many parameters. */
    Memory start(int size);

    /** What is remembered of earlier gradients of one array. */
    interface Memory {
        /** Moves the values against the gradient. */
        void step(double[] values, double[] gradient, double learningRate);
    }
}
