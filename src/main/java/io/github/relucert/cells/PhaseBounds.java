package io.github.relucert.cells;

import io.github.relucert.bounds.LinearMinimum;
import io.github.relucert.bounds.Region;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Phase;
import io.github.relucert.network.Relu;
import java.util.Arrays;

/**
 * Bounds of what every neuron reads, over a region where some phases are decided: one backward pass a neuron and side with
 * lines for the undecided ones (as CROWN does; Zhang et al., "Efficient neural network robustness certification with general
 * activation functions", 2018), in double, widened by a bound on all rounding errors.
 */
final class PhaseBounds {
    /** A slope keeps so many bits, so that exact rows stay short. */
    private static final int SLOPE_BITS = 20;

    private final NeuronOrder order;
    private final Phase[] phases;
    private final double[] low;
    private final double[] high;
    private final LinearMinimum minimum;
    private final double[] reach;
    private final double rounding;
    private boolean contradictory;

    private PhaseBounds(NeuronOrder order, Phase[] decided, Region region) {
        this.order = order;
        this.phases = decided.clone();
        this.low = new double[order.count()];
        this.high = new double[order.count()];
        this.minimum = new LinearMinimum(region);
        this.reach = new double[region.size()];
        Arrays.setAll(reach, k -> Math.max(Math.abs(region.lower(k)), Math.abs(region.upper(k))));
        // Every sum along the way has as many terms as some value has coordinates: to first order their errors add up.
        double terms = 8;
        for (int value = 0; value <= order.network().layers().size(); value++) {
            terms += order.network().valueSize(value) + 8;
        }
        this.rounding = terms * 0x1p-50;
    }

    static PhaseBounds of(NeuronOrder order, Phase[] decided, Region region) {
        PhaseBounds bounds = new PhaseBounds(order, decided, region);
        for (int neuron = 0; neuron < order.count(); neuron++) {
            bounds.bound(neuron);
        }
        return bounds;
    }

    /** No bounds: for patterns without undecided neurons. */
    static PhaseBounds none(NeuronOrder order) {
        double[] centre = new double[order.network().inputSize()];
        Phase[] undecided = new Phase[order.count()];
        Arrays.fill(undecided, Phase.UNSTABLE);
        double[] low = new double[centre.length];
        double[] high = new double[centre.length];
        Arrays.fill(low, Double.NEGATIVE_INFINITY);
        Arrays.fill(high, Double.POSITIVE_INFINITY);
        PhaseBounds bounds = new PhaseBounds(order, undecided, Region.box(low, high));
        Arrays.fill(bounds.low, Double.NEGATIVE_INFINITY);
        Arrays.fill(bounds.high, Double.POSITIVE_INFINITY);
        return bounds;
    }

    double low(int neuron) {
        return low[neuron];
    }

    double high(int neuron) {
        return high[neuron];
    }

    /** The decided phases and those that the bounds decide. */
    Phase[] phases() {
        return phases;
    }

    /** Whether a decided phase is impossible in the region. */
    boolean isContradictory() {
        return contradictory;
    }

    /** The slope of the line above a ReLU with bounds {@code low < 0 < high}. */
    static double upperSlope(double low, double high) {
        if (Double.isInfinite(low)) {
            return 0;
        }
        if (Double.isInfinite(high)) {
            return 1;
        }
        double grid = 1 << SLOPE_BITS;
        return Math.min(1, Math.max(0, Math.rint(high / (high - low) * grid) / grid));
    }

    private void bound(int neuron) {
        low[neuron] = Math.nextDown((float) least(neuron, 1));
        high[neuron] = Math.nextUp((float) -least(neuron, -1));
        switch (phases[neuron]) {
            case ACTIVE -> {
                contradictory |= high[neuron] < 0;
                low[neuron] = Math.max(low[neuron], 0);
            }
            case INACTIVE -> {
                contradictory |= low[neuron] > 0;
                high[neuron] = Math.min(high[neuron], 0);
            }
            case UNSTABLE -> {
                if (low[neuron] >= 0) {
                    phases[neuron] = Phase.ACTIVE;
                } else if (high[neuron] <= 0) {
                    phases[neuron] = Phase.INACTIVE;
                }
            }
        }
    }

    /** A lower bound of {@code sign} times what the neuron reads. */
    private double least(int neuron, double sign) {
        int values = order.network().layers().size() + 1;
        Pass pass = new Pass(values);
        pass.add(order.value(neuron), order.index(neuron), sign, 1);
        for (int value = order.value(neuron); value >= 0; value--) {
            if (pass.weights[value] != null && !pass.pullThrough(value)) {
                return Double.NEGATIVE_INFINITY;
            }
        }
        double error = pass.magnitude;
        for (int k = 0; k < reach.length; k++) {
            error += pass.slopeMagnitudes[k] == 0 ? 0 : pass.slopeMagnitudes[k] * reach[k];
        }
        double value = minimum.minimum(pass.slope, 0) + pass.constant - rounding * error;
        return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
    }

    /** One backward pass; magnitudes bound every quantity's absolute terms, and so its rounding errors. */
    private final class Pass {
        private final double[][] weights;
        private final double[][] magnitudes;
        private final double[] slope;
        private final double[] slopeMagnitudes;
        private double constant;
        private double magnitude;

        Pass(int values) {
            weights = new double[values][];
            magnitudes = new double[values][];
            slope = new double[reach.length];
            slopeMagnitudes = new double[reach.length];
        }

        void add(int value, int index, double weight, double size) {
            if (weights[value] == null) {
                weights[value] = new double[order.network().valueSize(value)];
                magnitudes[value] = new double[weights[value].length];
            }
            weights[value][index] += weight;
            magnitudes[value][index] += size;
        }

        boolean pullThrough(int value) {
            if (order.known(value).isPresent()) {
                addKnown(order.roundedForms(value), value);
                return true;
            }
            return switch (order.network().layers().get(value - 1)) {
                case Affine affine -> {
                    for (int i = 0; i < weights[value].length; i++) {
                        double weight = weights[value][i];
                        double size = magnitudes[value][i];
                        if (size != 0) {
                            constant += weight * affine.bias(i);
                            magnitude += size * Math.abs(affine.bias(i));
                            for (Affine.Term term : affine.terms()) {
                                term.map()
                                        .forEachInRow(
                                                i,
                                                (column, entry) -> add(
                                                        term.source(), column, weight * entry, size * Math.abs(entry)));
                            }
                        }
                    }
                    yield true;
                }
                case Relu relu -> {
                    boolean finite = true;
                    for (int i = 0; i < weights[value].length && finite; i++) {
                        if (magnitudes[value][i] != 0) {
                            finite = replace(relu, value, i);
                        }
                    }
                    yield finite;
                }
            };
        }

        private void addKnown(double[][] forms, int value) {
            for (int i = 0; i < forms.length; i++) {
                double weight = weights[value][i];
                double size = magnitudes[value][i];
                if (size != 0) {
                    for (int k = 0; k < slope.length; k++) {
                        slope[k] += weight * forms[i][k];
                        slopeMagnitudes[k] += size * Math.abs(forms[i][k]);
                    }
                    constant += weight * forms[i][slope.length];
                    magnitude += size * Math.abs(forms[i][slope.length]);
                }
            }
        }

        private boolean replace(Relu relu, int value, int index) {
            int neuron = order.first(value - 1) + index;
            double weight = weights[value][index];
            double size = magnitudes[value][index];
            switch (phases[neuron]) {
                case ACTIVE -> add(relu.source(), index, weight, size);
                case INACTIVE -> {}
                case UNSTABLE -> {
                    if (Double.isInfinite(low[neuron]) || Double.isInfinite(high[neuron])) {
                        return false;
                    }
                    // An error in the weight changes the sum by at most that error times the neuron's greatest value.
                    magnitude += size * (high[neuron] - low[neuron]);
                    if (weight >= 0) {
                        boolean steep = high[neuron] > -low[neuron];
                        if (steep) {
                            add(relu.source(), index, weight, size);
                        }
                    } else {
                        double slopeAbove = upperSlope(low[neuron], high[neuron]);
                        double offset = Math.max(-slopeAbove * low[neuron], high[neuron] * (1 - slopeAbove));
                        add(relu.source(), index, weight * slopeAbove, size * slopeAbove);
                        constant += weight * offset;
                        magnitude += size * offset;
                    }
                }
            }
            return true;
        }
    }
}
