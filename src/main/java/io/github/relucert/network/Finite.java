package io.github.relucert.network;

/** The one gate through which stored numbers enter a network. */
final class Finite {
    private Finite() {}

    /** A copy of the numbers, all of them finite. */
    static double[] copy(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("number " + i + " is " + values[i] + ", which is not finite");
            }
        }
        return values.clone();
    }
}
