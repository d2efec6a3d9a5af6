package io.github.relucert.cells;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import java.util.List;

/**
 * The question of {@link Combination#keepsAway} in double, answered where a bound on all rounding errors leaves no doubt. Every
 * coordinate lies within the radius of the start, so that an error in a coefficient counts with the coordinate's reach.
 */
final class RoundedBound {
    /** An answer that is certain, or none. */
    enum Answer {
        YES,
        NO,
        UNCERTAIN
    }

    private final double[] from;
    private final double[] to;
    private final double[] lower;
    private final double[] upper;

    RoundedBound(Box start, Box domain) {
        this.from = rounded(start.lower());
        this.to = rounded(start.upper());
        this.lower = rounded(domain.lower());
        this.upper = rounded(domain.upper());
    }

    private static double[] rounded(List<Rational> sides) {
        return sides.stream()
                .mapToDouble(side -> side.isFinite() ? side.doubleNearest() : side.signum() * Double.POSITIVE_INFINITY)
                .toArray();
    }

    /** Whether the rows with these multipliers keep all points of the domain at least a radius (rounded up) away. */
    Answer keepsAway(Norm norm, List<Row> rows, double[] multipliers, double radius) {
        int size = from.length;
        double[] pull = new double[size];
        double[] sizes = new double[size];
        double sum = 0;
        double magnitude = 0;
        for (int k = 0; k < rows.size(); k++) {
            double multiplier = multipliers[k];
            if (multiplier > 0) {
                double[] normal = rows.get(k).roundedNormal();
                for (int i = 0; i < size; i++) {
                    double product = multiplier * normal[i];
                    pull[i] += product;
                    sizes[i] += Math.abs(product);
                }
                double product = multiplier * rows.get(k).roundedLimit();
                sum -= product;
                magnitude += Math.abs(product);
            }
        }
        double steepest = 0;
        for (int i = 0; i < size; i++) {
            double centre = pull[i] > 0 ? from[i] : to[i];
            double low = Math.max(lower[i], centre - radius);
            double high = Math.min(upper[i], centre + radius);
            double reach = Math.max(Math.abs(from[i]), Math.abs(to[i]));
            magnitude += sizes[i] * (reach + radius);
            switch (norm) {
                case LINF -> sum += pull[i] * (pull[i] > 0 ? low : high);
                case L2 -> {
                    double x = Math.min(Math.max(centre - pull[i], low), high);
                    double step = x - centre;
                    sum += step * step / 2 + pull[i] * x;
                    magnitude += radius * (radius + reach);
                }
                case L1 -> {
                    double side = pull[i] > 0 ? low : high;
                    double toBall = Math.min(Math.abs(pull[i]), 1);
                    steepest = Math.max(steepest, toBall);
                    double signed = Math.copySign(toBall, pull[i]);
                    sum += signed * centre + (pull[i] - signed) * side;
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
