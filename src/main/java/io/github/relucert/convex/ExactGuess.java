package io.github.relucert.convex;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Radius;
import java.util.List;

/**
 * What an active set determines exactly if it is the right one. Nothing has been verified; much cheaper than {@link ExactNearest} where there are
 * hundreds of coordinates, since none of them is computed.
 *
 * @param distance of the nearest point from the centre
 * @param multipliers a number a row, as in {@link ExactNearest}; a negative one says that the guess was wrong
 */
public record ExactGuess(Radius distance, List<Rational> multipliers) {
    public ExactGuess {
        multipliers = List.copyOf(multipliers);
    }
}
