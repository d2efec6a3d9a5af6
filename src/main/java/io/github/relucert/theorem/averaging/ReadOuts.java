package io.github.relucert.theorem.averaging;

import io.github.relucert.attack.AttackBudget;
import io.github.relucert.attack.AttackResult;
import io.github.relucert.attack.AttackTarget;
import io.github.relucert.attack.TargetedPgd;
import io.github.relucert.cells.ExactRadius;
import io.github.relucert.cells.Nearest;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import io.github.relucert.theorem.generator.LabelledPoints;
import io.github.relucert.theorem.generator.Vectors;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Construction;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.statement.Verdict;
import io.github.relucert.theorem.twolayer.TwoLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/** Decoupled features are as robust as the way a class is read off them. */
public final class ReadOuts implements Theorem {
    /** Denominator to which logarithms are rounded up. */
    private static final long GRID = 1024;

    private static final int PGD_STEPS = 40;
    private static final int PGD_EVALUATIONS = 2000;

    @Override
    public String id() {
        return "FA-10";
    }

    @Override
    public Paper paper() {
        return Paper.FEATURE_AVERAGING;
    }

    @Override
    public String title() {
        return "Decoupled features: the radius depends on the read-out";
    }

    @Override
    public String statement() {
        return "Features f_j(x) = relu(<mu_j, x>) on orthogonal centres of norm sqrt(d). Read out by max over J_+ - max over J_-, every "
                + "centre has l2 radius sqrt(d/2), the optimum. Read out by softmax probabilities summed over each class, the radius lies "
                + "between (d - ln k_o)/sqrt(2 d) and (d + ln k_y)/sqrt(2 d), k_o opposite clusters and k_y own. Read out by the plain "
                + "sum over J_+ - sum over J_-, it is only sqrt(d/(1 + k_o)), and a gradient attack that starts near the centre does "
                + "not see it where the opposite features are off.";
    }

    @Override
    public String source() {
        return "Li, Pan, Lyu, Li, theorem on fine-grained supervision (ideal weights w_j = mu_j); read-outs compared here";
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "Ideal features, not trained ones. That fine-grained training is optimally robust holds for the maximum and the "
                        + "softmax, not for summed logits. The softmax radius is enclosed by exact radii of shifted maxima, ln k rounded up to "
                        + "1/" + GRID + ".");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.onInstances("maximum: sqrt(d/2)", 4, seed -> maximum(draw(seed))),
                Check.onInstances("maximum as a network: sqrt(d/2)", 1, ReadOuts::maximumNetwork),
                Check.onInstances("softmax: within logarithms of sqrt(d/2)", 3, seed -> softmax(draw(seed))),
                Check.onInstances("sum: sqrt(d/(1 + k_o))", 4, seed -> sum(draw(seed), Opposite.ALL)),
                Check.onInstances(
                        "PGD from near a centre overestimates the radius of the sum by half",
                        2,
                        seed -> gradients(seed, Claim.EXACT_BELOW_PGD)));
    }

    @Override
    public List<Check> controls() {
        return List.of(
                Check.onInstances(
                        "sum: sqrt(d/2) against 3 opposite clusters",
                        2,
                        seed -> sum(Clusters.of(16, 2, 3, new SplittableRandom(seed)), Opposite.ONE)),
                Check.onInstances(
                        "PGD from near a centre finds the radius of the sum",
                        2,
                        seed -> gradients(seed, Claim.PGD_FINDS_IT)));
    }

    @Override
    public Optional<Construction> construction(long seed) {
        LabelledPoints centres = draw(seed);
        return Optional.of(new Construction(DecoupledFeatures.maximum(centres), centres.rows(), centres.labels()));
    }

    private static LabelledPoints draw(long seed) {
        return Clusters.draw(new SplittableRandom(seed));
    }

    /**
     * The exact distance to {@code max over the own features - max over the others <= shift}: some opposite feature comes within the
     * shift of every own one.
     */
    private static Radius radius(LabelledPoints centres, int j, Rational shift) {
        List<List<Condition>> flips = new ArrayList<>();
        for (int opposite : centres.ofClass(-centres.label(j))) {
            List<Condition> conjunction = new ArrayList<>();
            for (int own : centres.ofClass(centres.label(j))) {
                LinearForm lead = LinearForm.difference(own, opposite);
                conjunction.add(
                        Condition.onOutput(new LinearForm(lead.indices(), lead.coefficients(), shift.negate())));
            }
            flips.add(conjunction);
        }
        return radius(DecoupledFeatures.features(centres), centres, j, new UnsafeSet(flips));
    }

    private static Radius radius(Network f, LabelledPoints centres, int j, UnsafeSet unsafe) {
        Problem problem = new Problem(f, centres.point(j), Norm.L2, Box.unbounded(centres.dimension()), unsafe);
        return ExactRadius.atMost(problem).map(Nearest::radius).orElseThrow();
    }

    /** Every exact squared radius under the maximum is {@code d/2}. */
    static Finding maximum(LabelledPoints centres) {
        List<Rational> measured = new ArrayList<>();
        for (int j = 0; j < centres.size(); j++) {
            measured.add(radius(centres, j, Rational.ZERO).value());
        }
        return halves(centres, measured);
    }

    /** The same for the network that computes both maxima, of two clusters each. */
    static Finding maximumNetwork(long seed) {
        LabelledPoints centres = Clusters.of(8, 2, 2, new SplittableRandom(seed));
        Network f = DecoupledFeatures.maximum(centres);
        List<Rational> measured = new ArrayList<>();
        for (int j = 0; j < centres.size(); j++) {
            UnsafeSet unsafe = UnsafeSet.acrossThreshold(centres.label(j), Rational.ZERO);
            measured.add(radius(f, centres, j, unsafe).value());
        }
        return halves(centres, measured);
    }

    private static Finding halves(LabelledPoints centres, List<Rational> measured) {
        Rational claimed = Rational.of(centres.dimension(), 2);
        return new Finding(
                centres.toString(),
                "squared radii " + measured,
                "all " + claimed,
                measured.stream().allMatch(claimed::equals) ? Verdict.HOLDS : Verdict.FAILS);
    }

    /**
     * With L(s) the logarithm of the sum of {@code exp f_j} over class s and M(s) the maximum, M <= L <= M + ln k. A flip of the softmax
     * needs M_y - M_o <= ln k_o, and M_y - M_o <= -ln k_y forces one; both are exact radii of the maximum, shifted.
     */
    static Finding softmax(LabelledPoints centres) {
        boolean holds = true;
        List<String> measured = new ArrayList<>();
        for (int j : List.of(centres.ofClass(1).getFirst(), centres.ofClass(-1).getFirst())) {
            Rational before = logarithm(centres.count(-centres.label(j)));
            Rational after = logarithm(centres.count(centres.label(j)));
            Radius lower = radius(centres, j, before);
            Radius upper = radius(centres, j, after.negate());
            holds &= lower.value().equals(shifted(centres, before.negate()))
                    && upper.value().equals(shifted(centres, after));
            measured.add(String.format(Locale.ROOT, "[%.6f, %.6f]", lower.floor(), upper.ceiling()));
        }
        double d = centres.dimension();
        return new Finding(
                centres.toString(),
                "radii within " + String.join(", ", measured),
                String.format(
                        Locale.ROOT,
                        "the exact ends of (d - ln k_o)/sqrt(2d) and (d + ln k_y)/sqrt(2d), around %.6f",
                        Math.sqrt(d / 2)),
                holds ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** {@code (d + shift)^2 / (2 d)}. */
    private static Rational shifted(LabelledPoints centres, Rational shift) {
        Rational d = Rational.of(centres.dimension());
        Rational moved = d.add(shift);
        return moved.multiply(moved).divide(d.multiply(Rational.of(2)));
    }

    /** A rational at least {@code ln count}, above it by at most two steps of the grid. */
    private static Rational logarithm(int count) {
        return count == 1 ? Rational.ZERO : Rational.of((long) Math.ceil(Math.log(count) * GRID) + 1, GRID);
    }

    /** How many opposite clusters the claimed formula counts. */
    enum Opposite {
        ALL,
        ONE
    }

    /** Every exact squared radius under the sum is {@code d/(1 + k_o)}. */
    static Finding sum(LabelledPoints centres, Opposite counted) {
        List<Rational> measured = DecoupledFeatures.sum(centres).radii(centres, Norm.L2).stream()
                .map(Radius::value)
                .toList();
        List<Rational> formula = new ArrayList<>();
        for (int label : centres.labels()) {
            int opposite = switch (counted) {
                case ALL -> centres.count(-label);
                case ONE -> 1;
            };
            formula.add(Rational.of(centres.dimension(), 1 + opposite));
        }
        return new Finding(
                centres.toString(),
                "squared radii " + measured,
                "equal to " + formula,
                measured.equals(formula) ? Verdict.HOLDS : Verdict.FAILS);
    }

    /** What is claimed of a gradient attack. */
    enum Claim {
        EXACT_BELOW_PGD,
        PGD_FINDS_IT
    }

    /**
     * PGD with 40 steps and one trajectory a ball, against the exact radius, from a centre moved by a sixteenth of the opposite ones,
     * so that their features are off by more than rounding. The gradient consists of the own feature alone; more steps do not help,
     * random starts would.
     */
    static Finding gradients(long seed, Claim claim) {
        SplittableRandom random = new SplittableRandom(seed);
        LabelledPoints centres = Clusters.of(16, 2, 3 + random.nextInt(3), random);
        List<Rational> x = Vectors.addMultiple(
                centres.point(centres.ofClass(1).getFirst()), Rational.of(-1, 16), centres.classSum(-1));
        TwoLayer f = DecoupledFeatures.sum(centres);
        Problem problem = f.problem(x, 1, Norm.L2);
        double exact = f.radius(x, 1, Norm.L2).ceiling();
        AttackResult result = new TargetedPgd(1, PGD_STEPS)
                .run(
                        new AttackTarget(problem, CompiledNetwork.of(problem.network())),
                        new AttackBudget(PGD_EVALUATIONS, random.nextLong()));
        double found = result.best().map(w -> w.distance().floor()).orElse(Double.POSITIVE_INFINITY);
        boolean holds = switch (claim) {
            case EXACT_BELOW_PGD -> 1.5 * exact < found;
            case PGD_FINDS_IT -> found <= 1.01 * exact;
        };
        return new Finding(
                centres.toString(),
                String.format(Locale.ROOT, "PGD %.6f, exact %.6f", found, exact),
                claim == Claim.PGD_FINDS_IT
                        ? "PGD within 1 % of the exact radius"
                        : "PGD more than half above the exact radius",
                holds ? Verdict.HOLDS : Verdict.FAILS);
    }
}
