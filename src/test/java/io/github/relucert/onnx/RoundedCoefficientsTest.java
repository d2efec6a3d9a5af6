package io.github.relucert.onnx;

import static io.github.relucert.onnx.ModelBuilder.integer;
import static io.github.relucert.onnx.ModelBuilder.list;
import static io.github.relucert.onnx.ModelBuilder.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.RationalVector;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quotients and roots are the doubles nearest to the real numbers, nothing else is rounded, and the nodes are named. */
class RoundedCoefficientsTest {
    private static final MathContext FINE = new MathContext(80);

    @Property(tries = 300)
    void quotientByRootIsTheNearestDouble(
            @ForAll @DoubleRange(min = -4, max = 4) @Scale(15) double scale,
            @ForAll @DoubleRange(min = 1e-3, max = 4) @Scale(15) double variance,
            @ForAll @DoubleRange(max = 1e-2) @Scale(15) double epsilon) {
        Rational radicand = Rational.of(variance).add(Rational.of(epsilon));

        double found =
                Normalization.quotientByRoot(Rational.of(scale), radicand).doubleNearest();

        BigDecimal root = new BigDecimal(variance).add(new BigDecimal(epsilon)).sqrt(FINE);
        assertThat(found).isEqualTo(new BigDecimal(scale).divide(root, FINE).doubleValue());
    }

    @Test
    void quotientByRootIsExactWhereItCanBe() {
        assertThat(Normalization.quotientByRoot(Rational.of(-3, 4), Rational.of(9, 4)))
                .isEqualTo(Rational.of(-1, 2));
        assertThat(Normalization.quotientByRoot(Rational.ZERO, Rational.of(2))).isEqualTo(Rational.ZERO);
        assertThat(Normalization.quotientByRoot(Rational.ONE, Rational.of(2)))
                .isNotEqualTo(Rational.of(Math.sqrt(0.5)));
    }

    /** Squares of midpoints of two doubles: a root that lies a hair above or below a tie must not be taken for the tie. */
    @Test
    void quotientByRootDecidesTies() {
        Rational tie = Rational.of(1).add(Rational.of(Math.ulp(1.0)).multiply(Rational.of(1, 2)));
        Rational hair = Rational.of(1).divide(Rational.of(Math.scalb(1.0, 300)));
        Rational above = tie.add(hair);
        Rational below = tie.subtract(hair);

        assertThat(nearestRootOf(tie.multiply(tie))).isEqualTo(1.0);
        assertThat(nearestRootOf(above.multiply(above))).isEqualTo(Math.nextUp(1.0));
        assertThat(nearestRootOf(below.multiply(below))).isEqualTo(1.0);
    }

    private static double nearestRootOf(Rational square) {
        return Normalization.quotientByRoot(square, square).doubleNearest();
    }

    @Test
    void everythingElseIsExact(@TempDir Path folder) {
        // Thirds and tenths of float64: any rounding of a sum or product would show.
        double[] w = {1.0 / 3, 0.1, -0.7, 1e-17};
        Path path = ModelBuilder.float64()
                .input("x", 1, 2)
                .weights("w", List.of(2, 2), w)
                .weights("c", List.of(2), 0.3, 1e17)
                .weights("s", List.of(2), 0.1, 3)
                .node("Gemm", "x w c", "g")
                .node("Mul", "g s", "m")
                .node("Sub", "c m", "y")
                .output("y")
                .save(folder);

        OnnxModel model = OnnxReader.read(path);

        double[] x = {0.1, 1.0 / 7};
        RationalVector y = new ExactEvaluation(model.network(), RationalVector.of(x)).output();
        for (int j = 0; j < 2; j++) {
            double[] c = {0.3, 1e17};
            double[] s = {0.1, 3};
            Rational gemm = Rational.of(x[0])
                    .multiply(Rational.of(w[j]))
                    .add(Rational.of(x[1]).multiply(Rational.of(w[2 + j])))
                    .add(Rational.of(c[j]));
            assertThat(y.get(j)).isEqualTo(Rational.of(c[j]).subtract(gemm.multiply(Rational.of(s[j]))));
        }
        assertThat(model.rounded()).isEmpty();
    }

    @Test
    void dividesByTheNearestReciprocal(@TempDir Path folder) {
        OnnxModel model = OnnxReader.read(ModelBuilder.float32()
                .input("x", 1, 2)
                .weights("c", List.of(2), 3, 4)
                .node("Div", "x c", "y")
                .output("y")
                .save(folder));

        RationalVector y = new ExactEvaluation(model.network(), RationalVector.of(1, 1)).output();
        assertThat(y.get(0)).isEqualTo(Rational.of(1.0 / 3)).isNotEqualTo(Rational.of(1, 3));
        assertThat(y.get(1)).isEqualTo(Rational.of(1, 4));
        assertThat(model.rounded()).containsExactly("Div 'div1'");
    }

    @Test
    void batchNormalizationIsScaleTimesDifferencePlusBias(@TempDir Path folder) {
        OnnxModel model = OnnxReader.read(ModelBuilder.float64()
                .input("x", 1, 1)
                .weights("scale", List.of(1), 0.7)
                .weights("bias", List.of(1), 0.1)
                .weights("mean", List.of(1), 0.3)
                .weights("variance", List.of(1), 0.9)
                .node("BatchNormalization", "x scale bias mean variance", "y", number("epsilon", 0.25))
                .output("y")
                .save(folder));

        double scale = 0.7;
        double variance = 0.9;
        BigDecimal root = new BigDecimal(variance).add(new BigDecimal("0.25")).sqrt(FINE);
        double a = new BigDecimal(scale).divide(root, FINE).doubleValue();
        Rational expected = Rational.of(a)
                .multiply(Rational.of(1.1).subtract(Rational.of(0.3)))
                .add(Rational.of(0.1));
        assertThat(new ExactEvaluation(model.network(), RationalVector.of(1.1))
                        .output()
                        .get(0))
                .isEqualTo(expected);
        assertThat(model.rounded()).containsExactly("BatchNormalization 'batchnormalization1'");
    }

    @Test
    void averagesOfFourCellsAreNotRounded(@TempDir Path folder) {
        OnnxModel four = pooled(folder, 2, 2);
        assertThat(four.rounded()).isEmpty();
        assertThat(new ExactEvaluation(four.network(), RationalVector.of(1, 2, 4, 8, 16, 32))
                        .output()
                        .get(0))
                .isEqualTo(Rational.of(1 + 2 + 8 + 16, 4));

        OnnxModel six = pooled(folder, 2, 3);
        assertThat(six.rounded()).containsExactly("AveragePool 'averagepool1'");
        assertThat(new ExactEvaluation(six.network(), RationalVector.of(1, 2, 4, 8, 16, 32))
                        .output()
                        .get(0))
                .isEqualTo(Rational.of(1.0 / 6).multiply(Rational.of(63)));
    }

    private static OnnxModel pooled(Path folder, int height, int width) {
        return OnnxReader.read(ModelBuilder.float32()
                .input("x", 1, 1, 2, 3)
                .node("AveragePool", "x", "y", list("kernel_shape", height, width), list("strides", 1, 1))
                .output("y")
                .save(folder));
    }

    @Test
    void aFactorOfFloat64WeightsIsRoundedAndNamed(@TempDir Path folder) {
        OnnxModel model = OnnxReader.read(ModelBuilder.float64()
                .input("x", 1, 1)
                .weights("w", List.of(1, 1), 0.1)
                .node("Gemm", "x w", "y", number("alpha", 0.3), integer("transB", 1))
                .output("y")
                .save(folder));

        assertThat(new ExactEvaluation(model.network(), RationalVector.of(1))
                        .output()
                        .get(0))
                .isEqualTo(Rational.of(0.1 * (double) 0.3f));
        assertThat(model.rounded()).containsExactly("Gemm 'gemm1'");
    }

    @Test
    void constantsAreCastAsTheFileSays(@TempDir Path folder) {
        OnnxModel model = OnnxReader.read(ModelBuilder.float64()
                .input("x", 1, 1)
                .weights("w", List.of(1, 1), 0.1)
                .node("Cast", "w", "v", integer("to", 1))
                .node("MatMul", "x v", "y")
                .output("y")
                .save(folder));

        assertThat(new ExactEvaluation(model.network(), RationalVector.of(1))
                        .output()
                        .get(0))
                .isEqualTo(Rational.of((double) 0.1f));
    }
}
