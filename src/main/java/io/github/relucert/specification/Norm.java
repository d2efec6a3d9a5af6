package io.github.relucert.specification;

import io.github.relucert.exact.Rational;
import java.util.List;
import java.util.Locale;

/** The norm that a perturbation is measured in. */
public enum Norm {
    LINF,
    L2,
    L1;

    /** The name used on the command line and in files: {@code linf}, {@code l2}, {@code l1}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The exact length of {@code x - centre}.
     *
     * @throws IllegalArgumentException when the lengths differ
     */
    public Radius distance(List<Rational> x, List<Rational> centre) {
        if (x.size() != centre.size()) {
            throw new IllegalArgumentException("points with " + x.size() + " and " + centre.size() + " coordinates");
        }
        Rational total = Rational.ZERO;
        for (int i = 0; i < x.size(); i++) {
            Rational step = x.get(i).subtract(centre.get(i)).abs();
            total = switch (this) {
                case LINF -> total.max(step);
                case L2 -> total.add(step.multiply(step));
                case L1 -> total.add(step);
            };
        }
        return new Radius(this, total);
    }
}
