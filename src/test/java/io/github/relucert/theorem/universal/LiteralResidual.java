package io.github.relucert.theorem.universal;

import io.github.relucert.exact.Rational;
import io.github.relucert.theorem.generator.LabelledPoints;
import java.util.List;

/** The largest violation of the equations of a Karush-Kuhn-Tucker point, on the parameters themselves, in double. */
final class LiteralResidual {
    private LiteralResidual() {}

    static double of(KktPoint point) {
        LabelledPoints data = point.data();
        List<double[]> rows = data.rows();
        double[] lambda = point.squaredMultipliers().stream()
                .mapToDouble(LiteralResidual::root)
                .toArray();
        double[] outputs = new double[data.size()];
        double worst = 0;
        for (KktNeuron neuron : point.neurons()) {
            double unit = root(neuron.squaredUnit());
            double v = neuron.sign() * Math.sqrt(neuron.share().doubleNearest() / unit);
            double[] w = neuron.direction().stream()
                    .mapToDouble(c -> v * unit * c.doubleNearest())
                    .toArray();
            double b = v * unit * neuron.offset().doubleNearest();
            double[] stationaryW = new double[w.length];
            double stationaryB = 0;
            double stationaryV = 0;
            for (int i = 0; i < data.size(); i++) {
                double[] x = rows.get(i);
                double pre = b;
                for (int k = 0; k < w.length; k++) {
                    pre += w[k] * x[k];
                }
                double subgradient = unit * neuron.coefficients().get(i).doubleNearest() / lambda[i];
                double factor = lambda[i] * data.label(i) * v * subgradient;
                for (int k = 0; k < w.length; k++) {
                    stationaryW[k] += factor * x[k];
                }
                stationaryB += factor * point.bias().addition().doubleNearest();
                stationaryV += lambda[i] * data.label(i) * Math.max(0, pre);
                outputs[i] += v * Math.max(0, pre);
            }
            for (int k = 0; k < w.length; k++) {
                worst = Math.max(worst, Math.abs(w[k] - stationaryW[k]));
            }
            worst = Math.max(worst, Math.max(Math.abs(b - stationaryB), Math.abs(v - stationaryV)));
        }
        for (int i = 0; i < data.size(); i++) {
            worst = Math.max(worst, Math.abs(data.label(i) * outputs[i] - 1));
        }
        return worst;
    }

    private static double root(Rational square) {
        return Math.sqrt(square.doubleNearest());
    }
}
