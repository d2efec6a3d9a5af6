package io.github.relucert.theorem.universal;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import io.github.relucert.theorem.generator.LabelledPoints;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Construction;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.statement.Verdict;
import io.github.relucert.theorem.twolayer.LineSection;
import io.github.relucert.theorem.twolayer.TwoLayer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** All partitions of the classes give stationary networks without biases, and none of them is robust. */
public final class GroupedKkt implements Theorem {
    private static final int MOST_POINTS = 8;
    private static final int MOST_FOR_UNIVERSAL = 5;

    @Override
    public String id() {
        return "VAR-6";
    }

    @Override
    public Paper paper() {
        return Paper.UNIVERSAL_PERTURBATION;
    }

    @Override
    public String title() {
        return "Exact family of stationary networks without biases";
    }

    @Override
    public String statement() {
        return "Let x_1..x_n be orthogonal with ||x_i||^2 = d. For every partition of the positive and of the negative points into groups "
                + "S_j, one neuron a group with s_j = |S_j|, lambda_i = 1/sqrt(s_j d), |v_j| = (s_j/d)^(1/4), w_j = v_j lambda sum over "
                + "S_j of y_i x_i is a Karush-Kuhn-Tucker point of the margin problem without biases (subgradient 0 at the kinks). Then "
                + "alpha_i = 1/d, and with n_o opposite points the l2 distance of x_i, i in S_j, to the nearest error is exactly "
                + "sqrt(d/(n_o + s_j)); along u = sum y_l x_l, y_i f(x_i - y_i eta u) = max(0, 1 - eta s_j) - eta n_o, which is "
                + "negative exactly for eta > 1/(n_o + s_j). The least universal perturbation lies between the largest of these "
                + "distances and max_i sqrt(n d)/(n_o + s_j).";
    }

    @Override
    public String source() {
        return "Derived here, for the setting of Vardi, Yehudai, Shamir, equation (14)";
    }

    @Override
    public Optional<String> limits() {
        return Optional.of("Radii are computed on f times d, whose weights are integers; the zero set is the same.");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.onInstances("stationary, weights 1/d", 8, seed -> stationary(Instance.draw(seed, MOST_POINTS))),
                Check.onInstances(
                        "the exact l2 radius of every point", 5, seed -> radii(Instance.draw(seed, MOST_POINTS))),
                Check.onInstances("the section along u", 8, seed -> section(Instance.draw(seed, MOST_POINTS))),
                Check.onInstances(
                        "the exact universal perturbation",
                        2,
                        seed -> universal(Instance.draw(seed, MOST_FOR_UNIVERSAL))));
    }

    @Override
    public List<Check> controls() {
        return List.of(
                Check.onInstances(
                        "one multiplier larger by 1 %", 2, seed -> disturbed(Instance.draw(seed, MOST_POINTS))),
                Check.onInstances("sqrt(d/(n_o + 1)) whatever the size of the group", 2, GroupedKkt::sizeIgnored));
    }

    @Override
    public Optional<Construction> construction(long seed) {
        Instance instance = Instance.draw(seed, MOST_POINTS);
        return Optional.of(instance.integral().construction(instance.data()));
    }

    /** Data with a partition. */
    record Instance(LabelledPoints data, List<List<Integer>> groups) {
        static Instance draw(long seed, int most) {
            SplittableRandom random = new SplittableRandom(seed);
            return of(Samples.upTo(most, random), random);
        }

        /** A random partition of each class. */
        static Instance of(LabelledPoints data, SplittableRandom random) {
            return new Instance(data, Samples.groups(data, random));
        }

        KktPoint point() {
            return KktFamilies.grouped(data, groups);
        }

        TwoLayer integral() {
            return point().function().inIntegers();
        }

        /** {@code n_o + s_j} for the group of point i. */
        int reach(int i) {
            int size = groups.stream()
                    .filter(group -> group.contains(i))
                    .mapToInt(List::size)
                    .sum();
            return size + data.count(-data.label(i));
        }

        @Override
        public String toString() {
            return data + ", groups " + groups;
        }
    }

    /** All conditions hold exactly, and every weight is {@code 1/d}. */
    static Finding stationary(Instance instance) {
        return stationary(instance, instance.point());
    }

    private static Finding stationary(Instance instance, KktPoint point) {
        LabelledPoints data = instance.data();
        Rational weight = Rational.of(1, data.dimension());
        boolean even = true;
        for (int i = 0; i < data.size(); i++) {
            even &= point.weight(i).equals(weight);
        }
        List<String> violations = point.violations();
        return new Finding(
                instance.toString(),
                violations.isEmpty() ? "all conditions hold" : "violated: " + violations,
                "all conditions hold, weights " + weight,
                violations.isEmpty() && even ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** Every exact radius equals {@code sqrt(d/(n_o + s_j))}. */
    static Finding radii(Instance instance) {
        List<Rational> formula = new ArrayList<>();
        for (int i = 0; i < instance.data().size(); i++) {
            formula.add(Rational.of(instance.data().dimension(), instance.reach(i)));
        }
        return compared(instance, formula);
    }

    private static Finding compared(Instance instance, List<Rational> formula) {
        List<Rational> squares = instance.integral().radii(instance.data(), Norm.L2).stream()
                .map(Radius::value)
                .toList();
        return new Finding(
                instance.toString(),
                "squared radii " + squares,
                "equal to " + formula,
                squares.equals(formula) ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** The section along u has the stated values, knots and sign change. */
    static Finding section(Instance instance) {
        LabelledPoints data = instance.data();
        TwoLayer f = instance.point().function();
        List<Rational> u = UniversalBound.direction(data);
        boolean holds = true;
        for (int i = 0; i < data.size(); i++) {
            LineSection section = UniversalBound.section(f, data, i, u);
            Rational opposite = Rational.of(data.count(-data.label(i)));
            Rational size = Rational.of(instance.reach(i)).subtract(opposite);
            holds &= section.firstNegative().equals(Optional.of(Rational.of(1, instance.reach(i))))
                    && section.lastSlope().equals(opposite.negate())
                    && section.isNonIncreasing();
            for (int k = 0; k < section.knots().size(); k++) {
                Rational eta = section.knots().get(k);
                Rational own = Rational.ONE.subtract(eta.multiply(size)).max(Rational.ZERO);
                holds &= section.values().get(k).equals(own.subtract(eta.multiply(opposite)));
            }
        }
        return new Finding(
                instance.toString(),
                "sign changes at "
                        + UniversalBound.crossing(f, data, u)
                                .map(Rational::toString)
                                .orElse("none") + " at the latest",
                "max(0, 1 - eta s) - eta n_o, negative beyond 1/(n_o + s), for every point",
                holds ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** The exact universal perturbation lies between the largest radius and the step along u. */
    static Finding universal(Instance instance) {
        LabelledPoints data = instance.data();
        TwoLayer f = instance.integral();
        Radius lower = Collections.max(f.radii(data, Norm.L2));
        List<Rational> u = UniversalBound.direction(data);
        Radius upper = UniversalBound.length(UniversalBound.crossing(f, data, u).orElseThrow(), u);
        Radius least = UniversalBound.least(f, data, Norm.L2);
        return new Finding(
                instance.toString(),
                "squared norm " + least.value(),
                "from " + lower.value() + " to " + upper.value(),
                least.compareTo(lower) >= 0 && least.compareTo(upper) <= 0 ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** The first multiplier is 1 % too large. */
    static Finding disturbed(Instance instance) {
        KktPoint point = instance.point();
        List<Rational> squares = new ArrayList<>(point.squaredMultipliers());
        squares.set(0, squares.getFirst().multiply(Rational.of(101 * 101, 100 * 100)));
        return stationary(instance, new KktPoint(point.data(), point.bias(), point.neurons(), squares));
    }

    /** The formula with 1 in place of the size of the group, on a group of two. */
    static Finding sizeIgnored(long seed) {
        LabelledPoints data = Samples.balanced(2, new SplittableRandom(seed));
        Instance instance = new Instance(data, List.of(data.ofClass(1), data.ofClass(-1)));
        return compared(instance, Collections.nCopies(data.size(), Rational.of(data.dimension(), 3)));
    }
}
