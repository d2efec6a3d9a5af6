package io.github.relucert.theorem.twolayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.RationalVector;
import io.github.relucert.theorem.generator.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Rational two-layer networks, their stored multiples and their sections along rays. */
class TwoLayerProperties {
    private static final int WIDTH = 4;

    /** Weights are sevenths, so that none but integers are doubles. */
    private static TwoLayer draw(int d, SplittableRandom random) {
        List<HiddenNeuron> neurons = new ArrayList<>();
        for (int j = 0; j < WIDTH; j++) {
            neurons.add(new HiddenNeuron(number(random), point(d, random), number(random)));
        }
        return new TwoLayer(neurons, number(random));
    }

    private static List<Rational> point(int d, SplittableRandom random) {
        List<Rational> point = new ArrayList<>();
        for (int i = 0; i < d; i++) {
            point.add(number(random));
        }
        return point;
    }

    private static Rational number(SplittableRandom random) {
        return Rational.of(random.nextInt(-20, 21), 7);
    }

    @Property(tries = 200)
    void theIntegerFormIsAPositiveMultiple(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int d) {
        SplittableRandom random = new SplittableRandom(seed);
        TwoLayer f = draw(d, random);
        TwoLayer multiple = f.inIntegers();
        List<Rational> x = point(d, random);
        List<Rational> z = point(d, random);
        // f(x) : f(z) is kept, and so is the sign.
        assertThat(multiple.at(x).multiply(f.at(z))).isEqualTo(multiple.at(z).multiply(f.at(x)));
        assertThat(multiple.at(x).signum()).isEqualTo(f.at(x).signum());
        assertThat(new ExactEvaluation(multiple.network(), RationalVector.of(x))
                        .output()
                        .get(0))
                .isEqualTo(multiple.at(x));
    }

    @Example
    void aWeightThatIsNoDoubleIsNotStored() {
        TwoLayer f = TwoLayer.of(List.of(new HiddenNeuron(Rational.ONE, List.of(Rational.of(1, 3)), Rational.ZERO)));
        assertThatThrownBy(f::network).isInstanceOf(ArithmeticException.class).hasMessageContaining("1/3");
    }

    @Property(tries = 200)
    void theSectionTakesTheNetworksValues(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int d, @ForAll @IntRange(max = 60) int place) {
        SplittableRandom random = new SplittableRandom(seed);
        TwoLayer f = draw(d, random);
        List<Rational> x = point(d, random);
        List<Rational> v = point(d, random);
        int label = random.nextBoolean() ? 1 : -1;
        LineSection section = LineSection.of(f, x, v, label);
        Rational eta = Rational.of(place, 8);
        assertThat(at(section, eta))
                .isEqualTo(f.at(Vectors.addMultiple(x, eta, v)).multiply(Rational.of(label)));
    }

    /** Interpolates between knots. */
    private static Rational at(LineSection section, Rational eta) {
        List<Rational> knots = section.knots();
        int k = knots.size() - 1;
        while (knots.get(k).compareTo(eta) > 0) {
            k--;
        }
        Rational step = eta.subtract(knots.get(k));
        Rational slope = k == knots.size() - 1
                ? section.lastSlope()
                : section.values()
                        .get(k + 1)
                        .subtract(section.values().get(k))
                        .divide(knots.get(k + 1).subtract(knots.get(k)));
        return section.values().get(k).add(slope.multiply(step));
    }

    @Property(tries = 200)
    void theFirstSignChangeIsTheFirst(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int d) {
        SplittableRandom random = new SplittableRandom(seed);
        LineSection section = LineSection.of(draw(d, random), point(d, random), point(d, random), 1);
        Optional<Rational> first = section.firstNegative();
        Rational least = section.values().stream().reduce(Rational.POSITIVE_INFINITY, Rational::min);
        assertThat(first.isPresent())
                .isEqualTo(least.signum() < 0 || section.lastSlope().signum() < 0);
        first.filter(eta -> eta.signum() > 0).ifPresent(eta -> {
            assertThat(at(section, eta).signum()).isZero();
            for (int k = 0; k < section.knots().size(); k++) {
                if (section.knots().get(k).compareTo(eta) < 0) {
                    assertThat(section.values().get(k).signum()).isNotNegative();
                }
            }
            Rational after = section.knots().stream()
                    .filter(knot -> knot.compareTo(eta) > 0)
                    .findFirst()
                    .map(knot -> knot.add(eta).divide(Rational.of(2)))
                    .orElse(eta.add(Rational.ONE));
            assertThat(at(section, after).signum()).isNegative();
        });
    }
}
