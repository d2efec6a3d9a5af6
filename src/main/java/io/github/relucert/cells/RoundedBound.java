package io.github.relucert.cells;

import io.github.relucert.specification.Norm;
import java.util.List;

/**
 * The question of {@link Combination#keepsAway} in double, answered where a bound on all rounding errors leaves no doubt. Every
 * coordinate lies within the radius of the centre, so that an error in a coefficient counts with the coordinate's reach.
 */
final class RoundedBound {
    /** An answer that is certain, or none. */
    enum Answer {
        YES,
        NO,
        UNCERTAIN
    }

    private final double[] centre;
    private final double[] lower;
    private final double[] upper;

    /** Sides and centre, each the nearest double to the exact number. */
    RoundedBound(double[] centre, double[] lower, double[] upper) {
        this.centre = centre;
        this.lower = lower;
        this.upper = upper;
    }

    /** Whether the rows with these multipliers keep all points of the box at least a radius (rounded up) away from the centre. */
    Answer keepsAway(Norm norm, List<Row> rows, double[] multipliers, double radius) {
        int size = centre.length;
        double[] pull = new double[size];
        double[] size1 = new double[size];
        double sum = 0;
        double magnitude = 0;
        for (int k = 0; k < rows.size(); k++) {
            double multiplier = multipliers[k];
            if (multiplier > 0) {
                double[] normal = rows.get(k).roundedNormal();
                for (int i = 0; i < size; i++) {
                    double product = multiplier * normal[i];
                    pull[i] += product;
                    size1[i] += Math.abs(product);
                }
                double product = multiplier * rows.get(k).roundedLimit();
                sum -= product;
                magnitude += Math.abs(product);
            }
        }
        double steepest = 0;
        for (int i = 0; i < size; i++) {
            double low = Math.max(lower[i], centre[i] - radius);
            double high = Math.min(upper[i], centre[i] + radius);
            magnitude += size1[i] * (Math.abs(centre[i]) + radius);
            switch (norm) {
                case LINF -> sum += pull[i] * (pull[i] > 0 ? low : high);
                case L2 -> {
                    double x = Math.min(Math.max(centre[i] - pull[i], low), high);
                    double step = x - centre[i];
                    sum += step * step / 2 + pull[i] * x;
                    magnitude += radius * (radius + Math.abs(centre[i]));
                }
                case L1 -> {
                    double side = pull[i] > 0 ? low : high;
                    double toBall = Math.min(Math.abs(pull[i]), 1);
                    steepest = Math.max(steepest, toBall);
                    double signed = Math.copySign(toBall, pull[i]);
                    sum += signed * centre[i] + (pull[i] - signed) * side;
                }
            }
        }
        double target = switch (norm) {
            case LINF -> 0;
            case L2 -> radius * radius / 2;
            case L1 -> steepest * radius;
        };
        double error = (rows.size() + 4 * size + 16) * 0x1p-51 * (magnitude + target);
        double excess = sum - target;
        return excess > error ? Answer.YES : excess < -error ? Answer.NO : Answer.UNCERTAIN;
    }
}
