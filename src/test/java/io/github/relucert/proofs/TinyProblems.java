package io.github.relucert.proofs;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.network.Relu;
import io.github.relucert.network.Sparse;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.UnsafeSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random problems small enough for exact enumeration; numbers are multiples of 1/4, so that ties and kinks are common. */
public final class TinyProblems {
    private TinyProblems() {}

    /** One to three inputs, up to six ReLUs, a bounded domain, unsafe sets of all shapes. */
    public static Problem random(Norm norm, Random random) {
        int inputs = 1 + random.nextInt(3);
        Network network = network(inputs, random);
        List<Rational> centre = new ArrayList<>();
        List<Rational> lower = new ArrayList<>();
        List<Rational> upper = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
            Rational at = Rational.of(random.nextInt(9) - 4, 4);
            centre.add(at);
            // Decimals and thirds, so that sides are no doubles; at times the centre stands on a side.
            lower.add(at.subtract(Rational.of(random.nextInt(4), 1 + random.nextInt(3))));
            upper.add(at.add(Rational.of(random.nextInt(16), 10)));
        }
        return new Problem(network, centre, norm, new Box(lower, upper), unsafe(network, centre, random));
    }

    /** A network of one or two hidden layers; at times the second reads the input too. */
    public static Network network(int inputs, Random random) {
        List<Layer> layers = new ArrayList<>();
        int first = 1 + random.nextInt(3);
        layers.add(affine("a", 0, inputs, first, random));
        layers.add(new Relu("r", 1, first));
        int width = first;
        if (random.nextBoolean()) {
            int second = 1 + random.nextInt(3);
            Affine plain = affine("b", 2, first, second, random);
            layers.add(
                    random.nextInt(3) > 0
                            ? plain
                            : new Affine(
                                    "b",
                                    List.of(
                                            plain.terms().getFirst(),
                                            new Affine.Term(0, dense(second, inputs, random))),
                                    plain.bias()));
            layers.add(new Relu("s", 3, second));
            width = second;
        }
        layers.add(affine("c", layers.size(), width, 1 + random.nextInt(3), random));
        if (random.nextInt(4) == 0) {
            int last = layers.size();
            int size = layers.getLast().outputSize();
            layers.add(new Affine(
                    "d",
                    List.of(
                            new Affine.Term(last, Sparse.identity(size)),
                            new Affine.Term(0, dense(size, inputs, random))),
                    new double[size]));
        }
        return new Network(FloatType.FLOAT64, List.of(inputs), layers);
    }

    private static Affine affine(String name, int source, int inputs, int outputs, Random random) {
        double[] bias =
                random.doubles(outputs).map(v -> Math.rint(8 * v - 4) / 4).toArray();
        return new Affine(name, List.of(new Affine.Term(source, dense(outputs, inputs, random))), bias);
    }

    private static Dense dense(int outputs, int inputs, Random random) {
        double[] weights = random.doubles((long) outputs * inputs)
                .map(v -> Math.rint(16 * v - 8) / 4)
                .toArray();
        return new Dense(outputs, inputs, weights);
    }

    /** Unsafe sets that mostly leave the centre safe. */
    private static UnsafeSet unsafe(Network network, List<Rational> centre, Random random) {
        int outputs = network.outputSize();
        List<Rational> scores =
                new ExactEvaluation(network, RationalVector.of(centre)).output().toList();
        if (outputs == 1) {
            Rational threshold = Rational.of(random.nextInt(9) - 4, 3);
            return UnsafeSet.acrossThreshold(scores.getFirst().compareTo(threshold) > 0 ? 1 : -1, threshold);
        }
        if (random.nextInt(3) > 0) {
            return UnsafeSet.misclassified(scores.indexOf(Collections.max(scores)), outputs);
        }
        List<List<Condition>> disjuncts = new ArrayList<>();
        for (int j = 0; j < 1 + random.nextInt(2); j++) {
            List<Condition> conjunction = new ArrayList<>();
            for (int c = 0; c < 1 + random.nextInt(2); c++) {
                Condition.Relation relation =
                        random.nextBoolean() ? Condition.Relation.AT_MOST_ZERO : Condition.Relation.BELOW_ZERO;
                LinearForm output = new LinearForm(
                        List.of(0, 1),
                        List.of(Rational.of(random.nextInt(7) - 3, 3), Rational.of(random.nextInt(7) - 3, 2)),
                        Rational.of(random.nextInt(9) - 2, 4));
                LinearForm input = random.nextInt(3) > 0
                        ? LinearForm.zero()
                        : LinearForm.single(0, Rational.of(random.nextInt(5) - 2, 3), Rational.ZERO);
                boolean onInputOnly = random.nextInt(5) == 0;
                conjunction.add(new Condition(
                        onInputOnly ? LinearForm.single(0, Rational.of(3), Rational.of(random.nextInt(5) - 2)) : input,
                        onInputOnly ? LinearForm.zero() : output,
                        relation));
            }
            Condition first = conjunction.getFirst();
            Rational excess = Rational.of(1 + random.nextInt(6), 4).subtract(first.leftSide(centre, scores));
            if (excess.signum() > 0 && !first.output().indices().isEmpty()) {
                LinearForm output = first.output();
                LinearForm raised = new LinearForm(
                        output.indices(),
                        output.coefficients(),
                        output.constant().add(excess));
                conjunction.set(0, new Condition(first.input(), raised, first.relation()));
            }
            disjuncts.add(conjunction);
        }
        return new UnsafeSet(disjuncts);
    }
}
