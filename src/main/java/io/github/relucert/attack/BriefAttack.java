package io.github.relucert.attack;

import io.github.relucert.certificate.Witness;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Projected gradient descent in one ball, for the question whether it holds an unsafe point: a few starts at the disjuncts that seem
 * nearest, a fixed number of steps. The answer is a function of problem, radius and seed, and costs a fraction of a bound pass.
 */
public final class BriefAttack {
    private static final int TARGETS = 4;
    private static final int STARTS = 3;
    private static final int STEPS = 12;

    /** Where a short descent takes away this much of the margin, a longer one is worth its time. */
    private static final double PROMISING = 0.75;

    private static final int MORE_STARTS = 8;
    private static final int MORE_STEPS = 60;

    private BriefAttack() {}

    /**
     * Looks for an unsafe point of the closed ball.
     *
     * @return the nearest one found, drawn towards the centre; empty when none was found, which proves nothing
     */
    public static Optional<Witness> run(Problem problem, CompiledNetwork network, Radius radius, long seed) {
        AttackTarget target = new AttackTarget(problem, network);
        if (target.disjuncts() == 0 || !radius.isFinite()) {
            return Optional.empty();
        }
        Evaluations evaluations = new Evaluations(target, TARGETS * MORE_STARTS, Long.MAX_VALUE / 4, () -> false);
        double margin = evaluations.margin(target.centre());
        List<Integer> nearest = new Linearisation(target, evaluations).order();
        SplittableRandom random = new SplittableRandom(seed);
        Descent descent =
                new Descent(target, evaluations, radius, nearest.subList(0, Math.min(TARGETS, nearest.size())));
        Round first = descent.round(STARTS, STEPS, random);
        return first.nearest().isPresent() || first.margin() > (1 - PROMISING) * margin
                ? first.nearest()
                : descent.round(MORE_STARTS, MORE_STEPS, random).nearest();
    }

    /**
     * What some descents came to.
     *
     * @param margin the least one among the trajectories that stayed safe
     */
    private record Round(Optional<Witness> nearest, double margin) {}

    private record Descent(AttackTarget target, Evaluations evaluations, Radius radius, List<Integer> disjuncts) {
        Round round(int startsEach, int steps, SplittableRandom random) {
            double length = radius.floor();
            PerturbationBall ball = new PerturbationBall(target, length);
            List<GradientDescent.Start> starts = new ArrayList<>();
            for (int disjunct : disjuncts) {
                for (int start = 0; start < startsEach; start++) {
                    double[] point = start == 0 ? target.centre() : ball.random(random);
                    starts.add(new GradientDescent.Start(point, disjunct));
                }
            }
            List<Witness> found = new ArrayList<>();
            List<double[]> missed = new GradientDescent(target, evaluations)
                    .search(
                            length,
                            starts,
                            steps,
                            hit -> BoundaryBisection.towardsCentre(target, evaluations, hit)
                                    .flatMap(x -> ExactPoints.confirmOnRay(target, x))
                                    .ifPresent(found::add));
            double least =
                    missed.stream().mapToDouble(evaluations::margin).min().orElse(0);
            return new Round(
                    found.stream()
                            .filter(witness -> witness.distance().compareTo(radius) <= 0)
                            .min(Comparator.comparing(Witness::distance)),
                    least);
        }
    }
}
