package io.github.relucert.theorem.averaging;

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
import io.github.relucert.theorem.twolayer.TwoLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Whoever sees only the averaged features is not robust, whatever the biases. */
public final class AveragingIsNotRobust implements Theorem {
    private static final int MOST_NEURONS = 4;

    @Override
    public String id() {
        return "FA-7";
    }

    @Override
    public Paper paper() {
        return Paper.FEATURE_AVERAGING;
    }

    @Override
    public String title() {
        return "Averaged features are not robust";
    }

    @Override
    public String statement() {
        return "Let f depend on x only through <sum of mu over J_+, x> and <sum of mu over J_-, x>, mu_j orthogonal of norm sqrt(d). If f "
                + "classifies a centre of one class correctly, every centre of the other class has l2 radius at most sqrt(d/k_+ + "
                + "d/k_-), which is 2 sqrt(d/k) for balanced classes. For relu(<sum_+, x> + b_+) - relu(<sum_-, x> + b_-) with both "
                + "classes right, the radius of a centre of class s is at most (d + s (b_+ - b_-))/sqrt(k d), with equality where both "
                + "neurons are on at the optimum; so the weaker class has radius at most sqrt(d/k).";
    }

    @Override
    public String source() {
        return "Li, Pan, Lyu, Li (averaged features are non-robust); corrected and derived here";
    }

    @Override
    public Optional<String> erratum() {
        return Optional.of(
                "E-19: \"for any choice of bias ... nearly zero robust accuracy\" is false for degenerate biases: b_+ = 10 d "
                        + "makes f positive far around every centre, and the robust accuracy is that of a constant, k_+/k. Right: at most the "
                        + "larger class's fraction, and nearly zero beyond 2 sqrt(d/k) when both classes are mostly correct.");
    }

    @Override
    public Optional<String> limits() {
        return Optional.of("Noise-free centres in {-1,+1}^d and integer biases, compared in rationals.");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.onInstances(
                        "up to four neurons a class, random biases: the distance of the classes",
                        8,
                        seed -> anyBias(centres(seed), seed)),
                Check.onInstances(
                        "two neurons, random biases: the closed form", 6, seed -> twoNeurons(centres(seed), seed)));
    }

    @Override
    public List<Check> controls() {
        return List.of(Check.onInstances("any bias, also b_+ = 10 d", 2, AveragingIsNotRobust::degenerateBias));
    }

    @Override
    public Optional<Construction> construction(long seed) {
        LabelledPoints centres = centres(seed);
        return Optional.of(anyNetwork(centres, new SplittableRandom(seed)).construction(centres));
    }

    private static LabelledPoints centres(long seed) {
        return Clusters.draw(new SplittableRandom(seed));
    }

    private static TwoLayer anyNetwork(LabelledPoints centres, SplittableRandom random) {
        int neurons = 1 + random.nextInt(MOST_NEURONS);
        return AveragedFeatures.network(
                centres, biases(neurons, centres.dimension(), random), biases(neurons, centres.dimension(), random));
    }

    private static List<Rational> biases(int count, int d, SplittableRandom random) {
        List<Rational> biases = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            biases.add(Rational.of(random.nextInt(-d, d + 1)));
        }
        return biases;
    }

    /** Random numbers of neurons and biases in [-d, d]: where a class is right, the other's radii obey the bound. */
    static Finding anyBias(LabelledPoints centres, long seed) {
        return withinDistance(centres, anyNetwork(centres, new SplittableRandom(seed)));
    }

    private static Finding withinDistance(LabelledPoints centres, TwoLayer f) {
        Radius bound = AveragedFeatures.distanceOfClasses(centres);
        List<Radius> radii = f.radii(centres, Norm.L2);
        boolean holds = true;
        List<String> measured = new ArrayList<>();
        for (int label : List.of(1, -1)) {
            boolean otherIsRight = centres.ofClass(-label).stream()
                    .anyMatch(j -> f.at(centres.point(j)).signum() == -label);
            for (int j : centres.ofClass(label)) {
                holds &= !otherIsRight || radii.get(j).compareTo(bound) <= 0;
            }
            Radius first = radii.get(centres.ofClass(label).getFirst());
            measured.add("class " + label + ": " + first.value() + (otherIsRight ? "" : " (the other class is wrong)"));
        }
        return new Finding(
                centres + ", " + f.neurons().size() + " neurons, biases "
                        + f.neurons().stream().map(neuron -> neuron.bias()).toList(),
                "squared radii, " + String.join(", ", measured),
                "at most " + bound.value() + " where the other class is right",
                holds ? Verdict.HOLDS : Verdict.FAILS);
    }

    /**
     * One neuron a class with small random biases: the radius is the smaller of switching the own neuron off,
     * {@code (d + b_s)/sqrt(k_s d)}, and of meeting the other's line, {@code (d + s (b_+ - b_-))/sqrt(k d)}.
     */
    static Finding twoNeurons(LabelledPoints centres, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int d = centres.dimension();
        Rational plus = Rational.of(random.nextInt(-d / 2, d / 2));
        Rational minus = Rational.of(random.nextInt(-d / 2, d / 2));
        TwoLayer f = AveragedFeatures.network(centres, List.of(plus), List.of(minus));
        List<Radius> radii = f.radii(centres, Norm.L2);
        List<Rational> measured = radii.stream().map(Radius::value).toList();
        List<Rational> formula = new ArrayList<>();
        boolean holds = true;
        Rational weakest = Rational.POSITIVE_INFINITY;
        for (int j = 0; j < centres.size(); j++) {
            int s = centres.label(j);
            Rational across = Rational.of(d).add(plus.subtract(minus).multiply(Rational.of(s)));
            Rational off = Rational.of(d).add(s > 0 ? plus : minus);
            Rational acrossSquare = across.multiply(across).divide(Rational.of((long) centres.size() * d));
            Rational offSquare = off.multiply(off).divide(Rational.of((long) centres.count(s) * d));
            boolean right = f.at(centres.point(j)).signum() == s;
            formula.add(right ? acrossSquare.min(offSquare) : Rational.ZERO);
            weakest = weakest.min(measured.get(j));
        }
        holds &= measured.equals(formula);
        holds &= weakest.compareTo(AveragedFeatures.radius(centres).value()) <= 0;
        return new Finding(
                centres + ", b_+=" + plus + ", b_-=" + minus,
                "squared radii " + measured,
                "equal to " + formula + ", the least at most "
                        + AveragedFeatures.radius(centres).value(),
                holds ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** The printed statement, for every bias: {@code b_+ = 10 d} leaves all positive centres with a larger radius. */
    static Finding degenerateBias(long seed) {
        LabelledPoints centres = centres(seed);
        TwoLayer f = AveragedFeatures.network(
                centres, List.of(Rational.of(10L * centres.dimension())), List.of(Rational.ZERO));
        Radius bound = AveragedFeatures.distanceOfClasses(centres);
        Radius positive = f.radius(centres.point(centres.ofClass(1).getFirst()), 1, Norm.L2);
        return new Finding(
                centres + ", b_+=" + 10 * centres.dimension(),
                "squared radius of the positive centres " + positive.value(),
                "at most " + bound.value(),
                positive.compareTo(bound) <= 0 ? Verdict.HOLDS : Verdict.FAILS);
    }
}
