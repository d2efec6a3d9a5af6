package io.github.relucert.attack;

import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import java.util.Arrays;
import java.util.Optional;

/**
 * Why gradients at a row say nothing about an unsafe point that is known (Athalye, Carlini and Wagner, "Obfuscated gradients give a false sense of
 * security", 2018, arXiv 1802.00420, for the phenomenon).
 */
public enum Masking {
    /** The cross-entropy is flat: the other classes' probabilities are zero in double arithmetic, though the scores have slopes. */
    SATURATED_LOSS("saturated loss"),
    /**
     * The scores are flat, or the neurons that make the point unsafe are off at the row: followed as the gradient has it, the way to
     * the point takes off less than half of the margin.
     */
    ZERO_GRADIENTS("zero gradients");

    private static final double SEEN = 0.5;

    private final String words;

    Masking(String words) {
        this.words = words;
    }

    /** The reason in words. */
    public String words() {
        return words;
    }

    /** The reason at the centre of a problem, with respect to a witness; empty when the gradient does point the way. */
    public static Optional<Masking> of(AttackTarget target, Witness witness) {
        Evaluations evaluations = new Evaluations(target, 1, Integer.MAX_VALUE, () -> false);
        double[] x =
                witness.point().stream().mapToDouble(Rational::doubleNearest).toArray();
        evaluations.margin(x);
        int disjunct = evaluations.nearestDisjunct(0);
        if (disjunct < 0 || evaluations.margin(target.centre()) <= 0) {
            return Optional.empty();
        }
        double[][] gradient = new double[1][x.length];
        double margin = evaluations.value(0, disjunct);
        evaluations.gradients(new Loss.Towards(disjunct), 1, gradient);
        double promised = 0;
        for (int i = 0; i < x.length; i++) {
            promised -= gradient[0][i] * (x[i] - target.centre()[i]);
        }
        if (promised < SEEN * margin) {
            return Optional.of(ZERO_GRADIENTS);
        }
        evaluations.gradients(new Loss.CrossEntropy(), 1, gradient);
        return Arrays.stream(gradient[0]).allMatch(g -> g == 0) ? Optional.of(SATURATED_LOSS) : Optional.empty();
    }
}
