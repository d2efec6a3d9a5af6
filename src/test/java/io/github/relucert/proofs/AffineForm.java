package io.github.relucert.proofs;

import io.github.relucert.exact.Rational;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** {@code constant + slope . x} over the network's input. */
record AffineForm(List<Rational> slope, Rational constant) {
    static AffineForm coordinate(int size, int index) {
        List<Rational> slope = new ArrayList<>(Collections.nCopies(size, Rational.ZERO));
        slope.set(index, Rational.ONE);
        return new AffineForm(slope, Rational.ZERO);
    }

    static AffineForm constant(int size, Rational value) {
        return new AffineForm(Collections.nCopies(size, Rational.ZERO), value);
    }

    AffineForm plus(Rational factor, AffineForm other) {
        List<Rational> sum = new ArrayList<>();
        for (int i = 0; i < slope.size(); i++) {
            sum.add(slope.get(i).add(factor.multiply(other.slope.get(i))));
        }
        return new AffineForm(sum, constant.add(factor.multiply(other.constant)));
    }
}
