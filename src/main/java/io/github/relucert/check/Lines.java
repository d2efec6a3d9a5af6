package io.github.relucert.check;

import io.github.relucert.network.Relu;

/** The lines that enclose each ReLU under given slopes and facts, found layer by layer when a form first passes. Safe for several threads. */
final class Lines {
    private final Setting setting;
    private final Slopes slopes;
    private final Facts facts;
    private final Layer[] layers;

    Lines(Setting setting, Slopes slopes, Facts facts) {
        this.setting = setting;
        this.slopes = slopes;
        this.facts = facts;
        layers = new Layer[setting.network().reluLayers().size()];
    }

    /**
     * The lines of a ReLU layer, a neuron each: {@code slope * z + offset}. Those of a split neuron are the side that was taken.
     *
     * @param limited whether all offsets are small enough for double arithmetic
     */
    record Layer(
            double[] slopeBelow, double[] offsetBelow, double[] slopeAbove, double[] offsetAbove, boolean limited) {}

    Facts facts() {
        return facts;
    }

    synchronized Layer of(Relu layer, int relu) {
        if (layers[relu] == null) {
            layers[relu] = found(layer, relu);
        }
        return layers[relu];
    }

    private Layer found(Relu layer, int relu) {
        double[] sides = slopes.sides().of(relu);
        double[] below = slopes.lower().of(relu).clone();
        double[] above = slopes.upper().of(relu).clone();
        double[] offsetBelow = new double[below.length];
        double[] offsetAbove = new double[below.length];
        boolean limited = true;
        for (int i = 0; i < below.length; i++) {
            if (sides[i] == 0) {
                double lower = facts.lower().of(relu)[i];
                double upper = facts.upper().of(relu)[i];
                offsetBelow[i] = offsetBelow(lower, upper, below[i]);
                offsetAbove[i] = offsetAbove(lower, upper, above[i]);
                limited &= Math.max(offsetBelow[i], offsetAbove[i])
                        <= setting.errors().offsetLimit(layer.source(), i);
            } else {
                below[i] = above[i] = sides[i] > 0 ? 1 : 0;
            }
        }
        return new Layer(below, offsetBelow, above, offsetAbove, limited);
    }

    /** Not above the least of {@code relu(z) - slope z} over {@code [l, u]}. */
    static double offsetBelow(double l, double u, double slope) {
        double atLower = l > 0 ? -product(-l, 1 - slope) : 0;
        double atUpper = u < 0 ? -product(u, slope) : 0;
        return Math.max(atLower, atUpper);
    }

    /** Not below the largest of {@code relu(z) - slope z} over {@code [l, u]}. */
    static double offsetAbove(double l, double u, double slope) {
        double atLower = l >= 0 ? product(l, 1 - slope) : product(-l, slope);
        double atUpper = u >= 0 ? product(u, 1 - slope) : product(-u, slope);
        return Math.max(atLower, atUpper);
    }

    /** Not below {@code x} times a factor in [0, 1], and exact where that is 0 or 1. Zero times infinity is zero. */
    private static double product(double x, double factor) {
        return factor == 0 || x == 0 ? 0 : factor == 1 ? x : Math.nextUp(x * factor);
    }
}
