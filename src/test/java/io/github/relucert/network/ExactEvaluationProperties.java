package io.github.relucert.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.Rational;
import io.github.relucert.oracle.RandomNetworks;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ExactEvaluationProperties {
    private static List<Rational> point(Random random, int size) {
        return Stream.generate(() -> random.nextInt(4) == 0
                        ? Rational.of(random.nextGaussian() * Math.scalb(1.0, random.nextInt(-300, 300)))
                        : Rational.of(
                                new BigInteger(40, random).subtract(new BigInteger(40, random)),
                                BigInteger.ONE.add(new BigInteger(30, random))))
                .limit(size)
                .toList();
    }

    @Property(tries = 400)
    void agreesWithTheDefinition(@ForAll long seed, @ForAll Random random) {
        Network network = RandomNetworks.network(seed, RandomNetworks.Size.TINY);
        List<Rational> x = point(random, network.inputSize());
        ExactEvaluation evaluation = new ExactEvaluation(network, RationalVector.of(x));
        List<List<Rational>> values = NaiveEvaluation.values(network, x);
        assertThat(evaluation.output().toList()).isEqualTo(values.getLast());
        List<Integer> relus = network.reluLayers();
        for (int relu = 0; relu < relus.size(); relu++) {
            // Value k + 1 is the output of layer k, and a ReLU has as many inputs as outputs.
            int source = network.layers().get(relus.get(relu)).sources().getFirst();
            assertThat(evaluation.preActivation(relu).toList()).isEqualTo(values.get(source));
        }
    }

    @Property(tries = 100)
    void seesTheLastBitOfAWeight(@ForAll Random random) {
        double weight = random.nextGaussian();
        Network one = TinyNetworks.affine(FloatType.FLOAT64, new double[] {1e300}, new double[] {weight});
        Network other =
                TinyNetworks.affine(FloatType.FLOAT64, new double[] {1e300}, new double[] {Math.nextUp(weight)});
        List<Rational> x = List.of(Rational.of(1, 3));
        assertThat(new ExactEvaluation(one, RationalVector.of(x)).output().toList())
                .isNotEqualTo(NaiveEvaluation.output(other, x));
    }

    @Example
    void cancelsWhereDoublesDoNot() {
        Network network = TinyNetworks.affine(
                FloatType.FLOAT64, new double[] {-1e30}, new double[] {1e30, 1e-30, Double.MIN_VALUE});
        RationalVector x = RationalVector.of(1, 1, 1);
        assertThat(new ExactEvaluation(network, x).output().get(0))
                .isEqualTo(Rational.of(1e-30).add(Rational.of(Double.MIN_VALUE)));
    }

    @Example
    void refusesAPointOfTheWrongSize() {
        Network network = TinyNetworks.identity(FloatType.FLOAT64, 2);
        assertThatThrownBy(() -> new ExactEvaluation(network, RationalVector.of(1.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 coordinates for a network with 2 inputs");
    }
}
