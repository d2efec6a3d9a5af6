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
import java.util.Optional;
import java.util.SplittableRandom;

/** The two-neuron network of averaged features in closed form. */
public final class AveragedRadius implements Theorem {
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
                + "centre of class s is the smaller of d/||sum_+ - sum_-||_1 and d/||sum_s||_1.";
    }

    @Override
    public String source() {
        return "Li, Pan, Lyu, Li (intuition for the main theorem); closed form derived here";
    }

    @Override
    public Optional<String> limits() {
        return Optional.of("Noise-free centres in {-1,+1}^d, compared in rationals.");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.onInstances(
                        "exact l2 radii",
                        6,
                        seed -> radii(draw(seed), draw(seed).size())),
                Check.onInstances("exact l_inf radii", 4, seed -> linf(draw(seed))),
                Check.onInstances("the mixed-integer program, l_inf", 1, seed -> secondWay(draw(seed))),
                Check.onInstances(
                        "margin over exact Lipschitz constant is the radius", 4, seed -> lipschitz(draw(seed))));
    }

    @Override
    public List<Check> controls() {
        return List.of(Check.onInstances(
                "radius sqrt(d)/2 with 5 clusters",
                2,
                seed -> radii(Clusters.of(12, 2, 3, new SplittableRandom(seed)), 4)));
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
