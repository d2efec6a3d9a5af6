package io.github.relucert.theorem.singlestep;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.theorem.generator.GaussianDraws;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.apache.commons.rng.simple.RandomSource;

class OperatorNormProperties {
    @Property(tries = 100)
    void theBoundIsAboveTheLargestSingularValueByLittle(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int rows,
            @ForAll @IntRange(min = 1, max = 12) int columns) {
        double[] matrix = GaussianDraws.vector(rows * columns, 3, RandomSource.XO_RO_SHI_RO_128_PP.create(seed));
        double[][] table = new double[rows][];
        Arrays.setAll(table, i -> Arrays.copyOfRange(matrix, i * columns, (i + 1) * columns));
        double norm = new SingularValueDecomposition(new Array2DRowRealMatrix(table)).getNorm();
        assertThat(OperatorNorm.upperBound(matrix, rows, columns)).isBetween(norm * (1 - 1e-12), norm * 1.02);
    }

    /** Where the norm is known: rank one with integers, and a diagonal whose largest entry power iteration finds late. */
    @Example
    void theBoundIsNeverBelowAKnownNorm() {
        double[] rankOne = {3, 4, 6, 8, 9, 12};
        assertThat(OperatorNorm.upperBound(rankOne, 3, 2)).isBetween(5 * Math.sqrt(14), 5 * Math.sqrt(14) * 1.001);
        double[] diagonal = new double[25];
        for (int i = 0; i < 5; i++) {
            diagonal[6 * i] = 1 + (i == 4 ? 1e-3 : 0);
        }
        assertThat(OperatorNorm.upperBound(diagonal, 5, 5)).isGreaterThanOrEqualTo(1.001);
        assertThat(OperatorNorm.upperBound(new double[6], 2, 3)).isBetween(0.0, 1e-100);
    }
}
