package io.github.relucert.theorem.averaging;

import io.github.relucert.cells.LipschitzConstant;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import io.github.relucert.theorem.generator.LabelledPoints;
import io.github.relucert.theorem.generator.Vectors;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Construction;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.statement.Verdict;
import io.github.relucert.theorem.twolayer.MatchedFilters;
import io.github.relucert.theorem.twolayer.TwoLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/** One thresholded neuron a cluster is as robust as the clusters allow. */
public final class RobustFeatureNetwork implements Theorem {
    private static final Rational QUARTER = Rational.of(1, 4);
    private static final double TOLERANCE = 1e-9;

    @Override
    public String id() {
        return "FA-3";
    }

    @Override
    public Paper paper() {
        return Paper.FEATURE_AVERAGING;
    }

    @Override
    public String title() {
        return "A robust network with one neuron a cluster";
    }

    @Override
    public String statement() {
        return "Let mu_1..mu_k be orthogonal, ||mu_j||^2 = d, and f(x) = sum over J_+ of relu(<mu_j, x> - beta d) - sum over J_- of "
                + "relu(<mu_l, x> - beta d), 0 <= beta <= 1/2. A centre with k_o opposite clusters has l2 distance sqrt(d) min(1 - beta, "
                + "min over 1 <= q <= k_o of (1 + (q - 1) beta)/sqrt(q + 1)) to the nearest error, ties included; without ties the term 1 "
                + "- beta drops out. For beta = 1/2 that is sqrt(d)/2 and sqrt(d/2); for sqrt(1.5) - 1 <= beta <= 1 - 1/sqrt(2) it is the "
                + "optimum sqrt(d/2); for beta = 0 only sqrt(d/(1 + k_o)): the bias makes it robust. A noisy point x with noise g in the "
                + "span of the centres loses at most ||g||. In l_inf on centres in {-1,+1}^d the radius is 1 - beta for beta >= 1 - "
                + "1/sqrt(2). The exact l2 Lipschitz constant is sqrt(k d), so margin over Lipschitz constant sees only (1 - beta) "
                + "sqrt(d/k) of it.";
    }

    @Override
    public String source() {
        return "Li, Pan, Lyu, Li (existence of a robust network); Frei, Vardi, Bartlett, Srebro, theorem 4.1 (w_j = 4 mu_j/d, b_j = -2 is "
                + "beta = 1/2); the closed form derived here";
    }

    @Override
    public Optional<String> erratum() {
        return Optional.of(
                "E-19: the bias b_l^+ in the second sum is b_l^-; epsilon(d) -> 0 as d -> infinity; radius Omega(sqrt(d)), not "
                        + "O(sqrt(d)).");
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "beta is dyadic and centres lie in {-1,+1}^d, so that every radius is compared in rationals.");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.onInstances(
                        "exact l2 radius of every centre, ties included", 6, seed -> radii(centres(seed), draw(seed))),
                Check.onInstances(
                        "exact l2 radius of every centre, without ties",
                        4,
                        seed -> strictRadii(centres(seed), draw(seed))),
                Check.onInstances("exact l_inf radius 1 - beta", 4, seed -> linf(centres(seed), inWindow(seed))),
                Check.onInstances("noise g costs at most ||g||", 4, seed -> noisy(centres(seed), seed)),
                Check.onInstances(
                        "exact Lipschitz constant sqrt(k d)", 4, seed -> lipschitz(centres(seed), draw(seed))));
    }

    @Override
    public List<Check> controls() {
        return List.of(
                Check.onInstances(
                        "no bias: radius sqrt(d)/2 against 4 opposite clusters",
                        2,
                        seed -> atLeast(seed, 4, Rational.ZERO, QUARTER)),
                Check.onInstances(
                        "beta = 1/8: radius sqrt(d/2) against 2 opposite clusters",
                        2,
                        seed -> atLeast(seed, 2, Rational.of(1, 8), Rational.of(1, 2))));
    }

    @Override
    public Optional<Construction> construction(long seed) {
        LabelledPoints centres = centres(seed);
        return Optional.of(MatchedFilters.network(centres, QUARTER).construction(centres));
    }

    private static LabelledPoints centres(long seed) {
        return Clusters.draw(new SplittableRandom(seed));
    }

    /** A multiple of 1/16 from 5/16 to 1/2. */
    private static Rational inWindow(long seed) {
        return Rational.of(5 + new SplittableRandom(~seed).nextInt(4), 16);
    }

    /** A multiple of 1/16 in [0, 1/2]. */
    private static Rational draw(long seed) {
        return Rational.of(new SplittableRandom(~seed).nextInt(9), 16);
    }

    /** The exact radius of every centre equals the closed form. */
    static Finding radii(LabelledPoints centres, Rational beta) {
        List<Rational> measured = MatchedFilters.network(centres, beta).radii(centres, Norm.L2).stream()
                .map(Radius::value)
                .toList();
        List<Rational> formula = new ArrayList<>();
        for (int j = 0; j < centres.size(); j++) {
            formula.add(RobustFeatures.radius(centres.dimension(), centres.count(-centres.label(j)), beta)
                    .value());
        }
        return equal(centres + ", beta=" + beta, measured, formula);
    }

    /** The same when only strictly wrong signs count. */
    static Finding strictRadii(LabelledPoints centres, Rational beta) {
        TwoLayer f = MatchedFilters.network(centres, beta);
        List<Rational> measured = new ArrayList<>();
        List<Rational> formula = new ArrayList<>();
        for (int j = 0; j < centres.size(); j++) {
            measured.add(
                    f.strictRadius(centres.point(j), centres.label(j), Norm.L2).value());
            formula.add(RobustFeatures.strictRadius(centres.dimension(), centres.count(-centres.label(j)), beta)
                    .value());
        }
        return equal(centres + ", beta=" + beta, measured, formula);
    }

    private static Finding equal(String instance, List<Rational> measured, List<Rational> formula) {
        return new Finding(
                instance,
                "squared radii " + measured,
                "equal to " + formula,
                measured.equals(formula) ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** Every l_inf radius is {@code 1 - beta}, for beta from {@code 1 - 1/sqrt(2)} on. */
    static Finding linf(LabelledPoints centres, Rational beta) {
        Rational claimed = Rational.ONE.subtract(beta);
        List<Rational> measured = MatchedFilters.network(centres, beta).radii(centres, Norm.LINF).stream()
                .map(Radius::value)
                .toList();
        return new Finding(
                centres + ", beta=" + beta,
                "l_inf radii " + measured,
                "all " + claimed,
                measured.stream().allMatch(claimed::equals) ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** A centre plus dyadic noise: its exact radius and the length of the noise within the span add up to the centre's at least. */
    static Finding noisy(LabelledPoints centres, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int j = random.nextInt(centres.size());
        List<Rational> noise = new ArrayList<>();
        for (int i = 0; i < centres.dimension(); i++) {
            noise.add(Rational.of(random.nextInt(-4, 5), 8));
        }
        Rational square = Rational.ZERO;
        for (List<Rational> centre : centres.points()) {
            Rational product = Vectors.dot(centre, noise);
            square = square.add(product.multiply(product).divide(Rational.of(centres.dimension())));
        }
        List<Rational> x = Vectors.addMultiple(centres.point(j), Rational.ONE, noise);
        TwoLayer f = MatchedFilters.network(centres, QUARTER);
        double radius = f.radius(x, centres.label(j), Norm.L2).floor();
        double centre = RobustFeatures.radius(centres.dimension(), centres.count(-centres.label(j)), QUARTER)
                .floor();
        double length = Math.sqrt(square.doubleNearest());
        return new Finding(
                centres + ", beta=1/4",
                String.format(Locale.ROOT, "radius %.6f with noise of length %.6f in the span", radius, length),
                String.format(Locale.ROOT, "at least %.6f less that length", centre),
                radius >= centre - length - TOLERANCE ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** The squared constant on all of {@code R^d} is {@code k d}. */
    static Finding lipschitz(LabelledPoints centres, Rational beta) {
        Rational square = LipschitzConstant.of(
                        MatchedFilters.network(centres, beta).network(),
                        LinearForm.single(0, Rational.ONE, Rational.ZERO),
                        Box.unbounded(centres.dimension()),
                        Norm.L2)
                .value();
        Rational claimed = Rational.of((long) centres.size() * centres.dimension());
        return new Finding(
                centres.toString(),
                "squared constant " + square,
                "k d = " + claimed,
                square.equals(claimed) ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** Claims that the first positive centre has squared radius {@code share d} at least. */
    static Finding atLeast(long seed, int opposite, Rational beta, Rational share) {
        LabelledPoints centres = Clusters.of(12, 1, opposite, new SplittableRandom(seed));
        int j = centres.ofClass(1).getFirst();
        Rational measured = MatchedFilters.network(centres, beta)
                .radius(centres.point(j), 1, Norm.L2)
                .value();
        Rational claimed = share.multiply(Rational.of(centres.dimension()));
        return new Finding(
                centres + ", beta=" + beta,
                "squared radius " + measured,
                "at least " + claimed,
                measured.compareTo(claimed) >= 0 ? Verdict.HOLDS : Verdict.FAILS);
    }
}
