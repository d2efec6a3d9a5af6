package io.github.relucert.cells;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import java.util.List;

/** The length of a gradient in the norm dual to that of the input, over the coordinates that a box leaves free. */
final class Slope {
    private Slope() {}

    /** The l1 length for l_inf inputs, the greatest entry for l1 inputs, the <em>square</em> of the l2 length for l2 inputs. */
    static Rational length(Norm norm, List<Rational> gradient, Box region) {
        Rational total = Rational.ZERO;
        for (int i = 0; i < gradient.size(); i++) {
            if (!region.lower().get(i).equals(region.upper().get(i))) {
                Rational entry = gradient.get(i).abs();
                total = switch (norm) {
                    case LINF -> total.add(entry);
                    case L2 -> total.add(entry.multiply(entry));
                    case L1 -> total.max(entry);
                };
            }
        }
        return total;
    }
}
