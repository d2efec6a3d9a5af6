package io.github.relucert.theorem.universal;

import io.github.relucert.cells.LipschitzConstant;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import io.github.relucert.theorem.generator.LabelledPoints;
import io.github.relucert.theorem.generator.SignPoints;
import io.github.relucert.theorem.generator.Vectors;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Construction;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.statement.Verdict;
import io.github.relucert.theorem.twolayer.SecondWay;
import io.github.relucert.theorem.twolayer.TwoLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** The stationary network with biases on orthogonal data: one function, and its radius is its universal perturbation. */
public final class BiasedKkt implements Theorem {
    private static final int MOST_POINTS = 7;
    private static final int MOST_FOR_UNIVERSAL = 5;

    @Override
    public String id() {
        return "VAR-7";
    }

    @Override
    public Paper paper() {
        return Paper.UNIVERSAL_PERTURBATION;
    }

    @Override
    public String title() {
        return "The stationary network with biases, unique as a function";
    }

    @Override
    public String statement() {
        return "Let x_1..x_n be orthogonal with ||x_i||^2 = d. With lambda_+ = sqrt((d + n_-)/(n_+ d (d + n))), lambda_- the same with "
                + "n_+ and n_- exchanged, q_+ = n_+ lambda_+/(d + n_-), q_- = n_- lambda_-/(d + n_+), the two neurons v_+ relu(<w_+, x> + "
                + "b_+) and v_- relu(<w_-, x> + b_-), v_+^2 = (d + n_-)/(d (d + n) lambda_+), w_+ = v_+ (lambda_+ sum_+ x - q_+ sum_- x), "
                + "b_+ = v_+ (n_+ lambda_+ - n_- q_+) and the mirrored ones are a Karush-Kuhn-Tucker point of the margin problem; the "
                + "opposite points lie at the kink with a subgradient strictly between 0 and 1. At any Karush-Kuhn-Tucker point all neurons of "
                + "one sign that are on somewhere share one direction, and every width realises this function. Along u the signs change at exactly (d + n)/(n d + 4 "
                + "n_+ n_-); the l2 radius of every point, with and without ties, and the least universal perturbation all equal "
                + "sqrt(d) (d + n)/sqrt(n_+ (d + 2 n_-)^2 + n_- (d + 2 n_+)^2), which is margin over Lipschitz constant.";
    }

    @Override
    public String source() {
        return "Derived here, for the setting of Vardi, Yehudai, Shamir, equation (14)";
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "That all neurons of one sign share a direction is decided by exhausting the 3^n activation patterns for given "
                        + "multipliers, that parallel copies and the program of least norm give the same function by comparison; trained "
                        + "networks are not compared here.");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.onInstances(
                        "stationary, and the program of least norm has the same solution",
                        6,
                        seed -> stationary(data(seed))),
                Check.onInstances(
                        "parallel copies stay stationary and compute the same function",
                        4,
                        seed -> copies(data(seed), seed)),
                Check.onInstances(
                        "one alive direction a sign among all activation patterns",
                        3,
                        seed -> uniqueDirection(few(seed), seed)),
                Check.onInstances("the sign change along u", 8, seed -> crossing(data(seed), step(data(seed)))),
                Check.onInstances("l2 radii with and without ties", 4, seed -> radii(data(seed))),
                Check.onInstances(
                        "the exact universal perturbation equals the radius", 3, seed -> universal(few(seed))),
                Check.onInstances("the mixed-integer program, universal, l_inf", 1, BiasedKkt::secondWay),
                Check.onInstances(
                        "G/||G||^2 is the universal perturbation", 6, seed -> optimalPerturbation(data(seed))),
                Check.onInstances(
                        "margin over exact Lipschitz constant is the radius", 4, seed -> lipschitz(data(seed))));
    }

    @Override
    public List<Check> controls() {
        return List.of(
                Check.onInstances("subgradient 0 at the kinks", 2, seed -> kinks(data(seed), Rational.ZERO)),
                Check.onInstances(
                        "subgradient 1 at the kinks",
                        2,
                        seed -> kinks(Samples.balanced(2, new SplittableRandom(seed)), Rational.ONE)),
                Check.onInstances(
                        "sign change at 1/n, classes of 1 and 3 points", 2, BiasedKkt::crossingIgnoresBalance));
    }

    @Override
    public Optional<Construction> construction(long seed) {
        LabelledPoints data = data(seed);
        return Optional.of(KktFamilies.biased(data).function().inIntegers().construction(data));
    }

    private static LabelledPoints data(long seed) {
        return Samples.upTo(MOST_POINTS, new SplittableRandom(seed));
    }

    private static LabelledPoints few(long seed) {
        return Samples.upTo(MOST_FOR_UNIVERSAL, new SplittableRandom(seed));
    }

    /** {@code (d + n)/(n d + 4 n_+ n_-)}. */
    static Rational step(LabelledPoints data) {
        long d = data.dimension();
        long n = data.size();
        return Rational.of(d + n, n * d + 4L * data.count(1) * data.count(-1));
    }

    /** {@code d (d + n)^2 / (n_+ (d + 2 n_-)^2 + n_- (d + 2 n_+)^2)}, a squared length. */
    static Radius radius(LabelledPoints data) {
        long d = data.dimension();
        long n = data.size();
        long plus = data.count(1);
        long minus = data.count(-1);
        return new Radius(
                Norm.L2,
                Rational.of(
                        d * (d + n) * (d + n),
                        plus * (d + 2 * minus) * (d + 2 * minus) + minus * (d + 2 * plus) * (d + 2 * plus)));
    }

    /** All conditions hold exactly; opposite points lie at kinks; the exact quadratic programs give the same network. */
    static Finding stationary(LabelledPoints data) {
        KktPoint point = KktFamilies.biased(data);
        boolean same = point.function()
                .inIntegers()
                .equals(KktFamilies.leastNorm(data, HiddenBias.PRESENT)
                        .function()
                        .inIntegers());
        return found(data, point, same, same ? "same as the least norm" : "another function than the least norm");
    }

    /** Each neuron split into random shares. */
    static Finding copies(LabelledPoints data, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        KktPoint two = KktFamilies.biased(data);
        List<KktNeuron> neurons = new ArrayList<>();
        for (KktNeuron neuron : two.neurons()) {
            int copies = 1 + random.nextInt(4);
            Rational left = neuron.share();
            for (int copy = 1; copy < copies; copy++) {
                Rational part = left.multiply(Rational.of(1 + random.nextInt(9), 10));
                neurons.add(neuron.withShare(part));
                left = left.subtract(part);
            }
            neurons.add(neuron.withShare(left));
        }
        KktPoint wide = new KktPoint(data, two.bias(), neurons, two.squaredMultipliers());
        boolean same = true;
        for (int trial = 0; trial < 10; trial++) {
            List<Rational> x = new ArrayList<>();
            for (int i = 0; i < data.dimension(); i++) {
                x.add(Rational.of(random.nextInt(-8, 9), 4));
            }
            same &= wide.function().at(x).equals(two.function().at(x));
        }
        return found(data, wide, same, neurons.size() + " neurons");
    }

    private static Finding found(LabelledPoints data, KktPoint point, boolean same, String measured) {
        List<String> violations = point.violations();
        return new Finding(
                data.toString(),
                (violations.isEmpty() ? "all conditions hold" : "violated: " + violations) + ", " + measured,
                "all conditions hold, the same function",
                violations.isEmpty() && same ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** For random multipliers, exactly one direction a sign is alive. */
    static Finding uniqueDirection(LabelledPoints data, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Rational> multipliers = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            multipliers.add(Rational.of(1 + random.nextInt(20), 10));
        }
        Set<List<Rational>> plus = AliveDirections.of(data, 1, multipliers);
        Set<List<Rational>> minus = AliveDirections.of(data, -1, multipliers);
        return new Finding(
                data + ", multipliers " + multipliers,
                plus.size() + " positive and " + minus.size() + " negative directions",
                "one each",
                plus.size() == 1 && minus.size() == 1 ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** The sections of all points change sign exactly at the claimed step and never rise. */
    static Finding crossing(LabelledPoints data, Rational claimed) {
        TwoLayer f = KktFamilies.biased(data).function();
        List<Rational> u = UniversalBound.direction(data);
        boolean holds = true;
        for (int i = 0; i < data.size(); i++) {
            holds &= UniversalBound.section(f, data, i, u).firstNegative().equals(Optional.of(claimed))
                    && UniversalBound.section(f, data, i, u).isNonIncreasing();
        }
        return new Finding(
                data.toString(),
                "last sign change at "
                        + UniversalBound.crossing(f, data, u)
                                .map(Rational::toString)
                                .orElse("none"),
                "every sign changes at " + claimed,
                holds ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** The formula of balanced classes where they are not. */
    static Finding crossingIgnoresBalance(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LabelledPoints data = LabelledPoints.withRandomLabels(SignPoints.orthogonal(12, 4, random), 1, random);
        return crossing(data, Rational.of(1, data.size()));
    }

    /** Radii with ties counted as errors, and without, at every point. */
    static Finding radii(LabelledPoints data) {
        TwoLayer f = KktFamilies.biased(data).function().inIntegers();
        Radius claimed = radius(data);
        List<Radius> radii = f.radii(data, Norm.L2);
        boolean holds = radii.stream().allMatch(claimed::equals);
        for (int i = 0; i < data.size(); i++) {
            holds &= f.strictRadius(data.point(i), data.label(i), Norm.L2).equals(claimed);
        }
        return new Finding(
                data.toString(),
                "squared radii " + radii.stream().map(Radius::value).distinct().toList(),
                "all, with and without ties, " + claimed.value(),
                holds ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** The exact universal perturbation has the same length. */
    static Finding universal(LabelledPoints data) {
        Radius least = UniversalBound.least(KktFamilies.biased(data).function().inIntegers(), data, Norm.L2);
        return new Finding(
                data.toString(),
                "squared norm " + least.value(),
                "equal to " + radius(data).value(),
                least.equals(radius(data)) ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** The product of three copies in l_inf: exact enumeration and mixed-integer program agree. */
    static Finding secondWay(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LabelledPoints data = LabelledPoints.withRandomLabels(SignPoints.orthogonal(8, 3, random), 1, random);
        TwoLayer f = KktFamilies.biased(data).function().inIntegers();
        return SecondWay.brackets(
                data.toString(), UniversalBound.problem(f, data, Norm.LINF), UniversalBound.least(f, data, Norm.LINF));
    }

    /** {@code z = G/||G||^2} with the gradient G where both neurons are on has that length and puts every point on the boundary. */
    static Finding optimalPerturbation(LabelledPoints data) {
        TwoLayer f = KktFamilies.biased(data).function();
        List<Rational> gradient = Vectors.combination(
                data.dimension(),
                f.neurons().stream().map(neuron -> neuron.output()).toList(),
                f.neurons().stream().map(neuron -> neuron.weights()).toList());
        Rational square = Vectors.dot(gradient, gradient);
        boolean holds = new Radius(Norm.L2, Rational.ONE.divide(square)).equals(radius(data));
        for (int i = 0; i < data.size(); i++) {
            Rational step = Rational.of(-data.label(i)).divide(square);
            holds &= f.at(Vectors.addMultiple(data.point(i), step, gradient)).signum() == 0;
        }
        return new Finding(
                data.toString(),
                "squared norm " + Rational.ONE.divide(square),
                radius(data).value() + ", every point on the boundary",
                holds ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** Margin squared over the exact squared Lipschitz constant in all of {@code R^d} is the squared radius. */
    static Finding lipschitz(LabelledPoints data) {
        TwoLayer f = KktFamilies.biased(data).function().inIntegers();
        Rational margin = f.at(data.point(0)).abs();
        Rational square = LipschitzConstant.of(
                        f.network(),
                        LinearForm.single(0, Rational.ONE, Rational.ZERO),
                        Box.unbounded(data.dimension()),
                        Norm.L2)
                .value();
        Rational quotient = margin.multiply(margin).divide(square);
        return new Finding(
                data.toString(),
                "squared margin over squared constant " + quotient,
                "squared radius " + radius(data).value(),
                quotient.equals(radius(data).value()) ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** The same weights with a fixed subgradient at the kinks. */
    static Finding kinks(LabelledPoints data, Rational subgradient) {
        KktPoint point = KktFamilies.biased(data);
        List<KktNeuron> neurons = new ArrayList<>();
        for (KktNeuron neuron : point.neurons()) {
            List<Rational> coefficients = new ArrayList<>();
            for (int i = 0; i < data.size(); i++) {
                coefficients.add(data.label(i) == neuron.sign() ? Rational.ONE : subgradient);
            }
            neurons.add(neuron.withCoefficients(coefficients));
        }
        KktPoint rounded = new KktPoint(data, point.bias(), neurons, point.squaredMultipliers());
        return found(data, rounded, true, "subgradient " + subgradient + " at the kinks");
    }
}
