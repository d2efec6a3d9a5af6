package io.github.relucert.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The step on the machine's vector registers; the right edge goes through masks. */
final class VectorBoxStep implements BoxStep {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    @Override
    public void againstSigns(double[] x, double[] gradients, int start, double length, double[] low, double[] high) {
        int i = 0;
        for (; i + LANES <= low.length; i += LANES) {
            moved(
                            DoubleVector.fromArray(SPECIES, x, start + i),
                            DoubleVector.fromArray(SPECIES, gradients, start + i),
                            length)
                    .max(DoubleVector.fromArray(SPECIES, low, i))
                    .min(DoubleVector.fromArray(SPECIES, high, i))
                    .intoArray(x, start + i);
        }
        if (i < low.length) {
            VectorMask<Double> inside = SPECIES.indexInRange(i, low.length);
            moved(
                            DoubleVector.fromArray(SPECIES, x, start + i, inside),
                            DoubleVector.fromArray(SPECIES, gradients, start + i, inside),
                            length)
                    .max(DoubleVector.fromArray(SPECIES, low, i, inside))
                    .min(DoubleVector.fromArray(SPECIES, high, i, inside))
                    .intoArray(x, start + i, inside);
        }
    }

    private static DoubleVector moved(DoubleVector x, DoubleVector gradient, double length) {
        VectorMask<Double> rises = gradient.compare(VectorOperators.GT, 0);
        VectorMask<Double> falls = gradient.compare(VectorOperators.LT, 0);
        return x.sub(length, rises).add(length, falls);
    }
}
