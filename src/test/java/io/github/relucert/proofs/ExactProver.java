package io.github.relucert.proofs;

import io.github.relucert.convex.ExactNearest;
import io.github.relucert.convex.ExactNearestPoint;
import io.github.relucert.convex.ExactPolyhedron;
import io.github.relucert.convex.ExactRow;
import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Neuron;
import io.github.relucert.network.Relu;
import io.github.relucert.search.ProofWriter;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Proves statements without any slack: splits every neuron, solves each cell exactly, and writes the multipliers of the solution
 * as integers. For tiny networks on bounded domains.
 */
public final class ExactProver {
    private final Problem problem;
    private final Network network;
    private final int size;
    private final StringBuilder text = new StringBuilder();
    private final ProofWriter out;
    private final List<AffineForm> splits = new ArrayList<>();

    private ExactProver(Problem problem) {
        this.problem = problem;
        this.network = problem.network();
        this.size = network.inputSize();
        this.out = new ProofWriter(text, network);
    }

    /** A body that proves every true statement about the problem, in exact arithmetic up to the very radius. */
    public static String prove(Problem problem) {
        ExactProver prover = new ExactProver(problem);
        List<AffineForm[]> values = new ArrayList<>();
        AffineForm[] input = new AffineForm[prover.size];
        for (int i = 0; i < input.length; i++) {
            input[i] = AffineForm.coordinate(input.length, i);
        }
        values.add(input);
        try {
            prover.descend(values, List.of(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return prover.text.toString();
    }

    /** {@code partial} holds the outputs decided so far of the ReLU layer that comes next, the {@code relu}-th. */
    private void descend(List<AffineForm[]> values, List<AffineForm> partial, int relu) throws IOException {
        if (values.size() > network.layers().size()) {
            leaf(values.getFirst(), values.getLast());
            return;
        }
        Layer next = network.layers().get(values.size() - 1);
        switch (next) {
            case Affine affine -> descend(with(values, apply(affine, values)), List.of(), relu);
            case Relu layer -> {
                if (partial.size() == layer.outputSize()) {
                    descend(with(values, partial.toArray(AffineForm[]::new)), List.of(), relu + 1);
                    return;
                }
                AffineForm z = values.get(layer.source())[partial.size()];
                AffineForm zero = AffineForm.constant(size, Rational.ZERO);
                out.split(new Neuron(relu, partial.size()));
                splits.add(z);
                descend(values, with(partial, zero), relu);
                splits.set(splits.size() - 1, zero.plus(Rational.of(-1), z));
                descend(values, with(partial, z), relu);
                splits.removeLast();
            }
        }
    }

    private static <T> List<T> with(List<T> list, T element) {
        List<T> longer = new ArrayList<>(list);
        longer.add(element);
        return longer;
    }

    private AffineForm[] apply(Affine affine, List<AffineForm[]> values) {
        AffineForm[] result = new AffineForm[affine.outputSize()];
        for (int i = 0; i < result.length; i++) {
            int row = i;
            result[i] = AffineForm.constant(size, Rational.of(affine.bias(i)));
            for (Affine.Term term : affine.terms()) {
                AffineForm[] source = values.get(term.source());
                term.map().forEachInRow(i, (j, w) -> result[row] = result[row].plus(Rational.of(w), source[j]));
            }
        }
        return result;
    }

    private void leaf(AffineForm[] input, AffineForm[] output) throws IOException {
        List<List<Condition>> disjuncts = problem.unsafe().disjuncts();
        for (int j = 0; j < disjuncts.size(); j++) {
            List<AffineForm> rows = new ArrayList<>();
            for (Condition condition : disjuncts.get(j)) {
                AffineForm zero = AffineForm.constant(size, Rational.ZERO);
                rows.add(added(added(zero, condition.input(), input), condition.output(), output));
            }
            rows.addAll(splits);
            Optional<List<Rational>> nearest = nearest(rows);
            List<Rational> multipliers = nearest.orElseGet(() -> refutation(rows));
            BigInteger common = BigInteger.ONE;
            for (Rational multiplier : multipliers) {
                BigInteger denominator = multiplier.denominator();
                common = common.divide(common.gcd(denominator)).multiply(denominator);
            }
            // A weight counts for the condition with its denominators cleared.
            BigInteger clearance = BigInteger.ONE;
            for (Condition condition : disjuncts.get(j)) {
                clearance = clearance.multiply(clearance(condition));
            }
            BigInteger unit = common.multiply(clearance);
            List<Dyadic> conditionWeights = new ArrayList<>();
            for (int c = 0; c < disjuncts.get(j).size(); c++) {
                conditionWeights.add(times(
                        multipliers.get(c),
                        unit.divide(clearance(disjuncts.get(j).get(c)))));
            }
            SortedMap<Integer, Dyadic> splitWeights = new TreeMap<>();
            for (int d = 0; d < splits.size(); d++) {
                splitWeights.put(d, times(multipliers.get(disjuncts.get(j).size() + d), unit));
            }
            out.conditionWeights(j, conditionWeights);
            out.splitWeights(splitWeights);
            out.multiplier(nearest.isPresent() ? Dyadic.of(unit, 0) : Dyadic.ZERO);
            out.refuteExactly(j);
        }
        out.leaf();
    }

    private static Dyadic times(Rational multiplier, BigInteger factor) {
        Rational product = multiplier.multiply(Rational.of(factor, BigInteger.ONE));
        return Dyadic.of(product.numerator(), 0);
    }

    /** The least common multiple of the odd parts of a condition's denominators. */
    static BigInteger clearance(Condition condition) {
        List<Rational> numbers = new ArrayList<>(condition.input().coefficients());
        numbers.addAll(condition.output().coefficients());
        numbers.add(condition.input().constant().add(condition.output().constant()));
        BigInteger clearance = BigInteger.ONE;
        for (Rational number : numbers) {
            BigInteger denominator = number.denominator();
            BigInteger odd = denominator.shiftRight(denominator.getLowestSetBit());
            clearance = clearance.divide(clearance.gcd(odd)).multiply(odd);
        }
        return clearance;
    }

    private static AffineForm added(AffineForm start, LinearForm form, AffineForm[] values) {
        AffineForm sum = start;
        for (int k = 0; k < form.indices().size(); k++) {
            sum = sum.plus(form.coefficients().get(k), values[form.indices().get(k)]);
        }
        return new AffineForm(sum.slope(), sum.constant().add(form.constant()));
    }

    /** The multipliers of the nearest point of {@code rows <= 0} in the domain, if there is one. */
    private Optional<List<Rational>> nearest(List<AffineForm> rows) {
        List<ExactRow> polyhedron = rows.stream()
                .map(row -> new ExactRow(row.slope(), row.constant().negate()))
                .toList();
        return ExactNearestPoint.fromScratch(
                        problem.norm(), new ExactPolyhedron(polyhedron, problem.domain()), problem.centre())
                .map(ExactNearest::multipliers);
    }

    /**
     * The rows contradict each other in the domain: with an input more that pays for all violations, at a price that outweighs
     * every distance, the multipliers of the nearest point say why.
     */
    private List<Rational> refutation(List<AffineForm> rows) {
        List<Rational> centre = new ArrayList<>(problem.centre());
        centre.add(Rational.ZERO);
        List<Rational> lower = new ArrayList<>(problem.domain().lower());
        lower.add(Rational.ZERO);
        List<Rational> upper = new ArrayList<>(problem.domain().upper());
        upper.add(Rational.POSITIVE_INFINITY);
        Rational far = Rational.ZERO;
        for (int k = 0; k < size; k++) {
            far = far.add(upper.get(k).subtract(lower.get(k)));
        }
        for (int bits = 10; ; bits *= 2) {
            Rational price = Rational.of(BigInteger.ONE.shiftLeft(bits), BigInteger.ONE);
            List<ExactRow> relaxed = new ArrayList<>();
            for (AffineForm row : rows) {
                List<Rational> normal = new ArrayList<>(
                        row.slope().stream().map(price::multiply).toList());
                normal.add(Rational.of(-1));
                relaxed.add(new ExactRow(normal, row.constant().multiply(price).negate()));
            }
            Optional<ExactNearest> nearest =
                    ExactNearestPoint.fromScratch(Norm.L1, new ExactPolyhedron(relaxed, new Box(lower, upper)), centre);
            if (nearest.orElseThrow().distance().value().compareTo(far) > 0) {
                return nearest.get().multipliers();
            }
        }
    }
}
