package io.github.relucert.cells;

import io.github.relucert.exact.Rational;
import java.util.ArrayList;
import java.util.List;

/** Exact points. */
final class Points {
    private Points() {}

    /** {@code from + share (to - from)}. */
    static List<Rational> between(List<Rational> from, List<Rational> to, Rational share) {
        List<Rational> point = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) {
            point.add(from.get(i).add(share.multiply(to.get(i).subtract(from.get(i)))));
        }
        return point;
    }
}
