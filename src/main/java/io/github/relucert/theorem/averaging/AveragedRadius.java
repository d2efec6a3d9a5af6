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
import io.github.relucert.theorem.twolayer.SecondWay;
import io.github.relucert.theorem.twolayer.TwoLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.NormalDistribution;

/** The two-neuron network of averaged features in closed form. */
public final class AveragedRadius implements Theorem {
    private static final int DRAWS = 2000;
    private static final double MOST_DEVIATIONS = 5;

    @Override
    public String id() {
        return "FA-8";
    }

    @Override
    public Paper paper() {
        return Paper.FEATURE_AVERAGING;
    }

    @Override
    public String title() {
        return "Radius of the averaged two-neuron network";
    }

    @Override
    public String statement() {
        return "f(x) = relu(<sum of mu over J_+, x>) - relu(<sum of mu over J_-, x>) on orthogonal centres of norm sqrt(d): every centre "
                + "has l2 radius exactly sqrt(d/k), whatever k_+ and k_-, attained along y (sum over J_- - sum over J_+). The Lipschitz "
                + "constant is sqrt(k d) and the margin d, so here margin over Lipschitz constant is tight. In l_inf the radius of a "
                + "centre of class s is the smaller of d/||sum_+ - sum_-||_1 and d/||sum_s||_1. A point x that is classified correctly "
                + "has l2 radius min(<sum_s, x>/sqrt(k_s d), y (<sum_+, x> - <sum_-, x>)/sqrt(k d)); with noise N(0, I_d) that is "
                + "N(sqrt(d/k), 1) up to rare events, so the robust accuracy at radius r is Phi(sqrt(d/k) - r).";
    }

    @Override
    public String source() {
        return "Li, Pan, Lyu, Li (intuition for the main theorem); closed form derived here";
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "Centres in {-1,+1}^d, compared in rationals. The law of the radius under noise is drawn through the closed form, "
                        + DRAWS + " times, |z| <= 5.");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.onInstances(
                        "exact l2 radii",
                        6,
                        seed -> radii(draw(seed), draw(seed).size())),
                Check.onInstances("exact l_inf radii", 4, seed -> linf(draw(seed))),
                Check.onInstances("exact l2 radius of noisy points", 4, seed -> noisy(draw(seed), seed)),
                Check.onInstances("robust accuracy under noise, drawn", 2, seed -> accuracy(seed, 1)),
                Check.onInstances("the mixed-integer program, l_inf", 1, seed -> secondWay(draw(seed))),
                Check.onInstances(
                        "margin over exact Lipschitz constant is the radius", 4, seed -> lipschitz(draw(seed))));
    }

    @Override
    public List<Check> controls() {
        return List.of(
                Check.onInstances(
                        "radius sqrt(d)/2 with 5 clusters",
                        2,
                        seed -> radii(Clusters.of(12, 2, 3, new SplittableRandom(seed)), 4)),
                Check.onInstances("radius of standard deviation 1/2 under noise", 1, seed -> accuracy(seed, 0.5)));
    }

    @Override
    public Optional<Construction> construction(long seed) {
        LabelledPoints centres = draw(seed);
        return Optional.of(AveragedFeatures.network(centres).construction(centres));
    }

    private static LabelledPoints draw(long seed) {
        return Clusters.draw(new SplittableRandom(seed));
    }

    /** Every exact squared radius is {@code d / clusters}. */
    static Finding radii(LabelledPoints centres, int clusters) {
        Radius claimed = new Radius(Norm.L2, Rational.of(centres.dimension(), clusters));
        List<Radius> radii = AveragedFeatures.network(centres).radii(centres, Norm.L2);
        return new Finding(
                centres.toString(),
                "squared radii " + radii.stream().map(Radius::value).distinct().toList(),
                "all " + claimed.value(),
                radii.stream().allMatch(claimed::equals) ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** Every exact l_inf radius is the smaller of the two quotients. */
    static Finding linf(LabelledPoints centres) {
        Rational d = Rational.of(centres.dimension());
        Rational across = d.divide(Vectors.sumOfAbsolutes(AveragedFeatures.attackDirection(centres, 1)));
        List<Rational> formula = new ArrayList<>();
        for (int label : centres.labels()) {
            formula.add(across.min(d.divide(Vectors.sumOfAbsolutes(centres.classSum(label)))));
        }
        List<Rational> measured = AveragedFeatures.network(centres).radii(centres, Norm.LINF).stream()
                .map(Radius::value)
                .toList();
        return new Finding(
                centres.toString(),
                "l_inf radii " + measured,
                "equal to " + formula,
                measured.equals(formula) ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** A centre with dyadic noise: the exact radius is the distance to the nearer of two half-spaces, 0 for a wrong sign. */
    static Finding noisy(LabelledPoints centres, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int j = random.nextInt(centres.size());
        int s = centres.label(j);
        List<Rational> noise = new ArrayList<>();
        for (int i = 0; i < centres.dimension(); i++) {
            noise.add(Rational.of(random.nextInt(-8, 9), 8));
        }
        List<Rational> x = Vectors.addMultiple(centres.point(j), Rational.ONE, noise);
        Rational own = Vectors.dot(centres.classSum(s), x).max(Rational.ZERO);
        Rational lead = own.subtract(Vectors.dot(centres.classSum(-s), x)).max(Rational.ZERO);
        long d = centres.dimension();
        Rational off = own.multiply(own).divide(Rational.of(d * centres.count(s)));
        Rational across = lead.multiply(lead).divide(Rational.of(d * centres.size()));
        Rational measured =
                AveragedFeatures.network(centres).radius(x, s, Norm.L2).value();
        return new Finding(
                centres + ", noisy centre " + j,
                "squared radius " + measured,
                "equal to " + off.min(across),
                measured.equals(off.min(across)) ? Verdict.HOLDS : Verdict.FAILS);
    }

    /**
     * Two clusters a class, d = 400: the shares of noisy points with radius above {@code sqrt(d/k) + t}, t in -1, 0, 1, against
     * {@code Phi(-t / deviation)}. The radius depends on the coordinates along the centres only, which are drawn.
     */
    static Finding accuracy(long seed, double deviation) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] shifts = {-1, 0, 1};
        int[] above = new int[shifts.length];
        for (int draw = 0; draw < DRAWS; draw++) {
            double own = Math.sqrt(400) + random.nextGaussian() + random.nextGaussian();
            double opposite = random.nextGaussian() + random.nextGaussian();
            double radius = Math.min(own / Math.sqrt(2), (own - opposite) / Math.sqrt(4));
            for (int k = 0; k < shifts.length; k++) {
                above[k] += radius > 10 + shifts[k] ? 1 : 0;
            }
        }
        double worst = 0;
        for (int k = 0; k < shifts.length; k++) {
            double expected = new NormalDistribution().cumulativeProbability(-shifts[k] / deviation);
            worst = Math.max(
                    worst, Math.abs(above[k] - DRAWS * expected) / Math.sqrt(DRAWS * expected * (1 - expected)));
        }
        return new Finding(
                "d=400, k=4, " + DRAWS + " noisy points",
                String.format(
                        Locale.ROOT,
                        "%d, %d and %d with radius above 9, 10 and 11, |z| at most %.2f",
                        above[0],
                        above[1],
                        above[2],
                        worst),
                "Phi(-t/" + deviation + ") of them, |z| at most 5",
                worst <= MOST_DEVIATIONS ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** The first centre's l_inf radius: exact enumeration and mixed-integer program agree. */
    static Finding secondWay(LabelledPoints centres) {
        TwoLayer f = AveragedFeatures.network(centres);
        return SecondWay.brackets(
                centres.toString(),
                f.problem(centres.point(0), centres.label(0), Norm.LINF),
                f.radius(centres.point(0), centres.label(0), Norm.LINF));
    }

    /** Squared margin {@code d^2} over the exact squared constant {@code k d}. */
    static Finding lipschitz(LabelledPoints centres) {
        TwoLayer f = AveragedFeatures.network(centres);
        Rational square = LipschitzConstant.of(
                        f.network(),
                        LinearForm.single(0, Rational.ONE, Rational.ZERO),
                        Box.unbounded(centres.dimension()),
                        Norm.L2)
                .value();
        Rational margin = f.at(centres.point(0)).abs();
        Rational quotient = margin.multiply(margin).divide(square);
        return new Finding(
                centres.toString(),
                "squared constant " + square + ", squared quotient " + quotient,
                "k d and d/k = " + AveragedFeatures.radius(centres).value(),
                square.equals(Rational.of((long) centres.size() * centres.dimension()))
                                && quotient.equals(
                                        AveragedFeatures.radius(centres).value())
                        ? Verdict.HOLDS
                        : Verdict.FAILS);
    }
}
