package io.github.relucert.train;

/** Adam (Kingma and Ba, ICLR 2015, algorithm 1) with the constants proposed there: 0.9, 0.999, 1e-8. */
public record Adam(double learningRate) implements Optimizer {
    private static final double FIRST = 0.9;
    private static final double SECOND = 0.999;
    private static final double EPSILON = 1e-8;

    @Override
    public Memory start(int size) {
        return new Moments(size);
    }

    private static final class Moments implements Memory {
        private final double[] first;
        private final double[] second;
        private double firstPower = 1;
        private double secondPower = 1;

        Moments(int size) {
            first = new double[size];
            second = new double[size];
        }

        @Override
        public void step(double[] values, double[] gradient, double learningRate) {
            firstPower *= FIRST;
            secondPower *= SECOND;
            for (int i = 0; i < values.length; i++) {
                first[i] = FIRST * first[i] + (1 - FIRST) * gradient[i];
                second[i] = SECOND * second[i] + (1 - SECOND) * gradient[i] * gradient[i];
                double deviation = Math.sqrt(second[i] / (1 - secondPower));
                values[i] -= learningRate * (first[i] / (1 - firstPower)) / (deviation + EPSILON);
            }
        }
    }
}
