package io.github.relucert.check;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Problem;

/**
 * What all forms of one proof have in common.
 *
 * @param ball that the assertion speaks of
 * @param reach a double not below its radius
 * @param centre its centre, exactly
 * @param errors prices of double arithmetic
 */
record Setting(Network network, Ball ball, double reach, double[] centre, ErrorBound errors) {
    /** Of proofs in a root region, of which every form has at most {@code terms} start terms on one coefficient. */
    static Setting of(Problem problem, Ball ball, Region root, int terms) {
        double reach = ball.reach().doubleCeiling();
        double[] centre =
                problem.centre().stream().mapToDouble(Rational::doubleFloor).toArray();
        return new Setting(
                problem.network(), ball, reach, centre, new ErrorBound(problem.network(), centre, ball, root, terms));
    }
}
