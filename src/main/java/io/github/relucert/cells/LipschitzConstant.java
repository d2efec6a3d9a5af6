package io.github.relucert.cells;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import java.util.List;

/**
 * The exact local Lipschitz constant of a combination of outputs on a box: the greatest dual norm of a gradient over the
 * activation cells that have an interior within the box (Jordan and Dimakis, "Exactly computing the local Lipschitz constant of
 * ReLU networks", 2020, theorem 1; there for l_inf and l1 by a mixed-integer program). Frozen coordinates do not count.
 *
 * @param norm the norm of the <em>input</em>
 * @param value the constant; its <em>square</em> for l2, so that it stays rational
 * @param gradient the gradient that attains it
 * @param cell where it is attained; its point lies in the interior
 */
public record LipschitzConstant(Norm norm, Rational value, List<Rational> gradient, Cell cell) {
    public LipschitzConstant {
        gradient = List.copyOf(gradient);
    }

    /**
     * The constant.
     *
     * @param form the combination of outputs; its constant does not matter
     * @param region a box, whose sides may be infinite
     * @throws IllegalArgumentException when the sizes do not fit
     */
    public static LipschitzConstant of(Network network, LinearForm form, Box region, Norm norm) {
        return LipschitzSearch.of(network, form, region, norm).run(() -> false).largest();
    }

    /** A point in the interior of the cell; the gradient there is {@link #gradient}. */
    public List<Rational> point() {
        return cell.point();
    }
}
