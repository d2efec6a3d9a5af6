package io.github.relucert.search;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/**
 * A disjunct of the unsafe set in double: conditions {@code g_c <= 0}, each times the least positive integer that makes its numbers dyadic,
 * as in the proof format.
 */
final class Objective {
    private final int conditions;
    private final int[][] inputIndices;
    private final double[][] inputCoefficients;
    private final int[][] outputIndices;
    private final double[][] outputCoefficients;
    private final double[] constants;

    Objective(List<Condition> disjunct) {
        conditions = disjunct.size();
        inputIndices = new int[conditions][];
        inputCoefficients = new double[conditions][];
        outputIndices = new int[conditions][];
        outputCoefficients = new double[conditions][];
        constants = new double[conditions];
        for (int c = 0; c < conditions; c++) {
            Condition condition = disjunct.get(c);
            Rational scale = Rational.of(clearing(condition), BigInteger.ONE);
            inputIndices[c] = indices(condition.input());
            outputIndices[c] = indices(condition.output());
            inputCoefficients[c] = coefficients(condition.input(), scale);
            outputCoefficients[c] = coefficients(condition.output(), scale);
            constants[c] = constant(condition).multiply(scale).doubleNearest();
        }
    }

    private static Rational constant(Condition condition) {
        return condition.input().constant().add(condition.output().constant());
    }

    /** The least positive integer that makes a condition's numbers dyadic. */
    static BigInteger clearing(Condition condition) {
        return Stream.of(
                        condition.input().coefficients(),
                        condition.output().coefficients(),
                        List.of(constant(condition)))
                .flatMap(List::stream)
                .map(number ->
                        number.denominator().shiftRight(number.denominator().getLowestSetBit()))
                .reduce(BigInteger.ONE, (a, b) -> a.divide(a.gcd(b)).multiply(b));
    }

    private static int[] indices(LinearForm form) {
        return form.indices().stream().mapToInt(Integer::intValue).toArray();
    }

    private static double[] coefficients(LinearForm form, Rational scale) {
        return form.coefficients().stream()
                .mapToDouble(c -> c.multiply(scale).doubleNearest())
                .toArray();
    }

    int conditions() {
        return conditions;
    }

    /** Adds {@code weight * g_c} to coefficients of inputs and outputs; returns what it adds to the constant. */
    double add(int condition, double weight, double[] input, double[] output) {
        for (int k = 0; k < inputIndices[condition].length; k++) {
            input[inputIndices[condition][k]] += weight * inputCoefficients[condition][k];
        }
        for (int k = 0; k < outputIndices[condition].length; k++) {
            output[outputIndices[condition][k]] += weight * outputCoefficients[condition][k];
        }
        return weight * constants[condition];
    }

    /** {@code g_c} at an input and an output. */
    double at(int condition, double[] x, double[] y) {
        double value = constants[condition];
        for (int k = 0; k < inputIndices[condition].length; k++) {
            value += x[inputIndices[condition][k]] * inputCoefficients[condition][k];
        }
        for (int k = 0; k < outputIndices[condition].length; k++) {
            value += y[outputIndices[condition][k]] * outputCoefficients[condition][k];
        }
        return value;
    }

    /** The largest condition: at most zero where the disjunct holds. */
    double largest(double[] x, double[] y) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < conditions; c++) {
            largest = Math.max(largest, at(c, x, y));
        }
        return largest;
    }
}
