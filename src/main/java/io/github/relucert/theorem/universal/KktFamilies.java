package io.github.relucert.theorem.universal;

import io.github.relucert.convex.ExactNearest;
import io.github.relucert.convex.ExactNearestPoint;
import io.github.relucert.convex.ExactPolyhedron;
import io.github.relucert.convex.ExactRow;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.theorem.generator.LabelledPoints;
import io.github.relucert.theorem.generator.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Karush-Kuhn-Tucker points of the margin problem that are known in closed form. */
public final class KktFamilies {
    private KktFamilies() {}

    /**
     * Without biases, on orthogonal points of squared norm {@code d}: one neuron a group of points of one class, in any partition of
     * the two classes. With {@code s} points in the group, {@code lambda = 1/sqrt(s d)}, {@code |v| = (s/d)^(1/4)}, and the neuron
     * computes {@code y relu(<sum of the group, x>) / d}. All other points lie at its kink, with subgradient 0.
     *
     * @param groups disjoint groups of points with the same label that cover all points
     */
    public static KktPoint grouped(LabelledPoints data, List<List<Integer>> groups) {
        Rational d = Rational.of(data.dimension());
        List<KktNeuron> neurons = new ArrayList<>();
        Rational[] squares = new Rational[data.size()];
        for (List<Integer> group : groups) {
            Rational square = Rational.ONE.divide(d.multiply(Rational.of(group.size())));
            Rational[] coefficients = new Rational[data.size()];
            Arrays.fill(coefficients, Rational.ZERO);
            for (int i : group) {
                coefficients[i] = Rational.ONE;
                squares[i] = square;
            }
            int sign = data.label(group.getFirst());
            List<Rational> direction = Vectors.multiple(
                    Rational.of(sign), Vectors.combination(data.dimension(), List.of(coefficients), data.points()));
            neurons.add(new KktNeuron(
                    sign, Rational.ONE.divide(d), square, direction, Rational.ZERO, List.of(coefficients)));
        }
        return new KktPoint(data, HiddenBias.ABSENT, neurons, List.of(squares));
    }

    /**
     * With biases, on orthogonal points of squared norm {@code d}: one neuron a class. Its own points are on, the opposite ones lie at
     * its kink with a subgradient strictly between 0 and 1.
     */
    public static KktPoint biased(LabelledPoints data) {
        KktNeuron plus = biasedNeuron(data, 1);
        KktNeuron minus = biasedNeuron(data, -1);
        List<Rational> squares = data.labels().stream()
                .map(label -> label > 0 ? plus.squaredUnit() : minus.squaredUnit())
                .toList();
        return new KktPoint(data, HiddenBias.PRESENT, List.of(plus, minus), squares);
    }

    private static KktNeuron biasedNeuron(LabelledPoints data, int sign) {
        Rational d = Rational.of(data.dimension());
        Rational own = Rational.of(data.count(sign));
        Rational opposite = Rational.of(data.count(-sign));
        Rational all = Rational.of(data.size());
        Rational ratio = own.divide(d.add(opposite));
        Rational share = d.add(opposite).divide(d.multiply(d.add(all)));
        List<Rational> coefficients = data.labels().stream()
                .map(y -> y == sign ? Rational.ONE : ratio)
                .toList();
        List<Rational> signed = data.labels().stream()
                .map(y -> y == sign ? Rational.of(y) : ratio.multiply(Rational.of(y)))
                .toList();
        return new KktNeuron(
                sign,
                share,
                share.divide(own),
                Vectors.combination(data.dimension(), signed, data.points()),
                own.subtract(opposite.multiply(ratio)).multiply(Rational.of(sign)),
                coefficients);
    }

    /**
     * On any points that are nearly orthogonal: one neuron a class, the vector of least norm that is at least 1 on its own points and
     * at most 0 on the opposite ones. That program's multipliers are the weights {@code alpha_i} of the points.
     *
     * @return a candidate; {@link KktPoint#violations} tells whether the two programs fit together
     * @throws ArithmeticException when a class cannot be separated from the other
     */
    public static KktPoint leastNorm(LabelledPoints data, HiddenBias bias) {
        KktNeuron plus = leastNormNeuron(data, bias, 1);
        KktNeuron minus = leastNormNeuron(data, bias, -1);
        List<Rational> squares = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            KktNeuron own = data.label(i) > 0 ? plus : minus;
            Rational coefficient = own.coefficients().get(i);
            squares.add(coefficient.multiply(coefficient).multiply(own.squaredUnit()));
        }
        return new KktPoint(data, bias, List.of(plus, minus), squares);
    }

    private static KktNeuron leastNormNeuron(LabelledPoints data, HiddenBias bias, int sign) {
        int size = data.dimension() + 1;
        List<ExactRow> rows = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            List<Rational> lengthened = new ArrayList<>(data.point(i));
            lengthened.add(bias.addition());
            boolean own = data.label(i) == sign;
            rows.add(new ExactRow(Vectors.multiple(Rational.of(own ? -1 : 1), lengthened), Rational.of(own ? -1 : 0)));
        }
        ExactNearest least = ExactNearestPoint.fromScratch(
                        Norm.L2,
                        new ExactPolyhedron(rows, Box.unbounded(size)),
                        Collections.nCopies(size, Rational.ZERO))
                .orElseThrow(() -> new ArithmeticException("no half-space separates the classes of " + data));
        Rational total =
                data.ofClass(sign).stream().map(least.multipliers()::get).reduce(Rational.ZERO, Rational::add);
        Rational orientation = Rational.of(sign);
        return new KktNeuron(
                sign,
                Rational.ONE,
                Rational.ONE.divide(total),
                Vectors.multiple(orientation, least.point().subList(0, data.dimension())),
                least.point().getLast().multiply(orientation),
                least.multipliers());
    }
}
