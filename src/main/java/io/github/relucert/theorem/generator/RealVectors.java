package io.github.relucert.theorem.generator;

import java.util.Arrays;

/** Sums, products and lengths of vectors in double. */
public final class RealVectors {
    private RealVectors() {}

    /** {@code <a, b>}. */
    public static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** {@code ||a||_2}. */
    public static double length(double[] a) {
        return Math.sqrt(product(a, a));
    }

    /** {@code factor a}. */
    public static double[] scaled(double[] a, double factor) {
        double[] result = new double[a.length];
        Arrays.setAll(result, i -> factor * a[i]);
        return result;
    }

    /** {@code a + factor b}. */
    public static double[] moved(double[] a, double[] b, double factor) {
        double[] result = new double[a.length];
        Arrays.setAll(result, i -> a[i] + factor * b[i]);
        return result;
    }
}
