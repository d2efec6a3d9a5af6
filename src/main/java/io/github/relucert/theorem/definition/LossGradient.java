package io.github.relucert.theorem.definition;

import java.util.SplittableRandom;

/**
 * The mean logistic loss of a two-layer network {@code f(x) = c + sum_j a_j psi(w_j . x + b_j)} on labelled points as a function of
 * its parameters {@code theta = (w_j, b_j, a_j)_j, c}, with its gradient by the chain rule.
 *
 * @param activation the function {@code psi}
 * @param neurons {@code k}
 * @param points one row a point
 * @param labels +1 or -1
 */
record LossGradient(Activation activation, int neurons, double[][] points, int[] labels) {
    /** The activation function. */
    enum Activation {
        RELU,
        TANH;

        double value(double z) {
            return switch (this) {
                case RELU -> Math.max(z, 0);
                case TANH -> StrictMath.tanh(z);
            };
        }

        double derivative(double z) {
            return switch (this) {
                case RELU -> z > 0 ? 1 : 0;
                case TANH -> 1 - StrictMath.tanh(z) * StrictMath.tanh(z);
            };
        }
    }

    static LossGradient random(long seed, Activation activation) {
        SplittableRandom random = new SplittableRandom(seed);
        int inputs = random.nextInt(1, 5);
        int count = random.nextInt(1, 7);
        double[][] points = new double[count][];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            points[i] = random.doubles(inputs, -2, 2).toArray();
            labels[i] = random.nextBoolean() ? 1 : -1;
        }
        return new LossGradient(activation, random.nextInt(0, 6), points, labels);
    }

    int inputs() {
        return points[0].length;
    }

    /** Number of parameters; with no neuron there is only {@code c}. */
    int size() {
        return neurons * (inputs() + 2) + 1;
    }

    private double preActivation(double[] theta, int neuron, double[] x) {
        int start = neuron * (inputs() + 2);
        double sum = theta[start + inputs()];
        for (int i = 0; i < x.length; i++) {
            sum += theta[start + i] * x[i];
        }
        return sum;
    }

    /** How near a kink some neuron is at some point: the least absolute pre-activation. */
    double distanceFromKinks(double[] theta) {
        double least = Double.POSITIVE_INFINITY;
        for (double[] x : points) {
            for (int j = 0; j < neurons; j++) {
                least = Math.min(least, Math.abs(preActivation(theta, j, x)));
            }
        }
        return least;
    }

    private double output(double[] theta, double[] x) {
        double sum = theta[size() - 1];
        for (int j = 0; j < neurons; j++) {
            sum += theta[(j + 1) * (inputs() + 2) - 1] * activation.value(preActivation(theta, j, x));
        }
        return sum;
    }

    /** {@code L(theta)}. */
    double loss(double[] theta) {
        double sum = 0;
        for (int i = 0; i < points.length; i++) {
            sum += InnerMaximum.loss(labels[i] * output(theta, points[i]));
        }
        return sum / points.length;
    }

    /** {@code dL/dtheta}. */
    double[] gradient(double[] theta) {
        double[] gradient = new double[size()];
        for (int i = 0; i < points.length; i++) {
            double[] x = points[i];
            double slope = -labels[i] / (1 + StrictMath.exp(labels[i] * output(theta, x))) / points.length;
            gradient[size() - 1] += slope;
            for (int j = 0; j < neurons; j++) {
                int start = j * (inputs() + 2);
                double z = preActivation(theta, j, x);
                double outer = theta[start + inputs() + 1];
                double inner = slope * outer * activation.derivative(z);
                for (int k = 0; k < x.length; k++) {
                    gradient[start + k] += inner * x[k];
                }
                gradient[start + inputs()] += inner;
                gradient[start + inputs() + 1] += slope * activation.value(z);
            }
        }
        return gradient;
    }

    /** Central differences of the loss. */
    double[] differences(double[] theta, double step) {
        double[] result = new double[size()];
        for (int k = 0; k < result.length; k++) {
            double[] moved = theta.clone();
            moved[k] = theta[k] + step;
            double above = loss(moved);
            moved[k] = theta[k] - step;
            result[k] = (above - loss(moved)) / (2 * step);
        }
        return result;
    }
}
