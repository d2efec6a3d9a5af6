package io.github.relucert.attack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Fast adaptive boundary attack: projects the point and the centre onto the boundary of the linearised classifier within the domain, and
 * goes to a mean of both that leans to the centre; from an unsafe point it goes back towards the centre.
 *
 * <p>Reference: Croce and Hein, "Minimally distorted adversarial examples with a fast adaptive boundary attack", 2020, arXiv 1907.02044, algorithm
 * 1. Constants as there: alpha at most 0.1, overshoot 1.05, backward step 0.9, 100 iterations; first from the centre, then from
 * random points at half the best distance as long as the budget lasts. The final search between a run's best point and the centre goes on until it meets
 * the boundary.
 *
 * @param aim the boundaries looked at
 * @param iterations iterations a start
 */
public record Fab(Aim aim, int iterations) implements Attack {
    /** Which boundaries an iteration chooses from. */
    public enum Aim {
        /** The nearest of all; every class costs a backward pass an iteration. */
        NEAREST("FAB"),
        /** One class at a time, the nine likeliest in turn, as AutoAttack has it for many classes. */
        TARGETED("FAB-T");

        private final String attackName;

        Aim(String attackName) {
            this.attackName = attackName;
        }
    }

    private static final int ITERATIONS = 100;
    private static final int TARGETS = 9;
    private static final int FRUITLESS = 8;
    private static final double MOST_BIAS = 0.1;
    private static final double OVERSHOOT = 1.05;
    private static final double BACK = 0.9;
    private static final double ACCURACY = 1e-6;
    private static final int QUICK = 20;

    /** A hundred iterations a start. */
    public Fab(Aim aim) {
        this(aim, ITERATIONS);
    }

    /** @throws IllegalArgumentException when there is no iteration */
    public Fab {
        if (iterations < 1) {
            throw new IllegalArgumentException(iterations + " iterations");
        }
    }

    @Override
    public String name() {
        return aim.attackName;
    }

    @Override
    public AttackResult run(AttackTarget target, AttackBudget budget) {
        Evaluations evaluations = new Evaluations(target, 1, budget.gradientEvaluations(), () -> false);
        Improvements improvements = new Improvements(target, evaluations);
        SplittableRandom random = new SplittableRandom(budget.seed());
        if (!improvements.begin() || !evaluations.allowsForward(1)) {
            return improvements.result();
        }
        evaluations.margin(target.centre());
        double[] values = evaluations.values(0);
        List<List<Integer>> aims = aims(values);
        // A targeted run first gives each class a few iterations, so that a small budget sees all of them.
        if (aim == Aim.TARGETED) {
            aims.forEach(candidates -> search(target, evaluations, improvements, candidates, target.centre(), QUICK));
        }
        int fruitless = 0;
        for (int start = 0; fruitless < FRUITLESS && evaluations.allows(1); start++) {
            double before = improvements.best();
            for (List<Integer> candidates : aims) {
                boolean first = start == 0 || improvements.best() == Double.POSITIVE_INFINITY;
                double[] x =
                        first ? target.centre() : new PerturbationBall(target, improvements.best() / 2).random(random);
                search(target, evaluations, improvements, candidates, x, iterations);
            }
            fruitless = improvements.best() < before * (1 - ACCURACY) ? 0 : fruitless + 1;
        }
        return improvements.result();
    }

    private List<List<Integer>> aims(double[] values) {
        List<Integer> order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> values[j]))
                .toList();
        return switch (aim) {
            case NEAREST -> List.of(order);
            case TARGETED -> {
                List<List<Integer>> each = new ArrayList<>();
                order.stream().limit(TARGETS).forEach(j -> each.add(List.of(j)));
                yield each;
            }
        };
    }

    private void search(
            AttackTarget target,
            Evaluations evaluations,
            Improvements improvements,
            List<Integer> candidates,
            double[] start,
            int length) {
        Optional<double[]> nearest = Optional.empty();
        double[] centre = target.centre();
        double[] x = start.clone();
        for (int k = 0; k < length; k++) {
            if (!evaluations.allowsForward(1 + candidates.size())) {
                return;
            }
            Plane plane = nearestPlane(target, evaluations, candidates, x);
            if (plane.gradient().length == 0) {
                break;
            }
            HyperplaneProjection onto = new HyperplaneProjection(target, plane.gradient());
            double[] fromPoint = onto.project(x, plane.value());
            double[] fromCentre = onto.project(centre, plane.value() - dot(plane.gradient(), x, centre));
            double here = distance(target, x, fromPoint);
            double there = distance(target, centre, fromCentre);
            double bias = here + there > 0 ? Math.min(here / (here + there), MOST_BIAS) : MOST_BIAS;
            for (int i = 0; i < x.length; i++) {
                x[i] = (1 - bias) * (x[i] + OVERSHOOT * (fromPoint[i] - x[i]))
                        + bias * (centre[i] + OVERSHOOT * (fromCentre[i] - centre[i]));
            }
            x = target.clamped(x);
            if (!evaluations.allowsForward(1)) {
                return;
            }
            if (evaluations.margin(x) <= 0) {
                improvements.offer(x);
                double distance = target.distance(x);
                nearest = nearest.filter(y -> target.distance(y) <= distance).isPresent() ? nearest : Optional.of(x);
                x = BoundaryBisection.between(target, x, BACK);
            }
        }
        nearest.flatMap(y -> BoundaryBisection.towardsCentre(target, evaluations, y))
                .ifPresent(improvements::offer);
    }

    private record Plane(double value, double[] gradient) {}

    /** Among the linearised boundaries the one that is nearest when the domain is left out; none when all gradients vanish. */
    private static Plane nearestPlane(
            AttackTarget target, Evaluations evaluations, List<Integer> candidates, double[] x) {
        evaluations.margin(x);
        double[] values = evaluations.values(0);
        Plane best = new Plane(0, new double[0]);
        double nearest = Double.POSITIVE_INFINITY;
        for (int disjunct : candidates) {
            double[][] gradient = new double[1][x.length];
            evaluations.gradients(new Loss.Towards(disjunct), 1, gradient);
            double dual = Linearisation.dualNorm(target, gradient[0]);
            double distance = Math.abs(values[disjunct]) / dual;
            if (dual > 0 && distance < nearest) {
                nearest = distance;
                best = new Plane(values[disjunct], gradient[0]);
            }
        }
        return best;
    }

    private static double dot(double[] gradient, double[] x, double[] centre) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += gradient[i] * (x[i] - centre[i]);
        }
        return sum;
    }

    private static double distance(AttackTarget target, double[] x, double[] y) {
        double[] shifted = target.centre().clone();
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] += y[i] - x[i];
        }
        return target.distance(shifted);
    }
}
