package io.github.relucert.check;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Says in words what is stated, so that a reader need not read the file. */
final class Words {
    private static final int SHORT = 24;
    private static final int DIGITS = 15;

    private Words() {}

    /** A lower end: exactly where that is short, else rounded down. */
    static String lower(Radius radius) {
        return length(radius, new BigDecimal(radius.floor()), RoundingMode.FLOOR);
    }

    /** An upper end: exactly where that is short, else rounded up. */
    static String upper(Radius radius) {
        double ceiling = radius.ceiling();
        return Double.isFinite(ceiling)
                ? length(radius, new BigDecimal(ceiling), RoundingMode.CEILING)
                : "a number above " + Double.MAX_VALUE;
    }

    private static String length(Radius radius, BigDecimal near, RoundingMode mode) {
        String exact = radius.value().toString();
        if (exact.length() <= SHORT) {
            return radius.norm() == Norm.L2 ? "sqrt(" + exact + ")" : exact;
        }
        return near.round(new MathContext(DIGITS, mode)).toString();
    }

    /** What counts as unsafe, and where. */
    static String question(Problem problem) {
        return problem.norm().id() + " distance from x0, over x in " + domain(problem.domain()) + "; unsafe: "
                + unsafe(problem.unsafe(), problem.network().outputSize());
    }

    private static String domain(Box box) {
        Rational lower = box.lower().getFirst();
        Rational upper = box.upper().getFirst();
        return box.equals(Box.uniform(box.size(), lower, upper))
                ? "[" + lower + ", " + upper + "]^" + box.size()
                : "the box of " + box.size() + " intervals that the file lists";
    }

    private static String unsafe(UnsafeSet unsafe, int outputs) {
        return IntStream.range(0, outputs)
                .filter(label -> outputs > 1 && unsafe.equals(UnsafeSet.misclassified(label, outputs)))
                .mapToObj(label -> "the score of class " + label + " is not above all other scores")
                .findFirst()
                .orElseGet(() -> unsafe.disjuncts().stream()
                        .map(all -> all.stream().map(Object::toString).collect(Collectors.joining(" and ")))
                        .collect(Collectors.joining(", or ")));
    }
}
