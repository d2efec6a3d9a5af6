package io.github.relucert.theorem.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.attack.AttackBudget;
import io.github.relucert.attack.AttackTarget;
import io.github.relucert.attack.DeepFool;
import io.github.relucert.attack.Fgsm;
import io.github.relucert.attack.IteratedFgsm;
import io.github.relucert.attack.Masking;
import io.github.relucert.attack.RandomSearch;
import io.github.relucert.attack.RayAttack;
import io.github.relucert.cells.ExactRadius;
import io.github.relucert.cells.Nearest;
import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.theorem.generator.LabelledPoints;
import io.github.relucert.theorem.generator.Vectors;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * FA-10: the plain sum of decoupled features is fooled by the opposite features, which are off at the centre, so that gradients there know the own feature
 * alone and attacks that start at the centre report a robustness that is not there.
 */
class MaskedReadOutTest {
    private static Problem problem(LabelledPoints centres, Rational shift) {
        List<Rational> x =
                Vectors.addMultiple(centres.point(centres.ofClass(1).getFirst()), shift, centres.classSum(-1));
        return DecoupledFeatures.sum(centres).problem(x, 1, Norm.L2);
    }

    private static Witness nearest(Problem problem) {
        Nearest nearest = ExactRadius.atMost(problem).orElseThrow();
        return Witness.at(problem, nearest.point());
    }

    @Test
    void attacksFromTheCentreStallAndTheReasonIsZeroGradients() {
        for (long seed = 0; seed < 3; seed++) {
            LabelledPoints centres = Clusters.of(16, 2, 5, new SplittableRandom(seed));
            Problem problem = problem(centres, Rational.of(-1, 16));
            AttackTarget target = new AttackTarget(problem, CompiledNetwork.of(problem.network()));
            Witness witness = nearest(problem);
            double exact = witness.distance().ceiling();
            AttackBudget budget = new AttackBudget(1000, seed);
            for (var attack : List.of(new Fgsm(), new IteratedFgsm(), new RayAttack(), new DeepFool())) {
                double found = attack.run(target, budget)
                        .best()
                        .map(w -> w.distance().floor())
                        .orElse(Double.POSITIVE_INFINITY);
                assertThat(found).as(attack.name()).isGreaterThan(1.5 * exact);
            }
            assertThat(Masking.of(target, witness)).contains(Masking.ZERO_GRADIENTS);
        }
    }

    /** The control: on the other side, where the opposite features are on, the gradient is the way itself. */
    @Test
    void whereTheOppositeFeaturesAreOnNothingIsMasked() {
        LabelledPoints centres = Clusters.of(16, 2, 5, new SplittableRandom(1));
        Problem problem = problem(centres, Rational.of(1, 16));
        AttackTarget target = new AttackTarget(problem, CompiledNetwork.of(problem.network()));
        Witness witness = nearest(problem);
        assertThat(Masking.of(target, witness)).isEmpty();
        assertThat(new DeepFool()
                        .run(target, new AttackBudget(1000, 1))
                        .best()
                        .orElseThrow()
                        .distance()
                        .ceiling())
                .isLessThan(1.05 * witness.distance().ceiling());
        assertThat(new RandomSearch().run(target, new AttackBudget(1000, 1)).history())
                .isNotEmpty();
    }
}
