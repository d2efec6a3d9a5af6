package io.github.relucert.theorem.averaging;

import io.github.relucert.theorem.generator.GaussianPoints;
import java.util.List;
import java.util.SplittableRandom;

/** Gaussian clusters around random orthogonal centres of norm {@code sqrt(d)}; the first {@code positive} clusters have label +1. */
final class NoisyClusters {
    private final List<double[]> centres;
    private final int positive;

    private NoisyClusters(List<double[]> centres, int positive) {
        this.centres = centres;
        this.positive = positive;
    }

    /** Random centres. */
    static NoisyClusters draw(int dimension, int positive, int negative, SplittableRandom random) {
        return new NoisyClusters(GaussianPoints.orthogonal(dimension, positive + negative, random), positive);
    }

    /** {@code k}. */
    int count() {
        return centres.size();
    }

    int label(int cluster) {
        return cluster < positive ? 1 : -1;
    }

    double[] centre(int cluster) {
        return centres.get(cluster).clone();
    }

    /** Every cluster with the same probability. */
    int drawCluster(SplittableRandom random) {
        return random.nextInt(count());
    }

    /** A point of a cluster with noise of this standard deviation a coordinate. */
    double[] drawPoint(int cluster, double noise, SplittableRandom random) {
        double[] point = centre(cluster);
        for (int i = 0; i < point.length; i++) {
            point[i] += noise * random.nextGaussian();
        }
        return point;
    }

    /** Largest deviation of the centres' Gram matrix from {@code d I}, over d. */
    double gramError() {
        double worst = 0;
        for (int i = 0; i < count(); i++) {
            for (int j = 0; j <= i; j++) {
                double[] a = centres.get(i);
                double[] b = centres.get(j);
                double product = 0;
                for (int k = 0; k < a.length; k++) {
                    product += a[k] * b[k];
                }
                worst = Math.max(worst, Math.abs(product / a.length - (i == j ? 1 : 0)));
            }
        }
        return worst;
    }
}
