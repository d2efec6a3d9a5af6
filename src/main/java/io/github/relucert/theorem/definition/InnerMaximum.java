package io.github.relucert.theorem.definition;

import io.github.relucert.bounds.IntervalPropagation;
import io.github.relucert.bounds.NeuronBounds;
import io.github.relucert.bounds.Region;
import io.github.relucert.engine.Limits;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.milp.WorstMargin;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.UnsafeSet;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * The inner problem of adversarial training for a two-layer network with one output: the least margin {@code y f} over the l_inf
 * ball around a point, and with it the greatest of any loss that decreases in the margin.
 */
record InnerMaximum(Network network, List<Rational> point, int label, Rational radius) {
    private static final Duration SOLVER_TIME = Duration.ofSeconds(20);

    /** The problem whose unsafe set is {@code y f <= level}, over all of space. */
    Problem below(Rational level) {
        return below(level, Norm.LINF);
    }

    /** The same, distances measured in another norm. */
    Problem below(Rational level, Norm norm) {
        LinearForm form = LinearForm.single(0, Rational.of(label), level.negate());
        UnsafeSet unsafe = new UnsafeSet(List.of(List.of(Condition.onOutput(form))));
        return new Problem(network, point, norm, Box.unbounded(point.size()), unsafe);
    }

    /** {@code log(1 + exp(-margin))}. */
    static double loss(double margin) {
        return Math.max(-margin, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(margin)));
    }

    /** The margin at a point, in double. */
    double margin(double[] x) {
        return label * CompiledNetwork.of(network).evaluate(x)[0];
    }

    /** The mixed-integer program's least margin. */
    WorstMargin.Answer byProgram() {
        return WorstMargin.over(
                below(Rational.ZERO), CompiledNetwork.of(network), radius.doubleNearest(), Limits.of(SOLVER_TIME));
    }

    /** Projected gradient descent on the margin, steps along the gradient's signs; one step of the whole radius is FGSM. */
    double byDescent(int steps) {
        CompiledNetwork compiled = CompiledNetwork.of(network);
        double[] centre = centre();
        double reach = radius.doubleNearest();
        double[] x = centre.clone();
        double least = margin(x);
        for (int k = 0; k < steps; k++) {
            double[] gradient = compiled.gradient(x, new double[] {label});
            for (int i = 0; i < x.length; i++) {
                double step = reach * Math.signum(gradient[i]) * (steps == 1 ? 1 : 0.25);
                x[i] = Math.clamp(x[i] - step, centre[i] - reach, centre[i] + reach);
            }
            least = Math.min(least, margin(x));
        }
        return least;
    }

    /** A lower bound of the margin by interval bounds of the neurons. */
    double byIntervals() {
        double[] centre = centre();
        double reach = radius.doubleNearest();
        Region region = Region.of(unbounded(centre.length, -1), unbounded(centre.length, 1), centre, Norm.LINF, reach);
        NeuronBounds bounds = new IntervalPropagation().bound(CompiledNetwork.of(network), region);
        if (!(network.layers().getLast() instanceof Affine last)) {
            throw new IllegalArgumentException("the last layer is not affine");
        }
        double[] sum = {label * last.bias(0)};
        last.terms().getFirst().map().forEachInRow(0, (j, weight) -> {
            double low = Math.max(bounds.lower(0, j), 0);
            double high = Math.max(bounds.upper(0, j), 0);
            sum[0] += Math.min(label * weight * low, label * weight * high);
        });
        return sum[0];
    }

    private double[] centre() {
        return point.stream().mapToDouble(Rational::doubleNearest).toArray();
    }

    private static double[] unbounded(int size, int sign) {
        return Collections.nCopies(size, sign * Double.POSITIVE_INFINITY).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }
}
