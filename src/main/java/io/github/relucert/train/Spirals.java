package io.github.relucert.train;

import io.github.relucert.train.RandomStreams.Purpose;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Two interleaved spirals in the square {@code [-1, 1]^2}: a planar task whose boundary can be drawn. */
public final class Spirals {
    private static final double INNER = 0.12;
    private static final double OUTER = 0.9;
    private static final double TURNS = 1.25;
    private static final double DECIMALS = 10_000;

    private Spirals() {}

    /**
     * Random points of the two arms, classes 0 and 1 in turn, rounded to four decimals. The arms are half a turn apart;
     * points are moved off them by at most {@code noise} in each coordinate and stay in the square.
     *
     * @param count number of points
     * @param noise zero or more
     */
    public static Examples generate(int count, double noise, long seed) {
        UniformRandomProvider random = RandomStreams.of(seed, Purpose.DATA);
        List<double[]> rows = new ArrayList<>();
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % 2;
            double along = Math.sqrt(random.nextDouble());
            double radius = INNER + (OUTER - INNER) * along;
            double angle = 2 * Math.PI * TURNS * along + Math.PI * labels[i];
            rows.add(new double[] {
                place(radius * StrictMath.cos(angle), noise, random),
                place(radius * StrictMath.sin(angle), noise, random)
            });
        }
        return new Examples(rows, labels);
    }

    private static double place(double coordinate, double noise, UniformRandomProvider random) {
        double moved = coordinate + noise * (2 * random.nextDouble() - 1);
        return Math.rint(Math.clamp(moved, -1, 1) * DECIMALS) / DECIMALS;
    }
}
