package io.github.relucert.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.relucert.convex.DualActiveSet;
import io.github.relucert.convex.Polyhedron;
import io.github.relucert.convex.Projection;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PerturbationBallTest {
    private static final double RADIUS = 0.4;

    private static AttackTarget target(Norm norm) {
        Problem problem = LinearModels.problem(4, 6, 2, norm, LinearModels.unit(6));
        return new AttackTarget(problem, CompiledNetwork.of(problem.network()));
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void projectionsAreFeasibleAndNoSampledPointIsNearer(Norm norm) {
        AttackTarget target = target(norm);
        PerturbationBall ball = new PerturbationBall(target, RADIUS);
        SplittableRandom random = new SplittableRandom(7);
        for (int k = 0; k < 200; k++) {
            double[] x = random.doubles(6, -1, 2).toArray();
            double[] projected = x.clone();
            ball.project(projected);
            assertThat(target.distance(projected)).isLessThanOrEqualTo(RADIUS * (1 + 1e-12));
            assertThat(target.clamped(projected)).isEqualTo(projected);
            double[] again = projected.clone();
            ball.project(again);
            assertThat(again).containsExactly(projected, within(1e-12));
            for (int sample = 0; sample < 50; sample++) {
                assertThat(square(x, ball.random(random))).isGreaterThanOrEqualTo(square(x, projected) - 1e-9);
            }
        }
    }

    private static double square(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    @Test
    void theSumBallIsItsFacets() {
        // The l1 ball in two coordinates as four half-spaces, projected onto by another method.
        Problem problem = LinearModels.problem(4, 2, 2, Norm.L1, LinearModels.unit(2));
        AttackTarget target = new AttackTarget(problem, CompiledNetwork.of(problem.network()));
        double[] c = target.centre();
        double[] normals = {1, 1, 1, -1, -1, 1, -1, -1};
        double[] limits = new double[4];
        for (int k = 0; k < 4; k++) {
            limits[k] = RADIUS + normals[2 * k] * c[0] + normals[2 * k + 1] * c[1];
        }
        Polyhedron polyhedron = new Polyhedron(normals, limits, target.lower(), target.upper());
        SplittableRandom random = new SplittableRandom(9);
        for (int k = 0; k < 100; k++) {
            double[] x = random.doubles(2, -1, 2).toArray();
            double[] expected = ((Projection.Nearest) DualActiveSet.project(polyhedron, x)).point();
            new PerturbationBall(target, RADIUS).project(x);
            assertThat(x).containsExactly(expected, within(1e-9));
        }
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void aStepGoesDownhillAndStaysInside(Norm norm) {
        AttackTarget target = target(norm);
        PerturbationBall ball = new PerturbationBall(target, RADIUS);
        SplittableRandom random = new SplittableRandom(11);
        for (int k = 0; k < 100; k++) {
            double[] x = ball.random(random);
            double[] gradient = random.doubles(6, -1, 1).toArray();
            double before = dot(gradient, x);
            ball.step(x, gradient, 0.01);
            assertThat(dot(gradient, x)).isLessThanOrEqualTo(before + 1e-12);
            assertThat(target.distance(x)).isLessThanOrEqualTo(RADIUS * (1 + 1e-12));
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
