package io.github.relucert.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.relucert.convex.NearestPoint;
import io.github.relucert.convex.Polyhedron;
import io.github.relucert.convex.Projection;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HyperplaneProjectionTest {
    /** The general program of package convex answers the same question about the half-space behind the plane. */
    @ParameterizedTest
    @EnumSource(Norm.class)
    void isTheNearestPointOfPlaneAndBox(Norm norm) {
        SplittableRandom random = new SplittableRandom(5);
        int met = 0;
        int missed = 0;
        for (int run = 0; run < 300; run++) {
            int size = 2 + run % 5;
            Problem problem = LinearModels.problem(
                    run, size, 2, norm, run % 3 == 0 ? Box.unbounded(size) : LinearModels.unit(size));
            AttackTarget target = new AttackTarget(problem, CompiledNetwork.of(problem.network()));
            double[] centre = target.centre();
            double[] gradient = random.doubles(size, -1, 1).toArray();
            double value = random.nextDouble(-1.5, 1.5);
            double[] found = new HyperplaneProjection(target, gradient).project(centre, value);
            double sign = value > 0 ? 1 : -1;
            double[] normal = Arrays.stream(gradient).map(g -> sign * g).toArray();
            double limit = -Math.abs(value);
            for (int i = 0; i < size; i++) {
                limit += normal[i] * centre[i];
            }
            Projection expected = NearestPoint.project(
                    norm, new Polyhedron(normal, new double[] {limit}, target.lower(), target.upper()), centre);
            double left = value;
            for (int i = 0; i < size; i++) {
                left += gradient[i] * (found[i] - centre[i]);
                assertThat(found[i]).isBetween(target.lower()[i], target.upper()[i]);
            }
            if (expected instanceof Projection.Nearest nearest) {
                met++;
                assertThat(left).isCloseTo(0, within(1e-9));
                assertThat(target.distance(found)).isCloseTo(nearest.distance(), within(1e-8));
            } else {
                missed++;
                assertThat(Math.abs(left)).isGreaterThan(1e-9);
            }
        }
        assertThat(met).isGreaterThan(100);
        assertThat(missed).isGreaterThan(10);
    }
}
