package io.github.relucert.convex;

/**
 * The points with {@code G x <= h} and {@code lower <= x <= upper}, in double. The arrays are shared, not copied, because a
 * search builds thousands of these; nobody writes to them afterwards.
 *
 * @param normals {@code G}, row-major, {@code rows x size}
 * @param limits {@code h}
 * @param lower lower sides, {@code -inf} where there is none
 * @param upper upper sides, {@code +inf} where there is none
 */
public record Polyhedron(double[] normals, double[] limits, double[] lower, double[] upper) {
    /** @throws IllegalArgumentException when the lengths do not fit together */
    public Polyhedron {
        if (lower.length != upper.length || normals.length != (long) limits.length * lower.length) {
            throw new IllegalArgumentException(normals.length + " coefficients for " + limits.length + " rows and "
                    + lower.length + " or " + upper.length + " coordinates");
        }
    }

    /** Number of inequalities besides the sides. */
    public int rows() {
        return limits.length;
    }

    /** Number of coordinates. */
    public int size() {
        return lower.length;
    }

    /** {@code g_row . x - h_row}: positive where the row is violated. */
    public double violation(int row, double[] x) {
        double sum = -limits[row];
        int start = row * size();
        for (int i = 0; i < x.length; i++) {
            sum += normals[start + i] * x[i];
        }
        return sum;
    }

    /** Whether some lower side lies above its upper side. */
    boolean hasCrossedSides() {
        for (int i = 0; i < lower.length; i++) {
            if (!(lower[i] <= upper[i])) {
                return true;
            }
        }
        return false;
    }
}
