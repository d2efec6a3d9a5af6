package io.github.relucert.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Patterns that hold only on a face have gradients that the network has nowhere. */
class InteriorTrapTest {
    private static final LinearForm FIRST = LinearForm.single(0, Rational.ONE, Rational.ZERO);

    /** {@code 3 relu(x) - 2 relu(x)}: slope 1 or 0; the pattern (active, inactive) would have slope 3, (inactive, active) 2. */
    private static final Network TWINS = network(new double[] {1, 1}, new double[] {0, 0}, new double[] {3, -2});

    private static Network network(double[] weights, double[] bias, double[] outer) {
        int inputs = weights.length / bias.length;
        return new Network(
                FloatType.FLOAT64,
                List.of(inputs),
                List.of(
                        new Affine("in", List.of(new Affine.Term(0, new Dense(bias.length, inputs, weights))), bias),
                        new Relu("relu", 1, bias.length),
                        new Affine(
                                "out", List.of(new Affine.Term(2, new Dense(1, bias.length, outer))), new double[1])));
    }

    @ParameterizedTest
    @EnumSource
    void twoIdenticalNeuronsAreInOnePhase(Norm norm) {
        Box region = Box.uniform(1, Rational.of(-1), Rational.ONE);
        assertThat(LipschitzConstant.of(TWINS, FIRST, region, norm).value()).isEqualTo(Rational.ONE);
    }

    /** The control: without the question for an interior, the same search is too large by a factor of three. */
    @Test
    void withoutTheInteriorTheAnswerWouldBeWrong() {
        Box region = Box.uniform(1, Rational.of(-1), Rational.ONE);
        CellEnumeration cells = CellEnumeration.of(TWINS, region);
        assertThat(steepest(cells.cells(Extent.CLOSED))).isEqualTo(Rational.of(3));
        assertThat(steepest(cells.cells(Extent.WITH_INTERIOR))).isEqualTo(Rational.ONE);
    }

    /** Three lines through one point bound six cells with an interior; the two other patterns hold in the point alone. */
    @Test
    void threeLinesThroughAPoint() {
        Network star = network(new double[] {1, 0, 0, 1, 1, 1}, new double[3], new double[] {1, 1, -4});
        CellEnumeration cells = CellEnumeration.of(star, Box.unbounded(2));
        assertThat(cells.cells(Extent.CLOSED)).hasSize(8);
        assertThat(cells.cells(Extent.WITH_INTERIOR)).hasSize(6);
        // The pattern (inactive, inactive, active) would have gradient (-4, -4), of l1 length 8.
        assertThat(LipschitzConstant.of(star, FIRST, Box.unbounded(2), Norm.LINF)
                        .value())
                .isEqualTo(Rational.of(7));
    }

    /** The region touches the half-line where the neuron is active in one point only. */
    @Test
    void aCellThatOnlyTouchesTheRegion() {
        Network hinge = network(new double[] {1}, new double[1], new double[] {5});
        Box region = Box.uniform(1, Rational.of(-1), Rational.ZERO);
        assertThat(LipschitzConstant.of(hinge, FIRST, region, Norm.L1).value()).isEqualTo(Rational.ZERO);
        assertThat(CellEnumeration.of(hinge, region).cells(Extent.CLOSED)).hasSize(2);
    }

    /** A frozen coordinate neither counts in the gradient nor takes the interior away. */
    @Test
    void frozenCoordinatesDoNotCount() {
        Network sum = network(new double[] {1, 1}, new double[1], new double[] {5});
        Box region = new Box(List.of(Rational.of(-2), Rational.of(1, 3)), List.of(Rational.of(2), Rational.of(1, 3)));
        assertThat(LipschitzConstant.of(sum, FIRST, region, Norm.LINF).value()).isEqualTo(Rational.of(5));
        assertThat(LipschitzConstant.of(sum, FIRST, Box.unbounded(2), Norm.LINF).value())
                .isEqualTo(Rational.of(10));
    }

    private static Rational steepest(List<Cell> cells) {
        return cells.stream()
                .map(cell -> cell.output(FIRST).slope().getFirst().abs())
                .reduce(Rational::max)
                .orElseThrow();
    }
}
