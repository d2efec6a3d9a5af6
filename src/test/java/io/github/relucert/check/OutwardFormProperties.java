package io.github.relucert.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.check.Combination.Term;
import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Neuron;
import io.github.relucert.network.PerNeuron;
import io.github.relucert.network.Relu;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** The two arithmetics compute one pass: doubles never end above it, and on tame numbers hardly below. */
class OutwardFormProperties {
    /** How wild the numbers are. */
    private enum Numbers {
        TAME,
        CANCELLING,
        EXTREME
    }

    @Property(tries = 600)
    void doublesNeverEndAboveTheExactPass(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        for (Numbers numbers : Numbers.values()) {
            Draw draw = new Draw(new Random(seed), numbers);
            double rounded = draw.minimum(draw::outward);
            double exact = draw.minimum(draw::exact);
            assertThat(rounded).isLessThanOrEqualTo(exact);
            if (numbers == Numbers.TAME && Double.isFinite(rounded)) {
                assertThat(rounded).isGreaterThan(exact - 1e-9 * draw.size());
            }
        }
    }

    /** In this draw a coefficient underflows to zero before a neuron whose upper bound is not proved. */
    @Example
    void aCoefficientThatRoundsToZeroHidesNoUnprovedBound() {
        doublesNeverEndAboveTheExactPass(899);
    }

    @Property(tries = 300)
    void whatDoublesRefuteIsRefutedExactly(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        Draw draw = new Draw(new Random(seed), Numbers.CANCELLING);
        if (draw.refutes(draw::outward)) {
            assertThat(draw.refutes(draw::exact)).isTrue();
        }
    }

    /** Forms are used again and again, also after one that was given up half-way. */
    @Property(tries = 200)
    void aFormForgetsWhatItWas(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        Draw draw = new Draw(new Random(seed), Numbers.TAME);
        Lines lines = new Lines(draw.setting, draw.slopes, draw.facts);
        Combination other = draw.combination();
        for (Form form : List.of(new OutwardForm(draw.setting), new ExactForm(draw.setting))) {
            double used = draw.minimum(() -> {
                Evaluator.bounded(() -> form.pushedBack(other, lines), form);
                return form.pushedBack(draw.combination, lines);
            });
            double fresh = draw.minimum(form instanceof ExactForm ? draw::exact : draw::outward);
            assertThat(used).isEqualTo(fresh);
        }
    }

    /** A half-space found by doubles, weighed in an exact pass, gives no more than the one found exactly. */
    @Property(tries = 300)
    void halfSpacesOfDoublesAreWeaker(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        for (Numbers numbers : Numbers.values()) {
            Draw draw = new Draw(new Random(seed), numbers);
            HalfSpace trivial = HalfSpace.trivial(draw.network.inputSize());
            HalfSpace rounded = Evaluator.bounded(() -> draw.outward().toHalfSpace(false), trivial);
            if (isTrivial(rounded)) {
                continue;
            }
            HalfSpace exact = Evaluator.bounded(() -> draw.exact().toHalfSpace(false), trivial);
            double[] minima = new double[2];
            List<HalfSpace> both = List.of(rounded, exact);
            for (int i = 0; i < 2; i++) {
                ExactForm form = draw.zero();
                form.add(both.get(i), Dyadic.of(3));
                minima[i] = form.minimum(draw.region, draw.combination.nu());
            }
            assertThat(minima[0]).isLessThanOrEqualTo(minima[1]);
        }
    }

    private static boolean isTrivial(HalfSpace halfSpace) {
        return halfSpace.constant() == 0
                && Arrays.stream(halfSpace.coefficients()).allMatch(c -> c == 0);
    }

    /** A random network, region, facts and form. */
    private static final class Draw {
        private final Random random;
        private final Numbers numbers;
        private final Network network;
        private final Problem problem;
        private final Region region;
        private final Setting setting;
        private final Slopes slopes;
        private final Combination combination;
        private final Facts facts;

        Draw(Random random, Numbers numbers) {
            this.random = random;
            this.numbers = numbers;
            int inputs = 1 + random.nextInt(4);
            int first = 1 + random.nextInt(5);
            int second = 1 + random.nextInt(5);
            List<Layer> layers = List.of(
                    affine(0, inputs, first),
                    new Relu("r", 1, first),
                    new Affine(
                            "b",
                            List.of(
                                    new Affine.Term(2, dense(first, second)),
                                    new Affine.Term(0, dense(inputs, second))),
                            many(second)),
                    new Relu("s", 3, second),
                    affine(4, second, 2));
            network = new Network(FloatType.FLOAT64, List.of(inputs), layers);
            Norm norm = List.of(Norm.LINF, Norm.L2, Norm.L1).get(random.nextInt(3));
            List<Rational> centre = new ArrayList<>();
            List<Rational> lower = new ArrayList<>();
            List<Rational> upper = new ArrayList<>();
            for (int k = 0; k < inputs; k++) {
                Rational at = Rational.of(number());
                centre.add(at);
                lower.add(at.subtract(Rational.of(random.nextInt(4), 3)));
                upper.add(at.add(Rational.of(random.nextInt(4), 7)));
            }
            problem = new Problem(network, centre, norm, new Box(lower, upper), UnsafeSet.misclassified(0, 2));
            Assertion assertion = new Assertion.RobustAt(new Radius(norm, Rational.of(1 + random.nextInt(9), 5)));
            Ball ball = Ball.of(assertion);
            region = Region.root(problem, ball);
            setting = Setting.of(problem, ball, region, 8);
            slopes = slopes();
            combination = combination();
            facts = facts();
        }

        double size() {
            return 1 + Math.abs(combination.nu().doubleFloor()) + 100;
        }

        private double number() {
            double tame = (float) (2 * random.nextDouble() - 1);
            return switch (numbers) {
                case TAME -> tame;
                case CANCELLING -> random.nextInt(3) == 0 ? (random.nextBoolean() ? 0x1p60 : -0x1p60) : tame;
                case EXTREME ->
                    switch (random.nextInt(6)) {
                        case 0 -> 1e30 * tame;
                        case 1 -> 1e-30 * tame;
                        case 2 -> Double.MIN_VALUE * random.nextInt(9);
                        case 3 -> 1e-310 * tame;
                        case 4 -> 0;
                        default -> tame;
                    };
            };
        }

        private double[] many(int count) {
            return IntStream.range(0, count).mapToDouble(i -> number()).toArray();
        }

        private Dense dense(int inputs, int outputs) {
            return new Dense(outputs, inputs, many(inputs * outputs));
        }

        private Affine affine(int source, int inputs, int outputs) {
            return new Affine("a", List.of(new Affine.Term(source, dense(inputs, outputs))), many(outputs));
        }

        private Slopes slopes() {
            Slopes slopes = Slopes.initial(network);
            for (PerNeuron side : List.of(slopes.lower(), slopes.upper())) {
                for (double[] layer : side.layers()) {
                    for (int i = 0; i < layer.length; i++) {
                        layer[i] = random.nextInt(65) / 64.0;
                    }
                }
            }
            boolean split = random.nextBoolean();
            return split ? slopes.split(new Neuron(0, 0), random.nextBoolean() ? 1 : -1) : slopes;
        }

        private Combination combination() {
            List<Term> terms = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int value = random.nextInt(6);
                terms.add(new Term(value, random.nextInt(network.valueSize(value)), Dyadic.of(number())));
            }
            SortedMap<Integer, Dyadic> halfSpaces = new TreeMap<>();
            if (random.nextBoolean()) {
                halfSpaces.put(0, Dyadic.of(Math.abs(number())));
            }
            Dyadic nu = Dyadic.of(random.nextInt(3) * random.nextDouble());
            return new Combination(region, terms, Dyadic.of(number()), false, halfSpaces, nu);
        }

        private Facts facts() {
            Facts facts = Facts.none(network);
            for (int relu = 0; relu < 2; relu++) {
                for (int i = 0; i < facts.lower().of(relu).length; i++) {
                    // Doubles allow for no facts beyond what the network can reach.
                    double lower = (random.nextDouble() * 2 - 1.5) / 4;
                    double upper = lower + random.nextDouble() / 4;
                    double limit = setting.errors().offsetLimit(2 * relu + 1, i);
                    facts.lower().of(relu)[i] = Math.clamp(lower, -limit, limit);
                    facts.upper().of(relu)[i] = Math.clamp(upper, -limit, limit);
                }
            }
            if (random.nextInt(8) == 0) {
                facts.upper().of(1)[0] = Double.POSITIVE_INFINITY;
            }
            return facts.with(new HalfSpace(many(network.inputSize()), number(), false));
        }

        double minimum(Supplier<Form> form) {
            return Evaluator.bounded(() -> form.get().minimum(region, combination.nu()), Double.NEGATIVE_INFINITY);
        }

        boolean refutes(Supplier<Form> form) {
            return Evaluator.bounded(() -> form.get().refutes(region, combination.nu(), false), false);
        }

        Form outward() {
            return new OutwardForm(setting).pushedBack(combination, new Lines(setting, slopes, facts));
        }

        ExactForm zero() {
            return new ExactForm(setting);
        }

        Form exact() {
            return zero().pushedBack(combination, new Lines(setting, slopes, facts));
        }
    }
}
