package io.github.relucert.cells;

import io.github.relucert.exact.Rational;
import java.util.List;

/**
 * {@code slope . x + constant}, exactly.
 *
 * @param slope one coefficient an input
 */
public record AffineFunction(List<Rational> slope, Rational constant) {
    public AffineFunction {
        slope = List.copyOf(slope);
    }

    /** The exact value at a point of as many coordinates as the slope has. */
    public Rational at(List<Rational> x) {
        Rational sum = constant;
        for (int i = 0; i < slope.size(); i++) {
            if (slope.get(i).signum() != 0) {
                sum = sum.add(slope.get(i).multiply(x.get(i)));
            }
        }
        return sum;
    }
}
