package io.github.relucert.theorem.separated;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import java.util.ArrayList;
import java.util.List;

/**
 * The gadget behind the lower bound for robust training: two balls around {@code x^+ = y} and {@code x^- = -y} take the
 * {@code d} points {@code e_1 .. e_d} apart according to any label vector {@code y} in {-1, 1}^d. In units in which
 * {@code eps^2 = d} everything is an integer. Several gadgets stand in a row, {@code 10 d} apart.
 */
final class TwoBallGadget {
    private TwoBallGadget() {}

    /**
     * What is wrong with some labelling of the points of all gadgets: centres of different labels nearer than {@code 2 eps}, or a
     * point outside the closed ball of its label.
     *
     * @param norm l2, or l_inf, where {@code eps = 1} in the same units
     * @param squaredShare the square of {@code delta / eps}
     */
    static List<String> violations(int dimension, int gadgets, Norm norm, Rational squaredShare) {
        List<String> violations = new ArrayList<>();
        Rational squaredEps = Rational.of(norm == Norm.L2 ? dimension : 1);
        int points = dimension * gadgets;
        for (long bits = 0; bits < 1L << points; bits++) {
            List<Integer> labels = GridTask.labelling(points, bits);
            for (int g = 0; g < gadgets; g++) {
                for (int j = 0; j < dimension; j++) {
                    Rational square = square(
                            norm, point(dimension, g, j), centre(dimension, g, labels, labels.get(g * dimension + j)));
                    if (square.compareTo(squaredShare.multiply(squaredEps)) > 0) {
                        violations.add("d = " + dimension + ", labelling " + bits + ", point " + j + " of gadget " + g
                                + " lies at squared distance " + square + " of " + squaredEps
                                + " eps^2 from its centre");
                    }
                }
                for (int h = 0; h < gadgets; h++) {
                    Rational square = square(norm, centre(dimension, g, labels, 1), centre(dimension, h, labels, -1));
                    if (square.compareTo(squaredEps.multiply(Rational.of(4))) < 0) {
                        violations.add(
                                "d = " + dimension + ", labelling " + bits + ": centres at squared distance " + square);
                    }
                }
            }
        }
        return violations;
    }

    private static List<Rational> point(int dimension, int gadget, int index) {
        List<Rational> point = new ArrayList<>();
        for (int i = 0; i < dimension; i++) {
            point.add(Rational.of((i == index ? 1 : 0) + offset(dimension, gadget, i)));
        }
        return point;
    }

    private static List<Rational> centre(int dimension, int gadget, List<Integer> labels, int sign) {
        List<Rational> centre = new ArrayList<>();
        for (int i = 0; i < dimension; i++) {
            centre.add(Rational.of((long) sign * labels.get(gadget * dimension + i) + offset(dimension, gadget, i)));
        }
        return centre;
    }

    private static long offset(int dimension, int gadget, int coordinate) {
        return coordinate == 0 ? 10L * dimension * gadget : 0;
    }

    private static Rational square(Norm norm, List<Rational> a, List<Rational> b) {
        Rational distance = norm.distance(a, b).value();
        return norm == Norm.L2 ? distance : distance.multiply(distance);
    }
}
