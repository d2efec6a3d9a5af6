package io.github.relucert.attack;

import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.FloatType;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An unsafe point that can be fed to the deployed model: coordinates of the model's input type, in the domain, margin below zero
 * exactly, hardly farther away than a given witness.
 *
 * <p>The cell's program is solved with conditions some way below zero, as deep as the allowance of distance admits, on sides
 * rounded inwards to the input type (in l_inf also the ball's sides), and its point rounded. With float32 inputs and a small
 * radius the allowance can be less than the spacing of numbers; then there may be no such point.
 */
public final class DeployableWitness {
    /** How much farther than the given witness the point may be, relative. */
    public static final Rational ALLOWANCE = Rational.of(1, 1_000_000);

    private static final double[] DEPTHS = {0.95, 0.7, 0.4, 0.2, 0.1, 0.03, 0.01, 0.001};
    private static final int MOST_CELLS = 16;

    private final AttackTarget target;
    private final Problem problem;
    private final FloatType type;

    public DeployableWitness(AttackTarget target) {
        this.target = target;
        this.problem = target.problem();
        this.type = problem.network().inputType();
    }

    /**
     * Searches near a witness.
     *
     * @param witness an exact witness, whose distance is the upper end
     * @return a point as described above, or empty when none was found
     */
    public Optional<Witness> near(Witness witness) {
        double[] x =
                witness.point().stream().mapToDouble(Rational::doubleNearest).toArray();
        Radius limit = limit(witness.distance());
        Optional<Witness> direct = accepted(rounded(x), limit);
        if (direct.isPresent() || witness.distance().value().signum() == 0) {
            return direct;
        }
        AttackTarget window = window(witness.distance());
        for (ActivationCell cell :
                NearbyCells.of(target, x).stream().limit(MOST_CELLS).toList()) {
            Optional<Witness> found = inCell(window, cell, x, limit);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Radius limit(Radius distance) {
        Rational factor = Rational.ONE.add(ALLOWANCE);
        Rational scale = problem.norm() == Norm.L2 ? factor.multiply(factor) : factor;
        return new Radius(problem.norm(), distance.value().multiply(scale));
    }

    private Optional<Witness> inCell(AttackTarget window, ActivationCell cell, double[] x, Radius limit) {
        double[][] values = cell.values(x);
        int disjunct = target.nearestDisjunct(x, 0, values[target.network().outputValue()], 0);
        Optional<CellPoint> flat =
                new CellProgram(target, cell, disjunct, 0, List.of()).solve(Double.POSITIVE_INFINITY);
        if (flat.isEmpty()) {
            return Optional.empty();
        }
        double room = (limit.floor() - flat.get().distance()) / growth(flat.get());
        for (double depth : DEPTHS) {
            Optional<Witness> found = new CellProgram(
                            window, cell, disjunct, depth * room, flat.get().neurons())
                    .solve(Double.POSITIVE_INFINITY)
                    .flatMap(point -> accepted(rounded(point.point()), limit));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** By how much the distance grows when all conditions are lowered by one: the sum of their multipliers (l2: over the distance). */
    private double growth(CellPoint flat) {
        double sum = 0;
        for (int k = 0; k < flat.rows().size(); k++) {
            sum += flat.rows().get(k) instanceof CellRow.OfCondition ? flat.multipliers()[k] : 0;
        }
        return problem.norm() == Norm.L2 ? sum / flat.distance() : sum;
    }

    /** The domain, in l_inf met with the ball of the allowed distance, its sides rounded inwards to the input type. */
    private AttackTarget window(Radius distance) {
        double[] lower = new double[target.size()];
        double[] upper = new double[target.size()];
        for (int i = 0; i < lower.length; i++) {
            Rational low = problem.domain().lower().get(i);
            Rational high = problem.domain().upper().get(i);
            if (problem.norm() == Norm.LINF) {
                Rational reach = distance.value().multiply(Rational.ONE.add(ALLOWANCE));
                low = low.max(problem.centre().get(i).subtract(reach));
                high = high.min(problem.centre().get(i).add(reach));
            }
            lower[i] = low.isFinite() ? atLeast(low) : Double.NEGATIVE_INFINITY;
            upper[i] = high.isFinite() ? -atLeastNegated(high) : Double.POSITIVE_INFINITY;
        }
        return target.within(lower, upper);
    }

    /** The least number of the input type that is not below {@code side}. */
    private double atLeast(Rational side) {
        double nearest = type.round(side.doubleNearest());
        return Double.isFinite(nearest) && Rational.of(nearest).compareTo(side) < 0 ? type.nextUp(nearest) : nearest;
    }

    private double atLeastNegated(Rational side) {
        return atLeast(side.negate());
    }

    /** The nearest numbers of the input type, moved inwards where that leaves the domain. */
    private double[] rounded(double[] x) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            Rational low = problem.domain().lower().get(i);
            Rational high = problem.domain().upper().get(i);
            double value = type.round(x[i]);
            boolean finite = Double.isFinite(value);
            if (finite && low.isFinite() && Rational.of(value).compareTo(low) < 0) {
                value = atLeast(low);
            } else if (finite && high.isFinite() && Rational.of(value).compareTo(high) > 0) {
                value = -atLeastNegated(high);
            }
            result[i] = value;
        }
        return result;
    }

    private Optional<Witness> accepted(double[] x, Radius limit) {
        List<Rational> point = new ArrayList<>();
        for (double value : x) {
            if (!Double.isFinite(value)) {
                return Optional.empty();
            }
            point.add(Rational.of(value));
        }
        boolean inside = problem.domain().firstOutside(point) < 0;
        if (!inside
                || problem.distance(point).compareTo(limit) > 0
                || problem.margin(point).signum() >= 0) {
            return Optional.empty();
        }
        return Optional.of(Witness.at(problem, point));
    }
}
