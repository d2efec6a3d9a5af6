package io.github.relucert.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.relucert.convex.ExactRow;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.Neuron;
import io.github.relucert.network.Phase;
import io.github.relucert.network.RationalVector;
import io.github.relucert.oracle.RandomNetworks;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivationCellTest {
    @Test
    void exactRowsAreTheNetworkOnItsOwnPattern() {
        for (long seed = 0; seed < 60; seed++) {
            Problem problem = RandomNetworks.problem(seed, RandomNetworks.Size.SMALL, Norm.L2);
            ExactEvaluation evaluation = new ExactEvaluation(problem.network(), RationalVector.of(problem.centre()));
            CompiledNetwork compiled = CompiledNetwork.of(problem.network());
            ExactCell cell = new ExactCell(problem.network(), patternOf(evaluation, compiled));
            Neuron neuron = new Neuron(0, (int) (seed % compiled.reluSize(0)));
            ExactRow row = cell.phaseOf(neuron);
            // Sign times pre-activation, whichever phase: minus its absolute value.
            assertThat(row.violation(problem.centre()))
                    .isEqualTo(evaluation
                            .preActivation(0)
                            .get(neuron.index())
                            .abs()
                            .negate());
            Condition condition = problem.unsafe().disjuncts().getFirst().getFirst();
            assertThat(cell.condition(condition).violation(problem.centre()))
                    .isEqualTo(condition.leftSide(
                            problem.centre(), evaluation.output().toList()));
        }
    }

    private static Phase[][] patternOf(ExactEvaluation evaluation, CompiledNetwork compiled) {
        Phase[][] pattern = new Phase[compiled.reluLayers()][];
        for (int relu = 0; relu < pattern.length; relu++) {
            pattern[relu] = new Phase[compiled.reluSize(relu)];
            for (int i = 0; i < pattern[relu].length; i++) {
                pattern[relu][i] = evaluation.preActivation(relu).signum(i) > 0 ? Phase.ACTIVE : Phase.INACTIVE;
            }
        }
        return pattern;
    }

    @Test
    void rowsInDoubleAgreeWithExactOnesAlsoOnFlippedPatterns() {
        for (long seed = 0; seed < 60; seed++) {
            Problem problem = RandomNetworks.problem(seed, RandomNetworks.Size.SMALL, Norm.L2);
            CompiledNetwork compiled = CompiledNetwork.of(problem.network());
            double[] x = problem.centre().stream()
                    .mapToDouble(Rational::doubleNearest)
                    .toArray();
            int last = compiled.reluLayers() - 1;
            Neuron neuron = new Neuron(last, (int) (seed % compiled.reluSize(last)));
            ActivationCell own = new ActivationCell(compiled, compiled.pattern(x));
            ActivationCell cell = own.flipped(
                    List.of(new Neuron(0, 0), neuron).stream().distinct().toList());
            double[] weights = new double[compiled.reluSize(last)];
            weights[neuron.index()] = cell.phase(neuron) == Phase.ACTIVE ? -1 : 1;
            ActivationCell.Rows rows =
                    cell.rows(List.of(new ActivationCell.Functional(compiled.preActivationValue(last), weights)));
            ExactRow exact = new ExactCell(problem.network(), cell.pattern()).phaseOf(neuron);
            for (int i = 0; i < x.length; i++) {
                assertThat(rows.slopes()[i]).isCloseTo(exact.normal().get(i).doubleNearest(), within(1e-9));
            }
            assertThat(rows.constants()[0]).isCloseTo(-exact.limit().doubleNearest(), within(1e-9));
            double forward = cell.values(x)[compiled.preActivationValue(last)][neuron.index()];
            assertThat(weights[neuron.index()] * forward)
                    .isCloseTo(exact.violation(problem.centre()).doubleNearest(), within(1e-9));
            assertThat(own.flipped(List.of(neuron)).phase(neuron)).isNotEqualTo(own.phase(neuron));
        }
    }
}
