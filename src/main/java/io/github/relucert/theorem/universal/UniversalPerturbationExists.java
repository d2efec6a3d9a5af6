package io.github.relucert.theorem.universal;

import io.github.relucert.exact.Rational;
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
import io.github.relucert.theorem.twolayer.TwoLayer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Stationary networks on nearly orthogonal data are fooled at every point by one short perturbation. */
public final class UniversalPerturbationExists implements Theorem {
    /** Most points for which the product of all copies is enumerated. */
    private static final int MOST_COPIES = 4;

    @Override
    public String id() {
        return "VAR-5";
    }

    @Override
    public Paper paper() {
        return Paper.UNIVERSAL_PERTURBATION;
    }

    @Override
    public String title() {
        return "A universal adversarial perturbation exists";
    }

    @Override
    public String statement() {
        return "Let ||x_i||^2 = d, p = max |<x_i, x_j>|, n <= (d + 1)/(3 (p + 1)), q = (p + 1)(n - 1)/(d + 1), n_min the size of the "
                + "smaller class, and theta a Karush-Kuhn-Tucker point of the margin problem. With u = sum y_l x_l and z = eta u, "
                + "y_i f(x_i - y_i z) < 0 for all i as soon as eta > eta_bar = ((d + 1)(1 - q)/((1 - 2q) n_min) + 2 (p + 1))/(d - (n - 1) "
                + "p); and ||z|| <= eta sqrt(n d + n (n - 1) p), which is O(sqrt(d/(c^2 n))) for the class fraction c = n_min/n. "
                + "Without biases d + 1 and p + 1 become d and p. On orthogonal data with balanced classes the "
                + "network with biases has one of length sqrt(d/n), the robust network none shorter than its single radii sqrt(d)/2.";
    }

    @Override
    public String source() {
        return "Vardi, Yehudai, Shamir, theorem 4.1; constants derived here";
    }

    @Override
    public Optional<String> erratum() {
        return Optional.of(
                "E-13: printed |eta| = O(sqrt(d/(c^2 n))) is the length of the perturbation; eta itself is O(1/(c n)). c is the "
                        + "fraction of the smaller class. The sign x_i - y_i z is right. E-11: \"for all x: sign f(x + delta) != sign f(x)\" must "
                        + "let delta depend on x.");
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "Decided on Karush-Kuhn-Tucker points in closed form or from an exact quadratic program, not on trained "
                        + "networks. The exact universal perturbation is enumerated for up to 4 points; sign changes along u are exact for all.");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.onInstances(
                        "all signs change before eta_bar u: biases, orthogonal points",
                        6,
                        seed -> crossingWithin(biased(seed))),
                Check.onInstances(
                        "all signs change before eta_bar u: no biases, random groups",
                        6,
                        seed -> crossingWithin(grouped(seed))),
                Check.onInstances(
                        "all signs change before eta_bar u: biases, products -1 and +1",
                        6,
                        seed -> crossingWithin(nearlyOrthogonal(seed))),
                Check.onInstances(
                        "all signs change before eta_bar u: biases, Gaussian points",
                        3,
                        seed -> crossingWithin(KktFamilies.leastNorm(
                                Samples.gaussian(new SplittableRandom(seed)), HiddenBias.PRESENT))),
                Check.onInstances(
                        "exact universal perturbations, stationary and robust network",
                        1,
                        UniversalPerturbationExists::beside),
                Check.onInstances("the exact universal perturbation, beside the bound", 3, seed -> exact(any(seed))),
                Check.onInstances(
                        "the robust network has none that short",
                        3,
                        seed -> robustHasNone(Samples.balanced(3, new SplittableRandom(seed)))));
    }

    @Override
    public List<Check> controls() {
        return List.of(
                Check.onInstances(
                        "the robust network shifted by 1.05/n u", 2, UniversalPerturbationExists::robustIsNotFlipped),
                Check.onInstances("-u in place of u", 2, seed -> shifted(seed, Rational.of(-21, 20), Labels.USED)),
                Check.onInstances(
                        "the sum without labels", 2, seed -> shifted(seed, Rational.of(21, 20), Labels.IGNORED)),
                Check.onInstances("half the step, 0.5/n", 2, seed -> shifted(seed, Rational.of(1, 2), Labels.USED)));
    }

    @Override
    public Optional<Construction> construction(long seed) {
        KktPoint point = nearlyOrthogonal(seed);
        return Optional.of(point.function().inIntegers().construction(point.data()));
    }

    private static KktPoint biased(long seed) {
        return KktFamilies.biased(Samples.few(new SplittableRandom(seed)));
    }

    private static KktPoint grouped(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LabelledPoints data = Samples.few(random);
        return KktFamilies.grouped(data, Samples.groups(data, random));
    }

    private static KktPoint nearlyOrthogonal(long seed) {
        return KktFamilies.leastNorm(Samples.nearlyOrthogonal(new SplittableRandom(seed)), HiddenBias.PRESENT);
    }

    /** Along u all signs change no later than eta_bar and none returns; eta_bar u is no longer than stated. */
    static Finding crossingWithin(KktPoint point) {
        LabelledPoints data = point.data();
        TwoLayer f = stationary(point);
        List<Rational> u = UniversalBound.direction(data);
        Rational bound = UniversalBound.step(data, point.bias());
        Optional<Rational> last = UniversalBound.crossing(f, data, u);
        boolean holds = last.isPresent() && last.get().compareTo(bound) <= 0;
        for (int i = 0; i < data.size(); i++) {
            holds &= UniversalBound.section(f, data, i, u).isNonIncreasing();
        }
        Rational stated = bound.multiply(bound).multiply(UniversalBound.squaredLengthBound(data));
        holds &= UniversalBound.length(bound, u).value().compareTo(stated) <= 0;
        return new Finding(
                data + ", p=" + SupportVectors.shown(data.largestProduct()) + ", biases " + point.bias(),
                "all signs changed at eta = " + last.map(SupportVectors::shown).orElse("never"),
                "eta_bar = " + SupportVectors.shown(bound),
                holds ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** The function, on condition that the point is stationary. */
    private static TwoLayer stationary(KktPoint point) {
        if (!point.violations().isEmpty()) {
            throw new IllegalStateException(point.data() + ": no stationary point, " + point.violations());
        }
        return point.function();
    }

    private static KktPoint any(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return switch (random.nextInt(3)) {
            case 0 -> biased(random.nextLong());
            case 1 -> grouped(random.nextLong());
            default -> nearlyOrthogonal(random.nextLong());
        };
    }

    /** Largest single radius <= exact universal perturbation <= the crossing along u <= eta_bar u. */
    static Finding exact(KktPoint point) {
        LabelledPoints data = point.data();
        TwoLayer f = stationary(point).inIntegers();
        List<Rational> u = UniversalBound.direction(data);
        Radius single = Collections.max(f.radii(data, Norm.L2));
        Radius along = UniversalBound.length(UniversalBound.crossing(f, data, u).orElseThrow(), u);
        Radius bound = UniversalBound.length(UniversalBound.step(data, point.bias()), u);
        boolean small = data.size() <= MOST_COPIES;
        Radius least = small ? UniversalBound.least(f, data, Norm.L2) : along;
        boolean ordered = single.compareTo(least) <= 0 && least.compareTo(along) <= 0 && along.compareTo(bound) <= 0;
        return new Finding(
                data + ", biases " + point.bias(),
                "squared norms: largest single " + single.value() + (small ? ", universal " + least.value() : "")
                        + ", along u " + along.value(),
                "ascending, at most " + bound.value(),
                ordered ? Verdict.HOLDS : Verdict.FAILS);
    }

    /**
     * The stationary network's universal perturbation is shorter than any single radius of the robust network, hence than any
     * universal perturbation of that.
     *
     * @param data orthogonal, more than 4 points, balanced
     */
    static Finding robustHasNone(LabelledPoints data) {
        TwoLayer kkt = KktFamilies.biased(data).function().inIntegers();
        List<Rational> u = UniversalBound.direction(data);
        Radius universal =
                UniversalBound.length(UniversalBound.crossing(kkt, data, u).orElseThrow(), u);
        Radius single = Collections.min(robust(data).radii(data, Norm.L2));
        return new Finding(
                data.toString(),
                "squared norm " + universal.value() + " flips the stationary network everywhere",
                "below " + single.value() + ", the robust network's least single squared radius",
                universal.compareTo(single) < 0 ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** Three orthogonal points: the exact universal perturbation of the stationary network is shorter than the robust network's. */
    static Finding beside(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LabelledPoints data = LabelledPoints.withRandomLabels(SignPoints.orthogonal(8, 3, random), 1, random);
        Radius stationary =
                UniversalBound.least(KktFamilies.biased(data).function().inIntegers(), data, Norm.L2);
        Radius robust = UniversalBound.least(robust(data), data, Norm.L2);
        return new Finding(
                data.toString(),
                "squared norms: stationary " + stationary.value() + ", robust " + robust.value(),
                "the first below the second",
                stationary.compareTo(robust) < 0 ? Verdict.HOLDS : Verdict.FAILS);
    }

    private static TwoLayer robust(LabelledPoints data) {
        return new RobustMemorisation(data, Rational.ZERO).network();
    }

    /** Claims of the robust network what holds of the stationary one: the shift by {@code 1.05/n u} misclassifies every point. */
    static Finding robustIsNotFlipped(long seed) {
        LabelledPoints data = Samples.balanced(2, new SplittableRandom(seed));
        List<Rational> u = UniversalBound.direction(data);
        Rational eta = Rational.of(21, 20L * data.size());
        long stationary = UniversalBound.flipped(KktFamilies.biased(data).function(), data, u, eta);
        long robust = UniversalBound.flipped(robust(data), data, u, eta);
        return new Finding(
                data + ", eta = " + eta,
                robust + " points of the robust network flipped, " + stationary + " of the stationary one",
                "all " + data.size() + " of either",
                robust == data.size() && stationary == data.size() ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** Whether the direction takes the labels into account. */
    enum Labels {
        USED,
        IGNORED
    }

    /** Shifts balanced orthogonal points by {@code share/n} times a sum of the points. */
    static Finding shifted(long seed, Rational share, Labels labels) {
        LabelledPoints data = Samples.balanced(2, new SplittableRandom(seed));
        List<Rational> direction = switch (labels) {
            case USED -> UniversalBound.direction(data);
            case IGNORED -> Vectors.addMultiple(data.classSum(1), Rational.ONE, data.classSum(-1));
        };
        Rational eta = share.divide(Rational.of(data.size()));
        long flipped = UniversalBound.flipped(KktFamilies.biased(data).function(), data, direction, eta);
        return new Finding(
                data + ", eta = " + eta + ", labels " + labels,
                flipped + " points flipped",
                "all " + data.size(),
                flipped == data.size() ? Verdict.HOLDS : Verdict.FAILS);
    }
}
