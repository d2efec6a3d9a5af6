package io.github.relucert.attack;

import io.github.relucert.attack.AttackTarget.DoubleCondition;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.FloatType;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Condition.Relation;
import io.github.relucert.specification.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One disjunct of an unsafe set, with the domain met with those of its conditions that speak of one input alone. Sides are kept exactly, and
 * in double rounded inwards; where no double lies between them the nearest one stands for both.
 */
final class DisjunctBox {
    private final List<Rational> exactLower;
    private final List<Rational> exactUpper;
    private final double[] lower;
    private final double[] upper;
    private final List<Weighed> conditions;

    /** A condition that the box does not imply, and whether it is fulfilled as soon as it holds, since inputs are exact. */
    private record Weighed(DoubleCondition condition, boolean isOnInputs, boolean isStrict) {}

    DisjunctBox(Problem problem, int disjunct) {
        exactLower = new ArrayList<>(problem.domain().lower());
        exactUpper = new ArrayList<>(problem.domain().upper());
        conditions = new ArrayList<>();
        for (Condition condition : problem.unsafe().disjuncts().get(disjunct)) {
            boolean isSide = condition.output().indices().isEmpty()
                    && condition.input().indices().size() == 1
                    && condition.input().coefficients().getFirst().signum() != 0;
            boolean isStrict = condition.relation() == Relation.BELOW_ZERO;
            if (isSide) {
                meet(condition);
            }
            if (!isSide || isStrict) {
                boolean isOnInputs = condition.output().indices().isEmpty();
                conditions.add(new Weighed(DoubleCondition.of(condition), isOnInputs, isStrict));
            }
        }
        lower = exactLower.stream().mapToDouble(Rational::doubleCeiling).toArray();
        upper = exactUpper.stream().mapToDouble(Rational::doubleFloor).toArray();
        for (int k = 0; k < lower.length; k++) {
            if (lower[k] > upper[k]) {
                lower[k] = exactLower.get(k).doubleNearest();
                upper[k] = lower[k];
            }
        }
    }

    private void meet(Condition condition) {
        int k = condition.input().indices().getFirst();
        Rational coefficient = condition.input().coefficients().getFirst();
        Rational constant = condition.input().constant().add(condition.output().constant());
        Rational side = constant.negate().divide(coefficient);
        if (coefficient.signum() > 0) {
            exactUpper.set(k, exactUpper.get(k).min(side));
        } else {
            exactLower.set(k, exactLower.get(k).max(side));
        }
    }

    /** All disjuncts of a problem. */
    static List<DisjunctBox> all(Problem problem) {
        List<DisjunctBox> boxes = new ArrayList<>();
        for (int j = 0; j < problem.unsafe().disjuncts().size(); j++) {
            boxes.add(new DisjunctBox(problem, j));
        }
        return Collections.unmodifiableList(boxes);
    }

    /** Whether several conditions on outputs have to hold at once. */
    boolean isThin() {
        return conditions.stream().filter(weighed -> !weighed.isOnInputs()).count() > 1;
    }

    double width(int k) {
        return upper[k] - lower[k];
    }

    double clamped(int k, double value) {
        return Math.min(Math.max(value, lower[k]), upper[k]);
    }

    double[] middle() {
        double[] x = new double[lower.length];
        for (int k = 0; k < x.length; k++) {
            x[k] = clamped(k, lower[k] / 2 + upper[k] / 2);
        }
        return x;
    }

    double[] random(SplittableRandom random) {
        double[] x = new double[lower.length];
        for (int k = 0; k < x.length; k++) {
            x[k] = clamped(k, lower[k] + random.nextDouble() * width(k));
        }
        return x;
    }

    /**
     * How far the point is from fulfilling all conditions, negative where it fulfils those on outputs with room: the largest left side, of
     * conditions on inputs only where they do not hold.
     */
    double depth(double[] x, int xOffset, double[] y, int yOffset) {
        double largest = Double.NEGATIVE_INFINITY;
        for (Weighed weighed : conditions) {
            largest = Math.max(largest, value(weighed, x, xOffset, y, yOffset));
        }
        return largest;
    }

    private static double value(Weighed weighed, double[] x, int xOffset, double[] y, int yOffset) {
        double value = weighed.condition().at(x, xOffset, y, yOffset);
        boolean isIdle = weighed.isOnInputs() && (weighed.isStrict() ? value < 0 : value <= 0);
        return isIdle ? Double.NEGATIVE_INFINITY : value;
    }

    /** Adds the coefficients of the condition that {@link #depth} is taken from. */
    void addGradient(double[] x, int xOffset, double[] y, int yOffset, double[] outputWeights, double[] inputGradient) {
        double largest = depth(x, xOffset, y, yOffset);
        for (Weighed weighed : conditions) {
            if (value(weighed, x, xOffset, y, yOffset) == largest) {
                weighed.condition().output().addTo(outputWeights, yOffset);
                weighed.condition().input().addTo(inputGradient, 0);
                return;
            }
        }
    }

    /** The point moved into the box, exactly. */
    List<Rational> exact(double[] x) {
        List<Rational> point = new ArrayList<>();
        for (int k = 0; k < x.length; k++) {
            point.add(Rational.of(x[k]).max(exactLower.get(k)).min(exactUpper.get(k)));
        }
        return point;
    }

    /** The point rounded to numbers of a type, towards the inside where rounding leaves the box; outside where the box holds no such number. */
    List<Rational> rounded(double[] x, FloatType type) {
        List<Rational> point = new ArrayList<>();
        for (int k = 0; k < x.length; k++) {
            double value = type.round(x[k]);
            if (Rational.of(value).compareTo(exactLower.get(k)) < 0) {
                value = type.nextUp(value);
            } else if (Rational.of(value).compareTo(exactUpper.get(k)) > 0) {
                value = type.nextDown(value);
            }
            point.add(Rational.of(value));
        }
        return point;
    }
}
