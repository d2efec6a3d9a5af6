package io.github.relucert.attack;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The point of the domain nearest in the norm where a linear function vanishes; where it vanishes nowhere in the domain, the point where
 * it is nearest to zero. Coordinates are moved along the rising or the falling gradient until each meets its side, in the
 * order in which they do; the last stretch is solved (Croce and Hein, "Minimally distorted adversarial examples with a fast
 * adaptive boundary attack", arXiv 1907.02044, section 2.3 and appendix A).
 */
final class HyperplaneProjection {
    private final AttackTarget target;
    private final double[] gradient;

    HyperplaneProjection(AttackTarget target, double[] gradient) {
        this.target = target;
        this.gradient = gradient;
    }

    /** @param value of the function at {@code x}, a point of the domain */
    double[] project(double[] x, double value) {
        double sign = value > 0 ? -1 : 1;
        int size = x.length;
        double[] room = new double[size];
        double[] rate = new double[size];
        double[] end = new double[size];
        for (int i = 0; i < size; i++) {
            double direction = sign * gradient[i];
            room[i] = direction > 0 ? target.upper()[i] - x[i] : direction < 0 ? x[i] - target.lower()[i] : 0;
            rate[i] = rate(direction);
            end[i] = rate[i] > 0 ? room[i] / rate[i] : 0;
        }
        return switch (target.problem().norm()) {
            case L1 -> greedy(x, sign, Math.abs(value), room);
            case LINF, L2 -> together(x, sign, Math.abs(value), room, rate, end);
        };
    }

    /** How fast a coordinate moves: all alike in l_inf, in proportion to the gradient in l2. */
    private double rate(double direction) {
        return switch (target.problem().norm()) {
            case LINF -> direction != 0 ? 1 : 0;
            case L2, L1 -> Math.abs(direction);
        };
    }

    private double[] together(double[] x, double sign, double missing, double[] room, double[] rate, double[] end) {
        int[] order = order(Comparator.comparingDouble(i -> end[i]), x.length);
        double slope = 0;
        for (int i = 0; i < x.length; i++) {
            slope += room[i] > 0 ? rate[i] * Math.abs(gradient[i]) : 0;
        }
        double last = stretches(missing, slope, order, room, rate, end);
        double[] result = new double[x.length];
        Arrays.setAll(
                result, i -> x[i] + Math.signum(sign * gradient[i]) * Math.min(Math.max(room[i], 0), last * rate[i]));
        return target.clamped(result);
    }

    /** How long the coordinates move until the function vanishes, or until all have met their sides. */
    private double stretches(
            double missing, double allSlopes, int[] order, double[] room, double[] rate, double[] end) {
        double slope = allSlopes;
        double time = 0;
        double left = missing;
        for (int i : order) {
            if (room[i] > 0 && rate[i] > 0) {
                double stretch = end[i] - time;
                if (slope * stretch >= left) {
                    return time + left / slope;
                }
                left -= slope * stretch;
                time = end[i];
                slope = Math.max(slope - rate[i] * Math.abs(gradient[i]), 0);
            }
        }
        return time;
    }

    /** In l1 the coordinate with the largest gradient moves alone until it meets its side. */
    private double[] greedy(double[] x, double sign, double missing, double[] room) {
        int[] order = order(Comparator.comparingDouble(i -> -Math.abs(gradient[i])), x.length);
        double[] result = x.clone();
        double left = missing;
        for (int i : order) {
            if (left > 0 && gradient[i] != 0 && room[i] > 0) {
                double step = Math.min(room[i], left / Math.abs(gradient[i]));
                result[i] += Math.signum(sign * gradient[i]) * step;
                left -= step * Math.abs(gradient[i]);
            }
        }
        return target.clamped(result);
    }

    private static int[] order(Comparator<Integer> comparator, int size) {
        return IntStream.range(0, size)
                .boxed()
                .sorted(comparator)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
