package io.github.relucert.attack;

import io.github.relucert.specification.Norm;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An iterative universal perturbation: one vector is grown over the rows of a data set by {@link DeepFool} until it fools four
 * fifths of them, and its direction is then followed from every row to the exact first crossing.
 *
 * <p>Reference: Moosavi-Dezfooli, Fawzi, Fawzi and Frossard, "Universal adversarial perturbations", 2017, arXiv 1610.08401, algorithm 1, for l_inf
 * and l2. The vector is kept in a ball: in l_inf a tenth of the domain's width, in l2 a tenth times the root of the number of inputs.
 *
 * @param direction the vector, zero when no row was fooled
 * @param share of a row in the gradient evaluations that growing it took; every run counts it as spent
 */
public record IterativeUniversal(List<Double> direction, double share) implements Attack {
    private static final double FOOLED = 0.8;
    private static final double REACH = 0.1;
    private static final int PASSES = 10;

    /** Copies the list. */
    public IterativeUniversal {
        direction = List.copyOf(direction);
    }

    /**
     * Grows the vector.
     *
     * @param targets one a row, all of one network, norm and domain
     * @param budget for all rows together
     * @throws IllegalArgumentException when there is no row
     */
    public static IterativeUniversal over(List<AttackTarget> targets, AttackBudget budget) {
        AttackTarget first = targets.stream().findFirst().orElseThrow(() -> new IllegalArgumentException("no row"));
        double[] vector = new double[first.size()];
        double spent = 0;
        double fooled = 0;
        for (int pass = 0; pass < PASSES && fooled < FOOLED * targets.size(); pass++) {
            fooled = 0;
            for (AttackTarget target : targets) {
                int left = (int) (budget.gradientEvaluations() - spent);
                Evaluations evaluations = new Evaluations(target, 1, Math.max(left, 0), () -> false);
                if (!evaluations.allowsForward(1)) {
                    return new IterativeUniversal(boxed(vector), spent / targets.size());
                }
                double[] shifted = shifted(target, vector);
                if (evaluations.margin(shifted) <= 0) {
                    fooled++;
                } else {
                    Optional<double[]> hit = new DeepFool().from(target, evaluations, shifted);
                    hit.ifPresent(x -> LabelledRows.add(vector, difference(x, shifted), 1));
                    shorten(target, vector);
                }
                spent += evaluations.spent();
            }
        }
        return new IterativeUniversal(boxed(vector), spent / targets.size());
    }

    private static double[] shifted(AttackTarget target, double[] vector) {
        double[] x = target.centre().clone();
        LabelledRows.add(x, vector, 1);
        return target.clamped(x);
    }

    private static double[] difference(double[] x, double[] y) {
        double[] result = x.clone();
        LabelledRows.add(result, y, -1);
        return result;
    }

    private static List<Double> boxed(double[] vector) {
        return Arrays.stream(vector).boxed().toList();
    }

    private static void shorten(AttackTarget target, double[] vector) {
        boolean cube = target.problem().norm() == Norm.LINF;
        double reach = REACH * target.unit() * (cube ? 1 : Math.sqrt(vector.length));
        double length = 0;
        for (double v : vector) {
            length += v * v;
        }
        double factor = Math.min(1, reach / Math.sqrt(length));
        for (int i = 0; i < vector.length; i++) {
            vector[i] = cube ? Math.clamp(vector[i], -reach, reach) : factor * vector[i];
        }
    }

    @Override
    public String name() {
        return "UAP";
    }

    @Override
    public Set<Norm> norms() {
        return EnumSet.of(Norm.LINF, Norm.L2);
    }

    @Override
    public AttackResult run(AttackTarget target, AttackBudget budget) {
        target.requireNorm(this);
        double[] vector = direction.stream().mapToDouble(Double::doubleValue).toArray();
        int left = (int) Math.floor(budget.gradientEvaluations() - share);
        if (left < 0) {
            return new AttackResult(List.of(), 0);
        }
        AttackResult followed = Directions.follow(target, new AttackBudget(left, budget.seed()), List.of(vector));
        return new AttackResult(
                followed.history().stream()
                        .map(step -> new AttackResult.Improvement(step.witness(), step.evaluations() + share))
                        .toList(),
                followed.evaluations() + share);
    }
}
