package io.github.relucert.cells;

import io.github.relucert.convex.ExactNearest;
import io.github.relucert.convex.ExactNearestPoint;
import io.github.relucert.convex.ExactPolyhedron;
import io.github.relucert.convex.ExactRow;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The exact Euclidean distance of a polyhedron from a box. The least {@code |w|} over {@code x = y + w}, with {@code x} in the
 * polyhedron and {@code y} in the box, has one {@code w} but may have many {@code y}; adding {@code epsilon^2 |y - c|^2} makes the
 * program strictly convex and moves {@code w} by a multiple of {@code epsilon^2}. So for some small {@code epsilon} the fractions of
 * least denominator near its exact solution are {@code w} and the multipliers themselves. That they are is verified: some
 * {@code y} goes with that {@code w}, and the multipliers prove that nothing is nearer.
 */
final class ExactBoxProjection {
    private static final int FIRST_BITS = 40;
    private static final int MOST_BITS = 5120;

    private final List<Row> rows;
    private final Box start;
    private final Box domain;
    private final DualProof proof;
    private final int size;

    private ExactBoxProjection(List<Row> rows, Box start, Box domain, DualProof proof) {
        this.rows = rows;
        this.start = start;
        this.domain = domain;
        this.proof = proof;
        this.size = start.size();
    }

    /**
     * A point of the rows within the domain nearest to the box; empty when there is none.
     *
     * @throws ArithmeticException when the numbers are longer than {@link #MOST_BITS} bits
     */
    static Optional<List<Rational>> nearest(List<Row> rows, Box start, Box domain, DualProof proof) {
        return new ExactBoxProjection(rows, start, domain, proof).solve();
    }

    private Optional<List<Rational>> solve() {
        for (int bits = FIRST_BITS; bits <= MOST_BITS; bits *= 2) {
            Rational epsilon = Rational.of(BigInteger.ONE, BigInteger.ONE.shiftLeft(bits));
            Optional<ExactNearest> lifted = ExactNearestPoint.fromScratch(Norm.L2, lifted(epsilon), centre(epsilon));
            if (lifted.isEmpty()) {
                return Optional.empty();
            }
            // The error is of the order of epsilon squared; half of these bits are left for what multiplies it.
            Rational error = Rational.of(BigInteger.ONE, BigInteger.ONE.shiftLeft(bits));
            List<Rational> w = simplest(lifted.get().point().subList(0, size), error);
            List<Rational> multipliers = simplest(lifted.get().multipliers().subList(0, rows.size()), error);
            Optional<List<Rational>> x = completed(w);
            if (x.isPresent() && isNearest(w, multipliers)) {
                return x;
            }
        }
        throw new ArithmeticException("a distance from a box whose numbers are longer than " + MOST_BITS + " bits");
    }

    /** Variables {@code w} and {@code v = epsilon y}: rows and sides of the domain on {@code w + v / epsilon}, the box on {@code v}. */
    private ExactPolyhedron lifted(Rational epsilon) {
        List<ExactRow> all = new ArrayList<>();
        for (Row row : rows) {
            ExactRow exact = row.exact();
            // The multipliers are to be those of the rows as scaled in double.
            Rational scale = Rational.of(BigInteger.ONE, BigInteger.ONE.shiftLeft(row.shift()));
            List<Rational> normal =
                    exact.normal().stream().map(a -> a.multiply(scale)).toList();
            all.add(both(normal, epsilon, exact.limit().multiply(scale)));
        }
        for (int i = 0; i < size; i++) {
            List<Rational> unit = new ArrayList<>(Collections.nCopies(size, Rational.ZERO));
            unit.set(i, Rational.ONE);
            if (domain.upper().get(i).isFinite()) {
                all.add(both(unit, epsilon, domain.upper().get(i)));
            }
            if (domain.lower().get(i).isFinite()) {
                List<Rational> down = unit.stream().map(Rational::negate).toList();
                all.add(both(down, epsilon, domain.lower().get(i).negate()));
            }
        }
        Box free = Box.unbounded(size);
        List<Rational> low = new ArrayList<>(free.lower());
        List<Rational> high = new ArrayList<>(free.upper());
        start.lower().forEach(side -> low.add(side.multiply(epsilon)));
        start.upper().forEach(side -> high.add(side.multiply(epsilon)));
        return new ExactPolyhedron(all, new Box(low, high));
    }

    private static ExactRow both(List<Rational> normal, Rational epsilon, Rational limit) {
        List<Rational> twice = new ArrayList<>(normal);
        normal.forEach(a -> twice.add(a.divide(epsilon)));
        return new ExactRow(twice, limit);
    }

    private List<Rational> centre(Rational epsilon) {
        List<Rational> centre = new ArrayList<>(Collections.nCopies(size, Rational.ZERO));
        Rational half = epsilon.divide(Rational.of(2));
        for (int i = 0; i < size; i++) {
            centre.add(start.lower().get(i).add(start.upper().get(i)).multiply(half));
        }
        return centre;
    }

    /** A point {@code y + w} of rows and domain with {@code y} in the box. */
    private Optional<List<Rational>> completed(List<Rational> w) {
        List<Rational> low = new ArrayList<>();
        List<Rational> high = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            low.add(start.lower().get(i).add(w.get(i)).max(domain.lower().get(i)));
            high.add(start.upper().get(i).add(w.get(i)).min(domain.upper().get(i)));
            if (low.get(i).compareTo(high.get(i)) > 0) {
                return Optional.empty();
            }
        }
        List<Rational> middle = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            middle.add(low.get(i).add(high.get(i)).divide(Rational.of(2)));
        }
        ExactPolyhedron moved =
                new ExactPolyhedron(rows.stream().map(Row::exact).toList(), new Box(low, high));
        return ExactNearestPoint.fromScratch(Norm.L2, moved, middle).map(ExactNearest::point);
    }

    private boolean isNearest(List<Rational> w, List<Rational> multipliers) {
        Rational square = Rational.ZERO;
        for (Rational step : w) {
            square = square.add(step.multiply(step));
        }
        boolean proper = multipliers.stream().allMatch(m -> m.signum() >= 0);
        return square.signum() == 0
                || (proper && !rows.isEmpty() && proof.keepsAway(rows, multipliers, new Radius(Norm.L2, square)));
    }

    private static List<Rational> simplest(List<Rational> values, Rational error) {
        return values.stream()
                .map(value -> simplest(value.subtract(error), value.add(error)))
                .toList();
    }

    /** The fraction of least denominator in an interval (Stern and Brocot). */
    static Rational simplest(Rational low, Rational high) {
        if (low.signum() <= 0 && high.signum() >= 0) {
            return Rational.ZERO;
        }
        if (high.signum() < 0) {
            return simplest(high.negate(), low.negate()).negate();
        }
        BigInteger floor = low.numerator().divide(low.denominator());
        Rational whole = Rational.of(floor, BigInteger.ONE);
        if (whole.equals(low)) {
            return low;
        }
        Rational next = whole.add(Rational.ONE);
        if (next.compareTo(high) <= 0) {
            return next;
        }
        Rational rest = simplest(Rational.ONE.divide(high.subtract(whole)), Rational.ONE.divide(low.subtract(whole)));
        return whole.add(Rational.ONE.divide(rest));
    }
}
