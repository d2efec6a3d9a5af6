package io.github.relucert.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.check.Combination.Term;
import io.github.relucert.check.Forms.Row;
import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Neuron;
import io.github.relucert.network.Phase;
import io.github.relucert.network.Relu;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** The two arithmetics compute one pass: doubles never end above it, and on tame numbers hardly below. */
class OutwardFormsProperties {
    /** How wild the numbers are. */
    private enum Numbers {
        TAME,
        CANCELLING,
        EXTREME
    }

    @Property(tries = 600)
    void doublesNeverEndAboveTheExactPass(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        for (Numbers numbers : Numbers.values()) {
            Setting setting = new Setting(new Random(seed), numbers);
            double rounded = setting.outward().minimum(0, setting.region, setting.combination.nu());
            double exact = setting.exact().minimum(0, setting.region, setting.combination.nu());
            assertThat(rounded).isLessThanOrEqualTo(exact);
            // Facts beyond what the network can reach are more than doubles allow for.
            if (numbers == Numbers.TAME && Double.isFinite(rounded)) {
                assertThat(rounded).isGreaterThan(exact - 1e-9 * setting.size());
            }
        }
    }

    @Property(tries = 300)
    void whatDoublesRefuteIsRefutedExactly(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        Setting setting = new Setting(new Random(seed), Numbers.CANCELLING);
        if (setting.outward().refutes(0, setting.region, setting.combination.nu(), false)) {
            assertThat(setting.exact().refutes(0, setting.region, setting.combination.nu(), false))
                    .isTrue();
        }
    }

    /** A half-space found by doubles, weighed in an exact pass, gives no more than the exact half-space. */
    @Property(tries = 200)
    void halfSpacesOfDoublesAreWeaker(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        Setting setting = new Setting(new Random(seed), Numbers.TAME);
        HalfSpace.Rounded rounded = setting.outward().toHalfSpace(0, false).toRounded();
        Assume.that(Double.isFinite(rounded.constant()));
        HalfSpace exact = setting.exact().toHalfSpace(0, false);
        double[] minima = new double[2];
        List<HalfSpace> both = List.of(rounded, exact);
        for (int i = 0; i < 2; i++) {
            ExactForms forms = setting.exactForms();
            forms.add(0, both.get(i), Dyadic.of(3));
            minima[i] = forms.minimum(0, setting.region, setting.combination.nu());
        }
        assertThat(minima[0]).isLessThanOrEqualTo(minima[1]);
    }

    /** A random network, region, facts and form. */
    private static final class Setting {
        private final Random random;
        private final Numbers numbers;
        private final Network network;
        private final Problem problem;
        private final Ball ball;
        private final Region region;
        private final ErrorBound errors;
        private final Combination combination;
        private final Row row;

        Setting(Random random, Numbers numbers) {
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
            ball = Ball.of(assertion);
            region = Region.root(problem, ball);
            errors = new ErrorBound(problem, ball, region, 8);
            combination = combination();
            row = new Row(combination, facts());
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

        private Combination combination() {
            Slopes slopes = Slopes.initial(network);
            for (double[][] side : List.of(slopes.lower(), slopes.upper())) {
                for (double[] layer : side) {
                    for (int i = 0; i < layer.length; i++) {
                        layer[i] = random.nextInt(65) / 64.0;
                    }
                }
            }
            Optional<Path> path = random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(new Path(
                            Optional.empty(),
                            new Neuron(0, 0),
                            random.nextBoolean() ? Phase.ACTIVE : Phase.INACTIVE,
                            0));
            List<Term> terms = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                int value = random.nextInt(6);
                terms.add(new Term(value, random.nextInt(network.valueSize(value)), Dyadic.of(number())));
            }
            SortedMap<Integer, Dyadic> none = new TreeMap<>();
            Dyadic nu = Dyadic.of(random.nextInt(3) * random.nextDouble());
            return new Combination(slopes, path, region, terms, Dyadic.of(number()), false, none, nu);
        }

        private Facts facts() {
            Facts facts = Facts.none(network);
            for (int relu = 0; relu < 2; relu++) {
                for (int i = 0; i < facts.lower()[relu].length; i++) {
                    facts.lower()[relu][i] = (random.nextDouble() * 2 - 1.5) / 4;
                    facts.upper()[relu][i] = facts.lower()[relu][i] + random.nextDouble() / 4;
                }
            }
            return facts;
        }

        private int[] sizes() {
            return IntStream.rangeClosed(0, network.layers().size())
                    .map(network::valueSize)
                    .toArray();
        }

        OutwardForms outward() {
            double[] centre = problem.centre().stream()
                    .mapToDouble(Rational::doubleNearest)
                    .toArray();
            OutwardForms forms = new OutwardForms(errors, ball, centre, sizes(), 1);
            BackwardPass.run(network, forms, List.of(row));
            return forms;
        }

        ExactForms exactForms() {
            return new ExactForms(
                    ball, problem.centre().stream().map(Scale.none()::times).toList(), sizes(), 1);
        }

        ExactForms exact() {
            ExactForms forms = exactForms();
            BackwardPass.run(network, forms, List.of(row));
            return forms;
        }
    }
}
