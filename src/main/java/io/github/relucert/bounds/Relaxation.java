package io.github.relucert.bounds;

import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Phase;

/**
 * For every neuron a line below and a line above {@code max(z, 0)} between the bounds of {@code z}:
 * {@code lowerSlope * z <= max(z, 0) <= upperSlope * z + upperOffset}. Where the bounds fix the phase, both lines are the ReLU.
 *
 * <p>The upper line of an unstable neuron is the chord, with the offset rounded up so that the line holds for the rounded slope.
 * Any lower slope in [0, 1] is valid.
 */
public final class Relaxation {
    private final double[][] lowerSlope;
    private final double[][] upperSlope;
    private final double[][] upperOffset;

    private Relaxation(int layers) {
        this.lowerSlope = new double[layers][];
        this.upperSlope = new double[layers][];
        this.upperOffset = new double[layers][];
    }

    /** A relaxation whose layers are still to be filled in, first to last, by {@link #relax}. */
    static Relaxation empty(CompiledNetwork network) {
        return new Relaxation(network.reluLayers());
    }

    /**
     * CROWN's adaptive choice: lower slope 1 where {@code u > -l}, else 0 (Zhang et al., Efficient Neural Network Robustness
     * Certification with General Activation Functions, 2018, section 3.4), the better of the two in area.
     */
    public static Relaxation adaptive(NeuronBounds bounds) {
        Relaxation relaxation = new Relaxation(bounds.layers());
        for (int relu = 0; relu < bounds.layers(); relu++) {
            relaxation.relax(relu, bounds.lower(relu), bounds.upper(relu));
        }
        return relaxation;
    }

    /**
     * Given lower slopes for the unstable neurons (Xu et al., Fast and Complete, 2021, who optimise them).
     *
     * @param slopes {@code [relu][index]} in [0, 1]; ignored where the phase is known
     * @throws IllegalArgumentException when a slope that counts lies outside [0, 1]
     */
    public static Relaxation withLowerSlopes(NeuronBounds bounds, double[][] slopes) {
        Relaxation relaxation = adaptive(bounds);
        for (int relu = 0; relu < bounds.layers(); relu++) {
            for (int i = 0; i < bounds.size(relu); i++) {
                if (bounds.phase(relu, i) == Phase.UNSTABLE) {
                    if (!(slopes[relu][i] >= 0 && slopes[relu][i] <= 1)) {
                        throw new IllegalArgumentException("lower slope " + slopes[relu][i] + " of neuron " + i
                                + " in layer " + relu + " is not in [0, 1]");
                    }
                    relaxation.lowerSlope[relu][i] = slopes[relu][i];
                }
            }
        }
        return relaxation;
    }

    /** Fills in one layer with adaptive lower slopes. */
    void relax(int relu, double[] lower, double[] upper) {
        int size = lower.length;
        lowerSlope[relu] = new double[size];
        upperSlope[relu] = new double[size];
        upperOffset[relu] = new double[size];
        for (int i = 0; i < size; i++) {
            double l = lower[i];
            double u = upper[i];
            if (l >= 0) {
                lowerSlope[relu][i] = 1;
                upperSlope[relu][i] = 1;
            } else if (u > 0) {
                lowerSlope[relu][i] = u > -l ? 1 : 0;
                double slope = chordSlope(l, u);
                upperSlope[relu][i] = slope;
                upperOffset[relu][i] = chordOffset(l, u, slope);
            }
        }
    }

    /** A double in [0, 1] near {@code u / (u - l)}; halves keep the difference from overflowing. */
    private static double chordSlope(double l, double u) {
        if (Double.isInfinite(l)) {
            return 0;
        }
        return Double.isInfinite(u) ? 1 : Math.min(1, (u / 2) / (u / 2 - l / 2));
    }

    /** The least offset that is valid for this slope at both ends, rounded up. */
    private static double chordOffset(double l, double u, double slope) {
        if (slope == 0) {
            return u;
        }
        double atLower = -slope * l;
        double atUpper = slope == 1 ? 0 : u - slope * u + LinearMinimum.ROUNDING * u;
        return Math.max(atLower, atUpper) * (1 + LinearMinimum.ROUNDING);
    }

    public double lowerSlope(int relu, int index) {
        return lowerSlope[relu][index];
    }

    public double upperSlope(int relu, int index) {
        return upperSlope[relu][index];
    }

    public double upperOffset(int relu, int index) {
        return upperOffset[relu][index];
    }

    double[] lowerSlopes(int relu) {
        return lowerSlope[relu];
    }

    double[] upperSlopes(int relu) {
        return upperSlope[relu];
    }

    double[] upperOffsets(int relu) {
        return upperOffset[relu];
    }
}
