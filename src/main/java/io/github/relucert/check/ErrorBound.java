package io.github.relucert.check;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How far a backward pass in double arithmetic can stray from the exact one, as prices of coefficients that are computed once a
 * network and root region.
 *
 * <p><b>Magnitudes.</b> Let {@code M_0,k = |x0_k| + max|side_k|} over the root region (in l2 and l1 {@code |x0_k| + R}),
 * {@code M_z,i = sum_j |w_ij| M_j + |b_i|} for an affine coordinate, or any larger number, and {@code M_y = M_z + T}, {@code T = M_z (1 + 2^-20)}, for a
 * ReLU. Call {@code P(A, c)} the value that the exact pass, with given slopes and bounds, assigns to coefficients A of all values
 * and a constant c. <i>P is Lipschitz: {@code |P(A, c) - P(A', c')| <= sum |A_vj - A'_vj| M_vj + |c - c'|}, as long as no line's offset
 * exceeds T.</i> Induction from the input: at the input the minimum of {@code a.x} over the box changes by at most the largest
 * {@code |x_k|} a unit, the share of a ball by at most R. Through an affine layer a unit of coefficient i becomes {@code w_ij} units of
 * coefficient j and {@code b_i} of the constant, at most {@code M_z,i} together. Through a ReLU a coefficient c becomes {@code alpha c} (c
 * >= 0) or {@code s c} (c < 0) with {@code alpha, s <= 1}, continuous in c, and the constant gains {@code c} times an offset of at most T.
 *
 * <p><b>Rounding.</b> A sum of n products in any order is off by at most {@code gamma_n} times the sum of their absolute values,
 * {@code gamma_n = n u / (1 - n u)}, {@code u = 2^-53}, and by {@code n 2^-1075} for underflow (Higham, Accuracy and Stability of
 * Numerical Algorithms, 2002, section 3.1 and (2.8)). Coefficient j of a value is a sum of at most n_v products {@code A_i w_ij}, one an entry of
 * its column in all layers that read the value, plus start terms; so by the Lipschitz property all its errors together lower P by at
 * most {@code sum_i |A_i| sum_j gamma |w_ij| M_j}: a price a unit of {@code |A_i|}, found here once, paid as the pass goes. Constants and the final sums over
 * the input are priced alike. Induction over the stages of the pass gives: <i>what double arithmetic returns, minus the price, is at most
 * P of the exact pass with the same slopes, and so is every bound derived from it; P itself bounds the form from below</i> (soundness), and
 * shrinks with no tighter bound put in (each line's offset is monotone in the neuron's bounds), so exact arithmetic accepts whatever double arithmetic
 * accepts.
 *
 * <p><b>What that needs.</b> Rounding may turn the sign of a coefficient or make it zero, so the offset above the line has to be at
 * most T for every neuron of a layer that the form passes; a form that meets a larger one is given up. Offsets below the line are cut at T, which only
 * lowers P. Start weights and nu have to be normal doubles, so that converting them errs by a few units in the last place. The clipped shares
 * {@code nu side} of the ball err by that much too, a unit of error lowering P by at most {@code R + |side|}, and by {@code nu 2^-1074} where they
 * underflow: the price of underflow is paid nu-fold more.
 *
 * <p><b>Half-spaces.</b> A unit of error in coefficient (v, j) changes the pushed-back coefficients p and constant q so that
 * {@code sum |dp_k| M_0k + |dq| <= M_vj}, by the same induction: a half-space whose constant is lowered by its prices is implied by the exact one over
 * the root region, and weighs no more in any form. At points of the region themselves {@code |v_j| <= M_vj}, which makes it true.
 */
final class ErrorBound {
    /** Operations beyond the entries of a column: additions of partial sums, conversions, half-spaces. */
    private static final int SPARE = 64;

    /** Magnitudes are this much of the layer's largest at least: a neuron that is constantly 0 has rounded bounds too. */
    private static final double LEAST_SHARE = 0x1p-30;

    private final int[] sizes;
    private final double[] largestInput;
    private final double[][] start;
    private final double[][] push;
    private final double[][] offsetLimit;
    private final double constantError;
    private final double underflow;
    private final long operations;

    /** Prices for passes that end in the given root region, of which every form has at most {@code terms} start terms. */
    ErrorBound(Problem problem, Ball ball, Region root, int terms) {
        Network network = problem.network();
        int values = network.layers().size() + 1;
        sizes = IntStream.range(0, values).map(network::valueSize).toArray();
        start = new double[values][];
        push = new double[values][];
        offsetLimit = new double[values][];
        double[][] magnitude = new double[values][];
        long[] longest = longestSums(network);
        long total = 0;
        long widest = 0;
        for (int size : sizes) {
            total += size;
            widest = Math.max(widest, size);
        }
        operations = (total + terms) * SPARE;
        constantError = error(widest + values + terms + SPARE);
        double[] error = new double[values];
        for (int v = 0; v < values; v++) {
            error[v] = error(longest[v] + terms + SPARE + (v == 0 ? 2L * network.inputSize() : 0));
        }
        double products = 0;
        for (int v = 0; v < values; v++) {
            magnitude[v] = new double[sizes[v]];
            push[v] = new double[sizes[v]];
            offsetLimit[v] = new double[sizes[v]];
            if (v == 0) {
                inputMagnitudes(problem, ball, root, magnitude[0]);
            } else {
                switch (network.layers().get(v - 1)) {
                    case Affine affine -> affine(affine, v, magnitude, error);
                    case Relu relu -> relu(relu, v, magnitude, error);
                }
            }
            double perUnit = v == 0 ? 2 * error[v] : error[v];
            start[v] = Arrays.stream(magnitude[v])
                    .map(m -> inflated(perUnit * m, 1))
                    .toArray();
            products += inflated(Arrays.stream(magnitude[v]).sum(), total) * (longest[v] + terms + SPARE);
        }
        largestInput = magnitude[0];
        underflow = inflated(products * 0x1p-1060, total);
    }

    /** The most entries that a column of a value has in all layers that read it. */
    private static long[] longestSums(Network network) {
        long[][] entries = new long[network.layers().size() + 1][];
        Arrays.setAll(entries, v -> new long[network.valueSize(v)]);
        for (Layer layer : network.layers()) {
            switch (layer) {
                case Affine affine -> {
                    for (Affine.Term term : affine.terms()) {
                        for (int i = 0; i < affine.outputSize(); i++) {
                            term.map().forEachInRow(i, (column, weight) -> entries[term.source()][column]++);
                        }
                    }
                }
                case Relu relu -> Arrays.setAll(entries[relu.source()], i -> entries[relu.source()][i] + 1);
            }
        }
        return Arrays.stream(entries)
                .mapToLong(e -> Arrays.stream(e).max().orElse(0))
                .toArray();
    }

    private static void inputMagnitudes(Problem problem, Ball ball, Region root, double[] magnitude) {
        boolean cube = ball.norm() == Norm.LINF || !ball.radius().isFinite();
        for (int k = 0; k < magnitude.length; k++) {
            double reach = cube ? Math.max(Math.abs(root.lower(k)), Math.abs(root.upper(k))) : ball.ceiling();
            Rational centre = problem.centre().get(k).abs();
            magnitude[k] = Math.nextUp(centre.doubleCeiling() + reach);
        }
    }

    private void affine(Affine affine, int value, double[][] magnitude, double[] error) {
        for (int i = 0; i < affine.outputSize(); i++) {
            double[] sums = {Math.abs(affine.bias(i)), Math.abs(affine.bias(i)) * constantError, 1};
            for (Affine.Term term : affine.terms()) {
                double[] source = magnitude[term.source()];
                term.map().forEachInRow(i, (column, weight) -> {
                    double product = weight == 0 ? 0 : Math.abs(weight) * source[column];
                    sums[0] += product;
                    sums[1] += product * error[term.source()];
                    sums[2]++;
                });
            }
            magnitude[value][i] = inflated(sums[0], (long) sums[2]);
            push[value][i] = inflated(sums[1], (long) sums[2]);
        }
        double least = Arrays.stream(magnitude[value]).max().orElse(0) * LEAST_SHARE;
        Arrays.setAll(magnitude[value], i -> Math.max(magnitude[value][i], least));
    }

    private void relu(Relu relu, int value, double[][] magnitude, double[] error) {
        for (int i = 0; i < relu.outputSize(); i++) {
            double z = magnitude[relu.source()][i];
            offsetLimit[value][i] = Math.nextUp(z * (1 + 0x1p-20));
            magnitude[value][i] = Math.nextUp(z + offsetLimit[value][i]);
            push[value][i] = inflated(z * error[relu.source()], 1);
        }
    }

    /** At least {@code gamma_n}, for n below 2^31. */
    private static double error(long n) {
        return (n + 8) * 0x1.0001p-53;
    }

    /** Not below the exact sum of {@code terms} non-negative products that was computed as {@code sum}. */
    static double inflated(double sum, long terms) {
        return sum * (1 + (terms + 8) * 0x1p-52) + Double.MIN_NORMAL;
    }

    /** Number of values of the network. */
    int values() {
        return sizes.length;
    }

    /** Number of coordinates of a value. */
    int size(int value) {
        return sizes[value];
    }

    /** At least {@code |x_k|} in the root region. */
    double largestInput(int k) {
        return largestInput[k];
    }

    /** Prices of a unit of start coefficients of a value. */
    double[] start(int value) {
        return start[value];
    }

    /** Prices of a unit of coefficients pushed through the layer that produces the value; offsets of lines are priced apart. */
    double[] push(int value) {
        return push[value];
    }

    /** Largest offsets of lines that the prices allow for. */
    double[] offsetLimit(int value) {
        return offsetLimit[value];
    }

    /** Price of a unit of a constant. */
    double constantError() {
        return constantError;
    }

    /** All prices of one form, from their computed sum; what underflows in products with nu is paid for nu-fold. */
    double total(double charges, double nu) {
        return inflated(charges, operations) + underflow * (1 + nu) * (1 + 0x1p-40);
    }
}
