package io.github.relucert.theorem.definition;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.theorem.circuit.ParameterCount;
import io.github.relucert.theorem.generator.SeparatedSets;
import io.github.relucert.theorem.separated.MaximumNormNet;
import io.github.relucert.theorem.separated.VoronoiNet;
import io.github.relucert.theorem.separated.VoronoiNet.Centre;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Representation complexity: the number of parameters, which depends on how they are counted. */
public final class RepresentationComplexity implements Theorem {
    @Override
    public String id() {
        return "DEF-5";
    }

    @Override
    public Paper paper() {
        return Paper.DEFINITIONS;
    }

    @Override
    public String title() {
        return "Representation complexity is a number of parameters";
    }

    @Override
    public String statement() {
        return "The representation complexity of a task is the least number of parameters of a network that solves it. Counted by the entries "
                + "that a construction writes, the networks that memorise N separated points of R^d robustly grow linearly in N and in d, by 10 d a point "
                + "in l_inf and d + 5.5 in l2; their non-zero entries are no more. Counted densely, sum_l (d_{l-1} + 1) d_l, they grow faster.";
    }

    @Override
    public String source() {
        return "Section on representation complexity of the paper on separated data; sizes of EXP-4 and EXP-5";
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "Sizes of constructions are upper ends of the complexity; lower ends are EXP-6 and EXP-9 to EXP-12.");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.onInstances(
                        "in l_inf each pair of points more costs 20 d entries",
                        10,
                        seed -> growth(seed, Norm.LINF, ParameterCount::structural)),
                Check.onInstances(
                        "in l2 each pair of points more costs 2 d + 11 entries",
                        10,
                        seed -> growth(seed, Norm.L2, ParameterCount::structural)),
                Check.onInstances(
                        "non-zero entries are at most the written ones, those at most the dense ones",
                        10,
                        RepresentationComplexity::ordered));
    }

    @Override
    public List<Check> controls() {
        return List.of(Check.onInstances(
                "the same growth of the dense count", 10, seed -> growth(seed, Norm.LINF, ParameterCount::dense)));
    }

    private static SeparatedSets sets(long seed, Norm norm, int dimension, int half) {
        return SeparatedSets.generate(seed, new SeparatedSets.Size(dimension, half, half), norm, Rational.of(1, 16));
    }

    private static ParameterCount count(SeparatedSets sets) {
        return sets.norm() == Norm.LINF
                ? MaximumNormNet.of(sets).parameters()
                : VoronoiNet.of(sets, 2 + sets.dimension(), Centre.WITH_SQUARE).parameters();
    }

    /** Sizes for 4, 8 and 16 points: twice the points, twice the size but for a constant. */
    public static Finding growth(long seed, Norm norm, ToLongFunction<ParameterCount> counted) {
        SplittableRandom random = new SplittableRandom(seed);
        int dimension = 1 << random.nextInt(1, 4);
        long data = random.nextLong();
        Function<Integer, Long> size = half -> counted.applyAsLong(count(sets(data, norm, dimension, half)));
        long perPair = norm == Norm.LINF ? 20L * dimension : 2L * dimension + 11;
        List<String> violations = new ArrayList<>();
        List<Long> sizes = List.of(size.apply(2), size.apply(4), size.apply(8));
        if (sizes.get(1) - sizes.get(0) != 2 * perPair || sizes.get(2) - sizes.get(1) != 4 * perPair) {
            violations.add("sizes " + sizes);
        }
        return Finding.unlessViolated(
                "4, 8 and 16 points in dimension " + dimension + ", " + norm.id(),
                "sizes " + sizes,
                perPair + " more for each pair of points",
                violations);
    }

    /** The order of the three counts. */
    public static Finding ordered(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Norm norm = random.nextBoolean() ? Norm.LINF : Norm.L2;
        SeparatedSets sets = sets(random.nextLong(), norm, random.nextInt(1, 9), random.nextInt(1, 5));
        ParameterCount count = count(sets);
        boolean ordered = count.nonZero() <= count.structural() && count.structural() <= count.dense();
        String measured = count.nonZero() + ", " + count.structural() + ", " + count.dense();
        return Finding.unless(
                ordered ? Optional.empty() : Optional.of(measured),
                sets.toString(),
                measured,
                "non-zero <= structural <= dense");
    }
}
