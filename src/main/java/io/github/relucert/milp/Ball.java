package io.github.relucert.milp;

import io.github.relucert.bounds.Region;
import io.github.relucert.specification.Norm;
import java.util.Arrays;

/**
 * The inputs of a region as columns of a program: {@code x = centre + radius * delta}, so that whatever the radius the columns and
 * the ball have size one. The region's box and its ball are both required; in l_inf they are one box.
 */
final class Ball {
    private final Form[] inputs;

    private Ball(Form[] inputs) {
        this.inputs = inputs;
    }

    /**
     * Writes the columns and rows of a region with finite positive radius into a program.
     *
     * @param tangents describe the ball in l2; not used otherwise
     */
    static Ball in(Program program, Region region, TangentBall tangents) {
        Form[] inputs = new Form[region.size()];
        int[] columns = new int[inputs.length];
        Arrays.fill(columns, -1);
        FormSum length = new FormSum();
        for (int k = 0; k < inputs.length; k++) {
            double low = Math.max(-1, (region.lower(k) - region.centre(k)) / region.radius());
            double high = Math.min(1, (region.upper(k) - region.centre(k)) / region.radius());
            if (low == high) {
                inputs[k] = Form.of(region.centre(k) + region.radius() * low);
            } else if (region.norm() == Norm.L1 && low < 0 && high > 0) {
                inputs[k] = bothWays(program, region, k, low, high, length);
            } else {
                columns[k] = program.column(low, high);
                length.add(columns[k], high <= 0 ? -1 : 1);
                inputs[k] = Form.of(region.centre(k), columns[k], region.radius());
            }
        }
        switch (region.norm()) {
            case LINF -> {}
            case L1 -> program.requireAtMostZero(length.take(1).plus(-1));
            case L2 -> tangents.require(program, columns);
        }
        return new Ball(inputs);
    }

    /** A coordinate as a step up and a step down, whose sum its absolute value does not exceed. */
    private static Form bothWays(Program program, Region region, int k, double low, double high, FormSum length) {
        int up = program.column(0, high);
        int down = program.column(0, -low);
        length.add(up, 1);
        length.add(down, 1);
        return Form.of(region.centre(k), up, region.radius(), down, -region.radius());
    }

    /** All input coordinates, to be read only. */
    Form[] inputs() {
        return inputs;
    }

    /** An input coordinate. */
    Form input(int k) {
        return inputs[k];
    }

    /** The input that a solution stands for. */
    double[] point(double[] solution) {
        double[] point = new double[inputs.length];
        for (int k = 0; k < point.length; k++) {
            point[k] = inputs[k].at(solution);
        }
        return point;
    }
}
