package io.github.relucert.testing;

import io.github.relucert.exact.Rational;
import io.github.relucert.report.Decimals;
import io.github.relucert.specification.Radius;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Numbers and points in messages: exact where that is short, else as the nearest double behind the sign ~. */
final class Words {
    private static final int LONGEST = 24;
    static final int MOST_COORDINATES = 12;

    private Words() {}

    /** A number. */
    static String number(Rational value) {
        String exact = value.toString();
        return exact.length() <= LONGEST ? exact : "~" + value.doubleNearest();
    }

    /** A length; of l2 the exact square stands beside the decimal. */
    static String length(Radius radius) {
        if (!radius.isFinite()) {
            return "inf";
        }
        return switch (radius.norm()) {
            case LINF, L1 -> number(radius.value());
            case L2 -> Decimals.down(radius).toPlainString() + " (the root of " + number(radius.value()) + ")";
        };
    }

    /** A point; of one with many coordinates those that differ from a reference. */
    static String point(List<Rational> point, List<Rational> reference) {
        if (point.size() <= MOST_COORDINATES) {
            return point.stream().map(Words::number).collect(Collectors.joining(", ", "(", ")"));
        }
        List<Integer> moved = IntStream.range(0, point.size())
                .filter(i -> !point.get(i).equals(reference.get(i)))
                .boxed()
                .toList();
        String some = moved.stream()
                .limit(MOST_COORDINATES)
                .map(i -> "x" + i + " = " + number(point.get(i)))
                .collect(Collectors.joining(", "));
        return moved.size() <= MOST_COORDINATES
                ? "(" + some + ")"
                : "(" + some + " and " + (moved.size() - MOST_COORDINATES) + " more)";
    }
}
