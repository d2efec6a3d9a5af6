package io.github.relucert.theorem.separated;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.theorem.generator.SeparatedRegions;
import io.github.relucert.theorem.generator.SeparatedSets;
import java.util.ArrayList;
import java.util.List;

/** Finitely many points of two unions of boxes such that every point of a box has one of its own class within {@code r} in l_inf. */
final class CoveringNet {
    private CoveringNet() {}

    /** Points {@code r}, {@code 3 r}, {@code 5 r}, .. from the lower side of every coordinate, the last one moved to the upper side. */
    static SeparatedSets of(SeparatedRegions regions, Rational r) {
        return new SeparatedSets(Norm.LINF, cover(regions.a(), r), cover(regions.b(), r));
    }

    private static List<List<Rational>> cover(List<Box> boxes, Rational r) {
        List<List<Rational>> points = new ArrayList<>();
        for (Box box : boxes) {
            List<List<Rational>> inBox = List.of(List.of());
            for (int i = 0; i < box.size(); i++) {
                List<List<Rational>> longer = new ArrayList<>();
                for (List<Rational> point : inBox) {
                    for (Rational value : cover(box.lower().get(i), box.upper().get(i), r)) {
                        List<Rational> next = new ArrayList<>(point);
                        next.add(value);
                        longer.add(next);
                    }
                }
                inBox = longer;
            }
            points.addAll(inBox);
        }
        return points;
    }

    private static List<Rational> cover(Rational low, Rational high, Rational r) {
        List<Rational> values = new ArrayList<>();
        Rational value = low.add(r);
        while (values.isEmpty() || values.getLast().add(r).compareTo(high) < 0) {
            values.add(value.min(high));
            value = value.add(r).add(r);
        }
        return values;
    }
}
