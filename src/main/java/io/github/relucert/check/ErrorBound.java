package io.github.relucert.check;

import io.github.relucert.network.Affine;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.specification.Norm;
import java.util.Arrays;
import java.util.List;
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
 * Numerical Algorithms, 2002, section 3.1 and (2.8)). Coefficient (v, j) is a sum of at most n_v products: one an entry of its column in all
 * affine layers that read the value, at most one a ReLU layer, start terms, half-spaces. By the Lipschitz property each product t in it lowers P by at most
 * {@code gamma_{n_v} M_vj |t|}, and each in the constant, a sum of m products, by {@code gamma_m |t|}. A form pays these prices as it adds; for the products
 * {@code A_i w_ij} of an affine layer, which are added in bulk, {@code |A_i|} times {@code sum_j gamma_{n_v} M_vj |w_ij|}, found here once. The final sums over
 * the input are priced alike. Induction over the stages of the pass gives: <i>what double arithmetic returns, minus the prices, is at most
 * P of the exact pass with the same slopes, and so is every bound derived from it; P itself bounds the form from below</i> (soundness), and
 * shrinks with no tighter bound put in (each line's offset is monotone in the neuron's bounds), so exact arithmetic accepts whatever double arithmetic
 * accepts.
 *
 * <p><b>What that needs.</b> Rounding may turn the sign of a coefficient or make it zero, so both offsets have to be at
 * most T for every neuron of a layer that the form passes; a form that meets a larger one is given up. Start weights and nu have to be
 * normal doubles, so that converting them errs by a few units in the last place. The clipped shares
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

    private final double[][] magnitude;
    private final double[][] start;
    private final double[][] push;
    private final double underflow;

    /** Prices for passes that end in the given root region, of which every form has at most {@code terms} start terms on a coefficient. */
    ErrorBound(Network network, double[] centre, Ball ball, Region root, int terms) {
        int values = network.layers().size() + 1;
        int[] sizes = IntStream.range(0, values).map(network::valueSize).toArray();
        magnitude = arrays(sizes);
        start = arrays(sizes);
        push = arrays(sizes);
        double[][] products = arrays(sizes);
        countProducts(network, products);
        inputMagnitudes(centre, ball, root);
        double total = 0;
        for (int v = 0; v < values; v++) {
            if (v > 0) {
                switch (network.layers().get(v - 1)) {
                    case Affine affine -> affine(affine, v);
                    case Relu relu -> relu(relu, v);
                }
            }
            double longest = Arrays.stream(products[v]).max().orElse(0) + terms;
            double error = v == 0 ? 2 * error(longest + 2.0 * centre.length) : error(longest);
            for (int i = 0; i < sizes[v]; i++) {
                start[v][i] = inflated(error * magnitude[v][i]);
                total += inflated(longest * magnitude[v][i]);
            }
        }
        start[values] = new double[] {error(Arrays.stream(sizes).sum() + (double) terms)};
        underflow = inflated(total * 0x1p-1050);
    }

    /** An array a value, and an empty one for the constant. */
    private static double[][] arrays(int... sizes) {
        double[][] arrays = new double[sizes.length + 1][0];
        for (int v = 0; v < sizes.length; v++) {
            arrays[v] = new double[sizes[v]];
        }
        return arrays;
    }

    /** How many entries each coordinate's column has in all affine layers that read it; what ReLUs add is among the start terms. */
    private static void countProducts(Network network, double[][] products) {
        for (Layer layer : network.layers()) {
            for (Affine.Term term : layer instanceof Affine affine ? affine.terms() : List.<Affine.Term>of()) {
                for (int i = 0; i < layer.outputSize(); i++) {
                    term.map().forEachInRow(i, (column, _) -> products[term.source()][column]++);
                }
            }
        }
    }

    private void inputMagnitudes(double[] centre, Ball ball, Region root) {
        double reach = ball.reach().doubleCeiling();
        for (int k = 0; k < centre.length; k++) {
            double side = Math.max(Math.abs(root.lower()[k].outward()), Math.abs(root.upper()[k].outward()));
            magnitude[0][k] = Math.nextUp(Math.abs(centre[k]) + (ball.norm() == Norm.LINF ? side : reach));
        }
    }

    private void affine(Affine affine, int value) {
        for (int i = 0; i < affine.outputSize(); i++) {
            double[] sums = {Math.abs(affine.bias(i)), 0};
            for (Affine.Term term : affine.terms()) {
                int source = term.source();
                term.map().forEachInRow(i, (column, weight) -> {
                    sums[0] += weight == 0 ? 0 : Math.abs(weight) * magnitude[source][column];
                    sums[1] += Math.abs(weight) * start[source][column];
                });
            }
            magnitude[value][i] = inflated(sums[0]);
            push[value][i] = inflated(sums[1]);
        }
        double least = Arrays.stream(magnitude[value]).max().orElse(0) * LEAST_SHARE;
        Arrays.setAll(magnitude[value], i -> Math.max(magnitude[value][i], least));
    }

    private void relu(Relu relu, int value) {
        for (int i = 0; i < relu.outputSize(); i++) {
            magnitude[value][i] = Math.nextUp(magnitude[relu.source()][i] + offsetLimit(relu.source(), i));
        }
    }

    /** At least {@code gamma_n} for sums of n products and some operations beyond them, n below 2^31. */
    private static double error(double n) {
        return (n + SPARE) * 0x1.0001p-53;
    }

    /** Not below the exact sum of fewer than 2^31 non-negative products that was computed as {@code sum}. */
    private static double inflated(double sum) {
        return sum * (1 + 0x1p-20) + Double.MIN_NORMAL;
    }

    /** At least {@code |x_k|} in the root region. */
    double largestInput(int k) {
        return magnitude[0][k];
    }

    /** Largest offset of the lines of a neuron with this input that the prices allow for. */
    double offsetLimit(int source, int index) {
        return Math.nextUp(magnitude[source][index] * (1 + 0x1p-20));
    }

    /** Prices of a unit added to a coefficient of a value, or behind the last value to the constant. */
    double[] start(int value) {
        return start[value];
    }

    /** Prices of a unit of coefficients pushed through the affine layer that produces the value, but for its constants. */
    double[] push(int value) {
        return push[value];
    }

    /** All prices of one form, from their computed sum; what underflows in products with nu is paid for nu-fold. */
    double total(double charges, double nu) {
        return inflated(charges) + underflow * (1 + nu) * (1 + 0x1p-40);
    }
}
