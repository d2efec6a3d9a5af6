package io.github.relucert.train;

import io.github.relucert.network.FloatType;
import io.github.relucert.train.Parameters.Role;
import java.util.Arrays;
import java.util.List;

/**
 * Batch normalisation, one mean and one variance a channel (Ioffe and Szegedy, ICML 2015, algorithms 1 and 2): the batch's own
 * moments while training, running ones afterwards. The running variance is the unbiased one.
 */
final class BatchNormalizationLayer implements TrainableLayer {
    /** Stored in the model file as a float32. */
    static final float EPSILON = 1e-5f;

    private static final double NEW_SHARE = 0.1;

    private final int size;
    final Parameters scale;
    final Parameters shift;
    final double[] mean;
    final double[] variance;
    private double[] normalised = {};
    private final double[] inverseDeviation;
    private Mode mode = Mode.INFERENCE;

    BatchNormalizationLayer(int channels, int size) {
        this.size = size;
        this.scale = new Parameters(new double[channels], Role.OFFSET);
        this.shift = new Parameters(new double[channels], Role.OFFSET);
        this.mean = new double[channels];
        this.variance = new double[channels];
        this.inverseDeviation = new double[channels];
        Arrays.fill(scale.values, 1);
        Arrays.fill(variance, 1);
    }

    @Override
    public int outputSize() {
        return size;
    }

    @Override
    public double[] forward(double[] input, int batch, Mode mode) {
        this.mode = mode;
        normalised = new double[input.length];
        double[] output = new double[input.length];
        int length = input.length / mean.length;
        for (int c = 0; c < mean.length; c++) {
            int start = c * length;
            double centre = mean[c];
            double spread = variance[c];
            if (mode == Mode.TRAINING) {
                centre = mean(input, start, length);
                spread = variance(input, start, length, centre);
                mean[c] += NEW_SHARE * (centre - mean[c]);
                variance[c] += NEW_SHARE * (spread * length / Math.max(length - 1, 1) - variance[c]);
            }
            inverseDeviation[c] = 1 / Math.sqrt(spread + EPSILON);
            for (int j = start; j < start + length; j++) {
                normalised[j] = (input[j] - centre) * inverseDeviation[c];
                output[j] = scale.values[c] * normalised[j] + shift.values[c];
            }
        }
        return output;
    }

    private static double mean(double[] numbers, int start, int length) {
        double sum = 0;
        for (int j = start; j < start + length; j++) {
            sum += numbers[j];
        }
        return sum / length;
    }

    private static double variance(double[] numbers, int start, int length, double mean) {
        double sum = 0;
        for (int j = start; j < start + length; j++) {
            sum += (numbers[j] - mean) * (numbers[j] - mean);
        }
        return sum / length;
    }

    @Override
    public double[] inputGradient(double[] outputGradient) {
        double[] result = new double[outputGradient.length];
        int length = result.length / mean.length;
        for (int c = 0; c < mean.length; c++) {
            double factor = scale.values[c] * inverseDeviation[c];
            int start = c * length;
            double common = 0;
            double slope = 0;
            if (mode == Mode.TRAINING) {
                common = mean(outputGradient, start, length);
                slope = product(outputGradient, start, length) / length;
            }
            for (int j = start; j < start + length; j++) {
                result[j] = factor * (outputGradient[j] - common - slope * normalised[j]);
            }
        }
        return result;
    }

    @Override
    public void addParameterGradients(double[] outputGradient) {
        int length = outputGradient.length / mean.length;
        for (int c = 0; c < mean.length; c++) {
            scale.gradient[c] += product(outputGradient, c * length, length);
        }
        ChannelSums.add(outputGradient, shift.gradient);
    }

    private double product(double[] outputGradient, int start, int length) {
        double sum = 0;
        for (int j = start; j < start + length; j++) {
            sum += outputGradient[j] * normalised[j];
        }
        return sum;
    }

    @Override
    public List<Parameters> parameters() {
        return List.of(scale, shift);
    }

    @Override
    public void round(FloatType type) {
        scale.round(type);
        shift.round(type);
        Arrays.setAll(mean, c -> type.round(mean[c]));
        Arrays.setAll(variance, c -> type.round(variance[c]));
    }

    @Override
    public boolean isFinite() {
        return TrainableLayer.super.isFinite()
                && Arrays.stream(mean).allMatch(Double::isFinite)
                && Arrays.stream(variance).allMatch(Double::isFinite);
    }
}
