package io.github.relucert.cells;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.network.Sparse;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.UnsafeSet;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The least perturbation that makes all of several rows unsafe at once, as the radius at 0 of a product network: one copy of the
 * network a row, all of them reading the same perturbation {@code z} (Vardi, Yehudai and Shamir, "Gradient methods provably
 * converge to non-robust networks", 2022, where the shift is {@code -y_i z}; Moosavi-Dezfooli et al., "Universal adversarial
 * perturbations", 2017).
 *
 * <p>A row that is unsafe by one conjunction contributes its conditions as outputs. Any other unsafe set becomes one output, the
 * minimum over disjuncts of the maximum over conditions, built from ReLUs, so that the product's unsafe set stays one conjunction.
 */
public final class UniversalPerturbation {
    private final Network network;
    private final List<Layer> layers = new ArrayList<>();
    private final List<Integer> results = new ArrayList<>();

    private UniversalPerturbation(Network network) {
        this.network = network;
    }

    /** Which way a row moves. */
    public enum Direction {
        /** {@code x + z}. */
        ALONG,
        /** {@code x - z}. */
        AGAINST
    }

    /**
     * A row of the question.
     *
     * @param point the row, every coordinate the exact value of a double
     * @param direction how it moves with the perturbation
     * @param unsafe what is unsafe for it
     */
    public record Row(List<Rational> point, Direction direction, UnsafeSet unsafe) {
        public Row {
            point = List.copyOf(point);
        }
    }

    /**
     * The problem whose radius is the least universal perturbation and whose witness is that perturbation: centre 0, and a domain
     * that keeps every moved row in the rows' domain.
     *
     * @throws IllegalArgumentException when there is no row, one lies outside the domain or sizes do not fit
     * @throws ArithmeticException when a condition's coefficient is no exact double even after clearing denominators
     */
    public static Problem problem(Network network, List<Row> rows, Norm norm, Box domain) {
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a universal perturbation needs at least one row");
        }
        UniversalPerturbation product = new UniversalPerturbation(network);
        Box moves = Box.unbounded(network.inputSize());
        for (Row row : rows) {
            Problem one = new Problem(network, row.point(), norm, domain, row.unsafe());
            moves = met(moves, one, row.direction());
            product.addCopy(row);
        }
        return product.toProblem(norm, moves);
    }

    /** The exact answer by cells; empty when no perturbation in the domain makes all rows unsafe. */
    public static Optional<Nearest> least(Network network, List<Row> rows, Norm norm, Box domain) {
        return ExactRadius.atMost(problem(network, rows, norm, domain));
    }

    private static Box met(Box moves, Problem row, Direction direction) {
        List<Rational> lower = new ArrayList<>();
        List<Rational> upper = new ArrayList<>();
        for (int k = 0; k < moves.size(); k++) {
            Rational x = row.centre().get(k);
            Rational down = room(x, row.domain().lower().get(k));
            Rational up = room(x, row.domain().upper().get(k));
            Rational low = direction == Direction.ALONG ? down : up.negate();
            Rational high = direction == Direction.ALONG ? up : down.negate();
            lower.add(moves.lower().get(k).max(low));
            upper.add(moves.upper().get(k).min(high));
        }
        return new Box(lower, upper);
    }

    private static Rational room(Rational x, Rational side) {
        return side.isFinite() ? side.subtract(x) : side;
    }

    private void addCopy(Row row) {
        int size = network.inputSize();
        double[] signs = new double[size];
        Arrays.fill(signs, row.direction() == Direction.ALONG ? 1 : -1);
        double[] point = row.point().stream()
                .mapToDouble(UniversalPerturbation::exactDouble)
                .toArray();
        int moved = add(new Affine("moved row", List.of(new Affine.Term(0, Sparse.diagonal(signs))), point));
        for (Layer layer : network.layers()) {
            add(
                    switch (layer) {
                        case Relu relu -> new Relu(relu.name(), moved + relu.source(), relu.outputSize());
                        case Affine affine ->
                            new Affine(
                                    affine.name(),
                                    affine.terms().stream()
                                            .map(term -> new Affine.Term(moved + term.source(), term.map()))
                                            .toList(),
                                    affine.bias());
                    });
        }
        int output = layers.size();
        List<List<Integer>> leftSides = row.unsafe().disjuncts().stream()
                .map(disjunct -> disjunct.stream()
                        .map(condition -> leftSide(condition, moved, output))
                        .toList())
                .toList();
        if (leftSides.size() == 1) {
            results.addAll(leftSides.getFirst());
        } else {
            results.add(leftSides.stream()
                    .map(conditions ->
                            conditions.stream().reduce((u, v) -> bend(u, v, 1)).orElseThrow())
                    .reduce((u, v) -> bend(u, v, -1))
                    .orElseThrow(() -> new IllegalArgumentException("a row that can never be unsafe")));
        }
    }

    /** Adds a layer and returns the number of its value. */
    private int add(Layer layer) {
        layers.add(layer);
        return layers.size();
    }

    /** The maximum {@code u + relu(v - u)} for sign 1, the minimum {@code u - relu(u - v)} for sign -1. */
    private int bend(int u, int v, int sign) {
        int difference = add(new Affine("difference", List.of(scaled(v, sign), scaled(u, -sign)), new double[1]));
        int positive = add(new Relu("positive part", difference, 1));
        return add(new Affine("sum", List.of(scaled(u, 1), scaled(positive, sign)), new double[1]));
    }

    private static Affine.Term scaled(int value, double factor) {
        return new Affine.Term(value, Sparse.diagonal(new double[] {factor}));
    }

    /** A condition's left side, times a positive integer where some coefficient is no double, as a value of size 1. */
    private int leftSide(Condition condition, int input, int output) {
        Rational constant = condition.input().constant().add(condition.output().constant());
        List<Rational> numbers = new ArrayList<>(condition.input().coefficients());
        numbers.addAll(condition.output().coefficients());
        numbers.add(constant);
        BigInteger scale = BigInteger.ONE;
        for (Rational number : numbers) {
            BigInteger odd =
                    number.denominator().shiftRight(number.denominator().getLowestSetBit());
            scale = scale.multiply(odd.divide(scale.gcd(odd)));
        }
        Rational factor = Rational.of(scale, BigInteger.ONE);
        List<Affine.Term> terms = List.of(
                new Affine.Term(output, row(condition.output(), network.outputSize(), factor)),
                new Affine.Term(input, row(condition.input(), network.inputSize(), factor)));
        return add(new Affine("margin", terms, new double[] {exactDouble(constant.multiply(factor))}));
    }

    private static Sparse row(LinearForm form, int size, Rational factor) {
        int[] columns = form.indices().stream().mapToInt(Integer::intValue).toArray();
        double[] weights = form.coefficients().stream()
                .mapToDouble(coefficient -> exactDouble(coefficient.multiply(factor)))
                .toArray();
        return new Sparse(size, new int[] {0, columns.length}, columns, weights);
    }

    private static double exactDouble(Rational value) {
        double rounded = value.doubleFloor();
        if (!Rational.of(rounded).equals(value)) {
            throw new ArithmeticException(value + " is no double, so that no stored weight can hold it");
        }
        return rounded;
    }

    private Problem toProblem(Norm norm, Box moves) {
        int count = results.size();
        List<Affine.Term> terms = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            double[] unit = new double[count];
            unit[k] = 1;
            terms.add(new Affine.Term(results.get(k), new Dense(count, 1, unit)));
        }
        add(new Affine("margins", terms, new double[count]));
        List<Condition> conjunction = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            conjunction.add(Condition.onOutput(LinearForm.single(k, Rational.ONE, Rational.ZERO)));
        }
        List<Rational> origin = Collections.nCopies(network.inputSize(), Rational.ZERO);
        Network product = new Network(network.inputType(), network.inputShape(), layers);
        return new Problem(product, origin, norm, moves, new UnsafeSet(List.of(conjunction)));
    }
}
