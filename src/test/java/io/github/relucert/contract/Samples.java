package io.github.relucert.contract;

import io.github.relucert.bounds.Region;
import io.github.relucert.specification.Norm;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Points of a region. */
public final class Samples {
    private Samples() {}

    /**
     * A point of a bounded region around a centre inside its box.
     *
     * @param border whether to go as far as the region allows in a direction of few non-zero coordinates
     */
    public static double[] draw(Region region, SplittableRandom random, boolean border) {
        int d = region.size();
        double[] direction = new double[d];
        for (int k = 0; k < d; k++) {
            direction[k] = border ? random.nextInt(-1, 2) : random.nextDouble(-1, 1);
        }
        double length = Math.max(Double.MIN_NORMAL, length(region.norm(), direction));
        double scale = region.radius() / length * (border ? 1 : random.nextDouble());
        double[] x = new double[d];
        while (true) {
            for (int k = 0; k < d; k++) {
                double wanted = region.centre(k) + direction[k] * scale;
                x[k] = Math.min(Math.max(wanted, region.lower(k)), region.upper(k));
            }
            if (region.contains(x)) {
                return x;
            }
            // Rounding may have carried the point just outside of the ball.
            scale *= 1 - 0x1p-50;
        }
    }

    private static double length(Norm norm, double[] direction) {
        return switch (norm) {
            case LINF -> Arrays.stream(direction).map(Math::abs).max().orElse(0);
            case L2 -> Math.sqrt(Arrays.stream(direction).map(v -> v * v).sum());
            case L1 -> Arrays.stream(direction).map(Math::abs).sum();
        };
    }
}
