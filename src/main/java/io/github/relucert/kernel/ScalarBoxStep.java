package io.github.relucert.kernel;

/** The step as a plain loop. */
final class ScalarBoxStep implements BoxStep {
    @Override
    public void againstSigns(double[] x, double[] gradients, int start, double length, double[] low, double[] high) {
        for (int i = 0; i < low.length; i++) {
            double moved = x[start + i] - length * Math.signum(gradients[start + i]);
            x[start + i] = Math.min(Math.max(moved, low[i]), high[i]);
        }
    }
}
