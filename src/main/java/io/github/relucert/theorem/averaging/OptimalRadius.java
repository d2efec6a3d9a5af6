package io.github.relucert.theorem.averaging;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import io.github.relucert.theorem.generator.LabelledPoints;
import io.github.relucert.theorem.generator.Vectors;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.statement.Verdict;
import io.github.relucert.theorem.twolayer.HiddenNeuron;
import io.github.relucert.theorem.twolayer.MatchedFilters;
import io.github.relucert.theorem.twolayer.TwoLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Half the distance of opposite centres bounds every classifier's radius. */
public final class OptimalRadius implements Theorem {
    private static final Rational QUARTER = Rational.of(1, 4);

    @Override
    public String id() {
        return "FA-4";
    }

    @Override
    public Paper paper() {
        return Paper.FEATURE_AVERAGING;
    }

    @Override
    public String title() {
        return "No classifier beats half the distance of the centres";
    }

    @Override
    public String statement() {
        return "Orthogonal centres of norm sqrt(d) lie sqrt(2d) apart, so of two opposite centres one has l2 radius at most sqrt(d/2) "
                + "under any classifier; the network with beta in [sqrt(1.5) - 1, 1 - 1/sqrt(2)] attains it at all centres.";
    }

    @Override
    public String source() {
        return "Li, Pan, Lyu, Li (optimal robustness); the bound is the midpoint argument";
    }

    @Override
    public Optional<String> erratum() {
        return Optional.of(
                "E-19: \"robust radius O(sqrt(d))\" should read Omega(sqrt(d)), and Theta(sqrt(d)) with this bound.");
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "The bound for every classifier is the midpoint argument; its check runs on random two-layer networks.");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.onInstances("random networks: the weaker of two opposite centres", 6, OptimalRadius::random),
                Check.onInstances(
                        "beta = 1/4 attains d/2 at every centre",
                        4,
                        seed -> attained(Clusters.draw(new SplittableRandom(seed)))));
    }

    @Override
    public List<Check> controls() {
        return List.of(Check.onInstances("no classifier beats 0.9 sqrt(d/2)", 2, OptimalRadius::smallerBound));
    }

    /** A random two-layer network and two opposite centres: the smaller exact squared radius is at most {@code d/2}. */
    static Finding random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        LabelledPoints centres = Clusters.of(8, 1, 1, random);
        List<HiddenNeuron> neurons = new ArrayList<>();
        for (int j = 0; j < 4; j++) {
            // Weights mostly along the centres, so that both are often classified correctly.
            Rational towards = Rational.of(random.nextInt(1, 9), 8);
            List<Rational> weights =
                    Vectors.addMultiple(noise(centres.dimension(), random), towards, centres.point(j % 2));
            neurons.add(new HiddenNeuron(
                    Rational.of(centres.label(j % 2)), weights, Rational.of(random.nextInt(-8, 9), 8)));
        }
        return weaker(centres, TwoLayer.of(neurons), Rational.of(centres.dimension(), 2));
    }

    private static List<Rational> noise(int size, SplittableRandom random) {
        List<Rational> noise = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            noise.add(Rational.of(random.nextInt(-4, 5), 8));
        }
        return noise;
    }

    private static Finding weaker(LabelledPoints centres, TwoLayer f, Rational bound) {
        List<Rational> squares = new ArrayList<>();
        for (int j = 0; j < centres.size(); j++) {
            squares.add(f.radius(centres.point(j), centres.label(j), Norm.L2).value());
        }
        Rational least = squares.stream().reduce(Rational.POSITIVE_INFINITY, Rational::min);
        return new Finding(
                centres.toString(),
                "squared radii " + squares,
                "the least at most " + bound,
                least.compareTo(bound) <= 0 ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** Every centre has squared radius {@code d/2} exactly under beta = 1/4, which lies in the window. */
    static Finding attained(LabelledPoints centres) {
        Radius half = new Radius(Norm.L2, Rational.of(centres.dimension(), 2));
        List<Radius> radii = MatchedFilters.network(centres, QUARTER).radii(centres, Norm.L2);
        return new Finding(
                centres + ", beta=1/4",
                "squared radii " + radii.stream().map(Radius::value).distinct().toList(),
                "all " + half.value(),
                radii.stream().allMatch(half::equals) ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** Claims a bound that the network with beta = 1/4 beats. */
    static Finding smallerBound(long seed) {
        LabelledPoints centres = Clusters.of(8, 1, 1, new SplittableRandom(seed));
        Rational bound = Rational.of(81L * centres.dimension(), 200);
        return weaker(centres, MatchedFilters.network(centres, QUARTER), bound);
    }
}
