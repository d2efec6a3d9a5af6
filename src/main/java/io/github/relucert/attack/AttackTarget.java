package io.github.relucert.attack;

import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Problem;
import java.util.Arrays;
import java.util.List;

/**
 * A problem as attacks see it: everything in double, the domain's sides rounded inwards. Values of conditions and disjuncts are
 * at most zero where the point is unsafe, as in {@link Problem#margin}.
 */
public final class AttackTarget {
    private final Problem problem;
    private final CompiledNetwork network;
    private final double[] centre;
    private final double[] lower;
    private final double[] upper;
    private final List<List<DoubleCondition>> disjuncts;

    /** One condition of the unsafe set. */
    record DoubleCondition(DoubleForm input, DoubleForm output) {
        static DoubleCondition of(Condition condition) {
            return new DoubleCondition(DoubleForm.of(condition.input()), DoubleForm.of(condition.output()));
        }

        double at(double[] x, int xOffset, double[] y, int yOffset) {
            return input.at(x, xOffset) + output.at(y, yOffset);
        }
    }

    /** The whole domain of a problem. */
    public AttackTarget(Problem problem, CompiledNetwork network) {
        this(
                problem,
                network,
                problem.domain().lower().stream()
                        .mapToDouble(Rational::doubleCeiling)
                        .toArray(),
                problem.domain().upper().stream()
                        .mapToDouble(Rational::doubleFloor)
                        .toArray());
        for (int k = 0; k < lower.length; k++) {
            if (lower[k] > upper[k]) {
                // No double lies between the sides; exact points are moved between them when they are confirmed.
                lower[k] = centre[k];
                upper[k] = centre[k];
            }
        }
    }

    private AttackTarget(Problem problem, CompiledNetwork network, double[] lower, double[] upper) {
        this.problem = problem;
        this.network = network;
        this.centre =
                problem.centre().stream().mapToDouble(Rational::doubleNearest).toArray();
        this.lower = lower;
        this.upper = upper;
        this.disjuncts = problem.unsafe().disjuncts().stream()
                .map(d -> d.stream().map(DoubleCondition::of).toList())
                .toList();
    }

    /** The same problem on a box within the domain, which need not contain the centre. */
    AttackTarget within(double[] newLower, double[] newUpper) {
        return new AttackTarget(problem, network, newLower, newUpper);
    }

    public Problem problem() {
        return problem;
    }

    public CompiledNetwork network() {
        return network;
    }

    /** Number of inputs. */
    public int size() {
        return centre.length;
    }

    /** Number of disjuncts of the unsafe set. */
    public int disjuncts() {
        return disjuncts.size();
    }

    /**
     * The unit for lengths that the literature gives for inputs in [0, 1]: the domain's widest finite side, 1 when there is none.
     */
    double unit() {
        double widest = 0;
        for (int i = 0; i < lower.length; i++) {
            double width = upper[i] - lower[i];
            widest = Double.isFinite(width) ? Math.max(widest, width) : widest;
        }
        return widest > 0 ? widest : 1;
    }

    /** Refuses an attack that was made for other norms. */
    void requireNorm(Attack attack) {
        if (!attack.norms().contains(problem.norm())) {
            throw new IllegalArgumentException(
                    attack.name() + " in " + problem.norm().id());
        }
    }

    double[] centre() {
        return centre;
    }

    double[] lower() {
        return lower;
    }

    double[] upper() {
        return upper;
    }

    List<DoubleCondition> conditions(int disjunct) {
        return disjuncts.get(disjunct);
    }

    /** Largest condition of a disjunct, at the input and output vectors that start at the offsets. */
    double value(int disjunct, double[] x, int xOffset, double[] y, int yOffset) {
        List<DoubleCondition> conditions = disjuncts.get(disjunct);
        double largest = conditions.getFirst().at(x, xOffset, y, yOffset);
        for (int k = 1; k < conditions.size(); k++) {
            largest = Math.max(largest, conditions.get(k).at(x, xOffset, y, yOffset));
        }
        return largest;
    }

    /** The first condition of a disjunct with the largest value. */
    DoubleCondition worst(int disjunct, double[] x, int xOffset, double[] y, int yOffset) {
        List<DoubleCondition> conditions = disjuncts.get(disjunct);
        DoubleCondition worst = conditions.getFirst();
        for (int k = 1; k < conditions.size(); k++) {
            DoubleCondition condition = conditions.get(k);
            if (condition.at(x, xOffset, y, yOffset) > worst.at(x, xOffset, y, yOffset)) {
                worst = condition;
            }
        }
        return worst;
    }

    /** The first disjunct with the least value; -1 when there is none. */
    int nearestDisjunct(double[] x, int xOffset, double[] y, int yOffset) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < disjuncts.size(); j++) {
            double value = value(j, x, xOffset, y, yOffset);
            if (best < 0 || value < least) {
                best = j;
                least = value;
            }
        }
        return best;
    }

    /** Distance from the centre, in double. */
    double distance(double[] x) {
        double total = 0;
        for (int i = 0; i < x.length; i++) {
            double step = Math.abs(x[i] - centre[i]);
            total = switch (problem.norm()) {
                case LINF -> Math.max(total, step);
                case L2 -> total + step * step;
                case L1 -> total + step;
            };
        }
        return switch (problem.norm()) {
            case L2 -> Math.sqrt(total);
            case LINF, L1 -> total;
        };
    }

    /** The point with every coordinate moved into the domain. */
    double[] clamped(double[] x) {
        double[] result = new double[x.length];
        Arrays.setAll(result, i -> Math.min(Math.max(x[i], lower[i]), upper[i]));
        return result;
    }
}
