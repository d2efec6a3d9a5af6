package io.github.relucert.attack;

import io.github.relucert.specification.Norm;
import java.util.SplittableRandom;

/** The proposals of {@link Square} in one ball. */
final class SquareMoves {
    private static final int TILES = 5;
    private static final int LEAST_SIDE = 3;
    private static final double TINY = 1e-12;

    private final BallRun run;
    private final Norm norm;
    private final PerturbationBall ball;
    private final double[] centre;
    private final ImageShape shape;
    private final SplittableRandom random;

    SquareMoves(BallRun run) {
        this.run = run;
        this.norm = run.target().problem().norm();
        this.ball = run.ball();
        this.centre = run.target().centre();
        this.shape = ImageShape.of(run.target().problem().network().inputShape());
        this.random = run.random();
    }

    private double sign() {
        return random.nextBoolean() ? 1 : -1;
    }

    /** In l_inf vertical stripes of width one, otherwise five by five tiles. */
    double[] first() {
        double[] delta = new double[centre.length];
        switch (norm) {
            case LINF -> {
                for (int channel = 0; channel < shape.channels(); channel++) {
                    for (int column = 0; column < shape.width(); column++) {
                        double value = run.radius() * sign();
                        for (int row = 0; row < shape.height(); row++) {
                            delta[shape.index(channel, row, column)] = value;
                        }
                    }
                }
            }
            case L2, L1 -> {
                int rows = Math.max(shape.height() / TILES, 1);
                int columns = Math.max(shape.width() / TILES, 1);
                for (int top = 0; top + rows <= shape.height(); top += rows) {
                    for (int left = 0; left + columns <= shape.width(); left += columns) {
                        ImageShape.Window window = new ImageShape.Window(top, left, rows, columns);
                        double[] bump = bump(rows, columns);
                        for (int channel = 0; channel < shape.channels(); channel++) {
                            add(delta, window, channel, bump, sign());
                        }
                    }
                }
            }
        }
        return placed(delta);
    }

    /** A point outside the ball moved straight towards the centre. */
    double[] shrunk(double[] x) {
        double factor = Math.min(run.radius() / run.target().distance(x), 1);
        double[] delta = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            delta[i] = factor * (x[i] - centre[i]);
        }
        return placed(delta);
    }

    /** The point with one window changed. */
    double[] next(double[] x, double share) {
        double[] delta = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            delta[i] = x[i] - centre[i];
        }
        switch (norm) {
            case LINF -> {
                ImageShape.Window window = window(share, 1);
                for (int channel = 0; channel < shape.channels(); channel++) {
                    fill(delta, window, channel, run.radius() * sign());
                }
            }
            case L2, L1 -> shift(delta, share);
        }
        return placed(delta);
    }

    /** Takes the length of one window away and gives it, with a bump, to another one. */
    private void shift(double[] delta, double share) {
        ImageShape.Window gains = window(share, LEAST_SIDE);
        ImageShape.Window loses = placedAnew(gains);
        double all = power(delta);
        double[] outside = delta.clone();
        for (int channel = 0; channel < shape.channels(); channel++) {
            fill(outside, gains, channel, 0);
            fill(outside, loses, channel, 0);
        }
        double windows = all - power(outside);
        double unused = Math.max(norm == Norm.L2 ? run.radius() * run.radius() - all : run.radius() - all, 0);
        double length = root(unused / shape.channels() + Math.max(windows, 0));
        double[] bump = bump(gains.rows(), gains.columns());
        for (int channel = 0; channel < shape.channels(); channel++) {
            double[] old = cut(delta, gains, channel);
            double oldLength = root(power(old));
            double sign = sign();
            double[] fresh = new double[old.length];
            for (int k = 0; k < fresh.length; k++) {
                fresh[k] = sign * bump[k] + old[k] / (TINY + oldLength);
            }
            add(outside, gains, channel, fresh, length / (TINY + root(power(fresh))));
        }
        System.arraycopy(outside, 0, delta, 0, delta.length);
    }

    private ImageShape.Window window(double share, int least) {
        int side = Math.max((int) Math.round(Math.sqrt(share * shape.plane())), least);
        int odd = norm != Norm.LINF && side % 2 == 0 ? side + 1 : side;
        int rows = Math.min(odd, shape.height());
        int columns = Math.min(
                shape.height() == 1 ? Math.max((int) Math.round(share * shape.width()), 1) : odd, shape.width());
        return placedAnew(new ImageShape.Window(0, 0, rows, columns));
    }

    private ImageShape.Window placedAnew(ImageShape.Window window) {
        return new ImageShape.Window(
                random.nextInt(shape.height() - window.rows() + 1),
                random.nextInt(shape.width() - window.columns() + 1),
                window.rows(),
                window.columns());
    }

    private double[] placed(double[] delta) {
        double factor = norm == Norm.L2 ? run.radius() / (TINY + root(power(delta))) : 1;
        double[] x = new double[delta.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = centre[i] + factor * delta[i];
        }
        if (norm == Norm.L2) {
            return run.target().clamped(x);
        }
        ball.project(x);
        return x;
    }

    /** Two peaks of opposite sign beside each other, of length 1. */
    private double[] bump(int rows, int columns) {
        boolean across = rows == 1 || (rows == columns && random.nextBoolean());
        double[] result = new double[rows * columns];
        int length = across ? columns : rows;
        int width = across ? rows : columns;
        int half = length / 2;
        double[] front = peak(half, width);
        double[] back = peak(length - half, width);
        for (int along = 0; along < length; along++) {
            for (int k = 0; k < width; k++) {
                double value = along < half ? front[along * width + k] : -back[(along - half) * width + k];
                result[across ? k * columns + along : along * columns + k] = value;
            }
        }
        double size = root(power(result));
        for (int k = 0; k < result.length; k++) {
            result[k] /= size;
        }
        return result;
    }

    /** A pyramid of rectangles around the middle, each lower than the one inside by the square of its number; of length 1. */
    private double[] peak(int rows, int columns) {
        double[] result = new double[rows * columns];
        int top = rows / 2;
        int left = columns / 2;
        for (int ring = 0; ring < Math.max(rows / 2 + 1, columns / 2 + 1); ring++) {
            for (int row = Math.max(top - ring, 0); row < Math.min(top + ring + 1, rows); row++) {
                for (int column = Math.max(left - ring, 0); column < Math.min(left + ring + 1, columns); column++) {
                    result[row * columns + column] += 1.0 / ((ring + 1) * (ring + 1));
                }
            }
        }
        double size = root(power(result));
        for (int k = 0; k < result.length; k++) {
            result[k] /= size;
        }
        return result;
    }

    private void fill(double[] delta, ImageShape.Window window, int channel, double value) {
        for (int row = 0; row < window.rows(); row++) {
            for (int column = 0; column < window.columns(); column++) {
                delta[shape.index(channel, window.top() + row, window.left() + column)] = value;
            }
        }
    }

    private void add(double[] delta, ImageShape.Window window, int channel, double[] values, double factor) {
        for (int row = 0; row < window.rows(); row++) {
            for (int column = 0; column < window.columns(); column++) {
                delta[shape.index(channel, window.top() + row, window.left() + column)] +=
                        factor * values[row * window.columns() + column];
            }
        }
    }

    private double[] cut(double[] delta, ImageShape.Window window, int channel) {
        double[] values = new double[window.rows() * window.columns()];
        for (int row = 0; row < window.rows(); row++) {
            for (int column = 0; column < window.columns(); column++) {
                values[row * window.columns() + column] =
                        delta[shape.index(channel, window.top() + row, window.left() + column)];
            }
        }
        return values;
    }

    private double power(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += norm == Norm.L1 ? Math.abs(v) : v * v;
        }
        return sum;
    }

    private double root(double power) {
        return norm == Norm.L1 ? power : Math.sqrt(power);
    }
}
