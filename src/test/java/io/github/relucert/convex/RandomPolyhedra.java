package io.github.relucert.convex;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random polyhedra in double and, number for number, in rationals. */
record RandomPolyhedra(Polyhedron polyhedron, double[] centre) {
    /** Gaussian rows, each violated or satisfied at the centre; about half of the sides finite, some at the centre itself. */
    static RandomPolyhedra gaussian(Random random, int size, int rows) {
        double[] centre = DualSimplexTest.gaussian(random, size);
        double[] normals = DualSimplexTest.gaussian(random, size * rows);
        double[] limits = new double[rows];
        double[] inner = DualSimplexTest.gaussian(random, size);
        boolean feasible = random.nextInt(4) > 0;
        for (int k = 0; k < rows; k++) {
            limits[k] = feasible ? random.nextDouble() : random.nextGaussian();
            for (int i = 0; i < size; i++) {
                limits[k] += normals[k * size + i] * (centre[i] + 0.3 * inner[i]);
            }
        }
        return new RandomPolyhedra(withSides(random, normals, limits, centre), centre);
    }

    /** Small integers: ties, parallel and repeated rows, degenerate vertices, empty interiors. */
    static RandomPolyhedra integers(Random random, int size, int rows) {
        double[] centre = new double[size];
        double[] normals = new double[size * rows];
        double[] limits = new double[rows];
        for (int k = 0; k < normals.length; k++) {
            normals[k] = random.nextInt(5) - 2;
        }
        for (int k = 0; k < rows; k++) {
            limits[k] = random.nextInt(6) - 3;
        }
        for (int i = 0; i < size; i++) {
            centre[i] = random.nextInt(3) - 1;
        }
        if (rows > 1 && random.nextBoolean()) {
            double factor = random.nextBoolean() ? -1 : 2;
            for (int i = 0; i < size; i++) {
                normals[size + i] = factor * normals[i];
            }
            limits[1] = factor * limits[0];
        }
        return new RandomPolyhedra(withSides(random, normals, limits, centre), centre);
    }

    private static Polyhedron withSides(Random random, double[] normals, double[] limits, double[] centre) {
        double[] lower = new double[centre.length];
        double[] upper = new double[centre.length];
        for (int i = 0; i < centre.length; i++) {
            int kind = random.nextInt(6);
            lower[i] =
                    kind < 2 ? Double.NEGATIVE_INFINITY : kind == 2 ? centre[i] : centre[i] - random.nextInt(8) / 4.0;
            upper[i] = kind == 1 || kind == 3 ? Double.POSITIVE_INFINITY : centre[i] + random.nextInt(8) / 4.0;
            if (random.nextInt(12) == 0 && lower[i] > Double.NEGATIVE_INFINITY) {
                // The whole interval moves away from the centre, as after a split of this coordinate.
                double shift = upper[i] < Double.POSITIVE_INFINITY ? upper[i] - lower[i] + 0.5 : 0.75;
                lower[i] += shift;
                upper[i] += shift;
            }
        }
        return new Polyhedron(normals, limits, lower, upper);
    }

    ExactPolyhedron exact() {
        int size = polyhedron.size();
        List<ExactRow> rows = new ArrayList<>();
        for (int k = 0; k < polyhedron.rows(); k++) {
            List<Rational> normal = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                normal.add(Rational.of(polyhedron.normals()[k * size + i]));
            }
            rows.add(new ExactRow(normal, Rational.of(polyhedron.limits()[k])));
        }
        return new ExactPolyhedron(rows, new Box(sides(polyhedron.lower()), sides(polyhedron.upper())));
    }

    private static List<Rational> sides(double[] values) {
        List<Rational> result = new ArrayList<>();
        for (double value : values) {
            result.add(
                    Double.isFinite(value)
                            ? Rational.of(value)
                            : value > 0 ? Rational.POSITIVE_INFINITY : Rational.NEGATIVE_INFINITY);
        }
        return result;
    }

    List<Rational> exactCentre() {
        return sides(centre);
    }
}
