package io.github.relucert.theorem.definition;

import io.github.relucert.attack.Attack;
import io.github.relucert.attack.AttackBudget;
import io.github.relucert.attack.AttackTarget;
import io.github.relucert.cells.ExactRadius;
import io.github.relucert.cells.Nearest;
import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import java.util.ArrayList;
import java.util.List;

/**
 * The share of labelled points that have a wrongly classified point, a zero included, within a distance: a step function of it that
 * jumps at the points' radii.
 *
 * @param radii one a point, infinite where nothing is wrong anywhere
 */
record RobustErrorCurve(List<Radius> radii) {
    RobustErrorCurve {
        radii = radii.stream().sorted().toList();
    }

    /** The curve by exact radii, over all of space. */
    static RobustErrorCurve exact(Network network, List<List<Rational>> points, List<Integer> labels, Norm norm) {
        List<Radius> radii = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            radii.add(ExactRadius.atMost(problem(network, points.get(i), labels.get(i), norm))
                    .map(Nearest::radius)
                    .orElse(new Radius(norm, Rational.POSITIVE_INFINITY)));
        }
        return new RobustErrorCurve(radii);
    }

    /** The curve that an attack believes in: the distances of the nearest points that it finds. */
    static RobustErrorCurve attacked(
            Network network,
            List<List<Rational>> points,
            List<Integer> labels,
            Norm norm,
            Attack attack,
            AttackBudget budget) {
        List<Radius> radii = new ArrayList<>();
        CompiledNetwork compiled = CompiledNetwork.of(network);
        for (int i = 0; i < points.size(); i++) {
            AttackTarget target = new AttackTarget(problem(network, points.get(i), labels.get(i), norm), compiled);
            radii.add(attack.run(target, budget)
                    .best()
                    .map(Witness::distance)
                    .orElse(new Radius(norm, Rational.POSITIVE_INFINITY)));
        }
        return new RobustErrorCurve(radii);
    }

    private static Problem problem(Network network, List<Rational> point, int label, Norm norm) {
        return new Problem(
                network, point, norm, Box.unbounded(point.size()), UnsafeSet.acrossThreshold(label, Rational.ZERO));
    }

    /** The error in the closed ball, a number of points. */
    long at(Radius distance) {
        return radii.stream().filter(radius -> radius.compareTo(distance) <= 0).count();
    }
}
