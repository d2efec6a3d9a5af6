package io.github.relucert.convex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Euclidean projection onto a polyhedron by a dual active-set method in the spirit of Goldfarb and Idnani ("A numerically
 * stable dual method for solving strictly convex quadratic programs", 1983).
 *
 * <p>Only rows carry multipliers. For multipliers {@code w >= 0} the minimiser over the box is {@code x(w) = clip(x0 - G^T w)},
 * so the sides never enter the active set: they are clipped. The dual function is concave and piecewise quadratic with
 * gradient {@code G x(w) - h}. As in the method of Lawson and Hanson for non-negative least squares, the most violated row
 * joins the working set; Newton steps on its rows, restricted to the coordinates that are not clipped and cut by an exact line
 * search, restore equality; a row whose multiplier falls to zero leaves. The dual value rises with each step, so no working
 * set comes back.
 */
public final class DualActiveSet {
    private static final double TOLERANCE = 1e-13;
    private static final double ACCEPTED = 1e-8;
    private static final int NEWTON_STEPS = 60;

    private final Polyhedron polyhedron;
    private final double[] centre;
    private final int size;
    private final int rows;
    private final double[] length;
    private final double[] weights;
    private final double[] pull;
    private final double[] point;
    private final List<Integer> working = new ArrayList<>();
    private double magnitude;

    private DualActiveSet(Polyhedron polyhedron, double[] centre) {
        this.polyhedron = polyhedron;
        this.centre = centre;
        this.size = polyhedron.size();
        this.rows = polyhedron.rows();
        this.length = new double[rows];
        this.weights = new double[rows];
        this.pull = new double[size];
        this.point = new double[size];
        for (int k = 0; k < rows; k++) {
            double sum = 0;
            for (int i = 0; i < size; i++) {
                sum += square(polyhedron.normals()[k * size + i]);
            }
            length[k] = sum > 0 ? Math.sqrt(sum) : 1;
        }
    }

    private static double square(double v) {
        return v * v;
    }

    /** The point of the polyhedron nearest to {@code centre} in l2; multipliers belong to half the squared distance. */
    public static Projection project(Polyhedron polyhedron, double[] centre) {
        return project(polyhedron, centre, new double[polyhedron.rows()], Double.POSITIVE_INFINITY);
    }

    /**
     * The same from given multipliers.
     *
     * @param start non-negative multipliers of a similar problem
     * @param cutoff the method may stop as soon as the distance is known to be at least this
     */
    public static Projection project(Polyhedron polyhedron, double[] centre, double[] start, double cutoff) {
        if (polyhedron.hasCrossedSides()) {
            return new Projection.Empty(new double[0]);
        }
        DualActiveSet method = new DualActiveSet(polyhedron, centre);
        for (int k = 0; k < start.length; k++) {
            if (start[k] > 0) {
                method.weights[k] = start[k] * method.length[k];
                method.working.add(k);
            }
        }
        return method.run(cutoff);
    }

    private Projection run(double cutoff) {
        place();
        int limit = 20 * (rows + 5);
        boolean settled = working.isEmpty();
        for (int round = 0; round < limit; round++) {
            int entering = settled ? mostViolated() : -1;
            if (settled && entering < 0) {
                return nearest();
            }
            if (settled) {
                working.add(entering);
            }
            for (int step = 0; step < NEWTON_STEPS && !isSettled(); step++) {
                double[] direction = direction();
                if (refutes(direction)) {
                    return new Projection.Empty(unscaled(direction));
                }
                if (!advance(direction)) {
                    break;
                }
                place();
                if (isFarther(cutoff)) {
                    return new Projection.Farther(Math.sqrt(2 * dualValue()), unscaled(weightsOfWorking()));
                }
            }
            if (!isNearlySettled()) {
                return refutes(weightsOfWorking())
                        ? new Projection.Empty(unscaled(weightsOfWorking()))
                        : new Projection.Unsettled("the active rows are too close to dependent");
            }
            if (entering >= 0 && !working.contains(entering) && violation(entering) > threshold(entering)) {
                return acceptable() ? nearest() : new Projection.Unsettled("no progress on a violated row");
            }
            settled = true;
        }
        return acceptable()
                ? nearest()
                : new Projection.Unsettled("stopped after " + limit + " changes of the active rows");
    }

    /** Pull {@code G^T w} and the clipped point that belong to the multipliers. */
    private void place() {
        Arrays.fill(pull, 0);
        for (int k : working) {
            double factor = weights[k] / length[k];
            for (int i = 0; i < size; i++) {
                pull[i] += factor * polyhedron.normals()[k * size + i];
            }
        }
        double sum = 0;
        for (int i = 0; i < size; i++) {
            point[i] = clip(i, centre[i] - pull[i]);
            sum += square(point[i]);
        }
        magnitude = Math.sqrt(sum);
    }

    private double clip(int i, double value) {
        return Math.min(Math.max(value, polyhedron.lower()[i]), polyhedron.upper()[i]);
    }

    private boolean isFreeAt(int i, double value) {
        return value > polyhedron.lower()[i] && value < polyhedron.upper()[i];
    }

    private double violation(int row) {
        return polyhedron.violation(row, point) / length[row];
    }

    private double threshold(int row) {
        return TOLERANCE * (Math.abs(polyhedron.limits()[row]) / length[row] + magnitude + Double.MIN_NORMAL);
    }

    private int mostViolated() {
        int best = -1;
        double bestMiss = 0;
        for (int k = 0; k < rows; k++) {
            double miss = violation(k) - 4 * threshold(k);
            if (miss > bestMiss && !working.contains(k)) {
                best = k;
                bestMiss = miss;
            }
        }
        return best;
    }

    private boolean isSettled() {
        for (int k : working) {
            if (!(Math.abs(violation(k)) <= threshold(k))) {
                return false;
            }
        }
        return true;
    }

    private boolean isNearlySettled() {
        for (int k : working) {
            if (!(Math.abs(violation(k)) <= threshold(k) / TOLERANCE * ACCEPTED)) {
                return false;
            }
        }
        return true;
    }

    private boolean acceptable() {
        for (int k = 0; k < rows; k++) {
            if (!(violation(k) <= threshold(k) / TOLERANCE * ACCEPTED)) {
                return false;
            }
        }
        return true;
    }

    /** Newton direction of the dual function on the working rows, at the present set of unclipped coordinates. */
    private double[] direction() {
        int n = working.size();
        double[][] gram = new double[n][n];
        double[] gradient = new double[n];
        int[] free = new int[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (isFreeAt(i, centre[i] - pull[i])) {
                free[count++] = i;
            }
        }
        for (int a = 0; a < n; a++) {
            int rowA = working.get(a);
            gradient[a] = violation(rowA);
            for (int b = 0; b <= a; b++) {
                int rowB = working.get(b);
                double sum = 0;
                for (int f = 0; f < count; f++) {
                    sum += polyhedron.normals()[rowA * size + free[f]]
                            * polyhedron.normals()[rowB * size + free[f]];
                }
                gram[a][b] = sum / (length[rowA] * length[rowB]);
            }
        }
        return Cholesky.solve(gram, gradient);
    }

    /**
     * {@code sum of direction_k g_k}, cleaned of what is only rounding; where a side is infinite, also of what could matter only
     * at points of ten digits before the point.
     */
    private double[] combination(double[] direction) {
        double[] result = new double[size];
        double[] scale = new double[size];
        for (int a = 0; a < direction.length; a++) {
            int row = working.get(a);
            double factor = direction[a] / length[row];
            for (int i = 0; i < size; i++) {
                double term = factor * polyhedron.normals()[row * size + i];
                result[i] += term;
                scale[i] += Math.abs(term);
            }
        }
        for (int i = 0; i < size; i++) {
            boolean open = Double.isInfinite(polyhedron.lower()[i])
                    || Double.isInfinite(polyhedron.upper()[i]);
            result[i] = Math.abs(result[i]) <= (open ? 1e-10 : 1e-14) * scale[i] ? 0 : result[i];
        }
        return result;
    }

    /** Whether these weights are non-negative and their sum of rows is violated on the whole box. */
    private boolean refutes(double[] direction) {
        double largest = 0;
        for (double d : direction) {
            largest = Math.max(largest, d);
        }
        double limit = 0;
        double scale = 0;
        for (int a = 0; a < direction.length; a++) {
            if (direction[a] < -1e-14 * largest) {
                return false;
            }
            double term = direction[a] * polyhedron.limits()[working.get(a)] / length[working.get(a)];
            limit += term;
            scale += Math.abs(term);
        }
        double least = -limit;
        double[] u = combination(direction);
        for (int i = 0; i < size; i++) {
            double side = u[i] > 0 ? polyhedron.lower()[i] : polyhedron.upper()[i];
            if (u[i] != 0) {
                least += u[i] * side;
                scale += Math.abs(u[i] * side);
            }
        }
        return least > 1e-12 * scale;
    }

    /** A step along the direction, cut at the maximum of the dual function and at the first multiplier that reaches zero. */
    private boolean advance(double[] direction) {
        double longest = Double.POSITIVE_INFINITY;
        double limit = 0;
        for (int a = 0; a < direction.length; a++) {
            int row = working.get(a);
            limit += direction[a] * polyhedron.limits()[row] / length[row];
            if (direction[a] < 0) {
                longest = Math.min(longest, weights[row] / -direction[a]);
            }
        }
        double[] u = combination(direction);
        double slope = slope(u, limit, 0);
        if (!(slope > 0) || !(longest > 0)) {
            return dropZeros(direction);
        }
        double step = lineSearch(u, limit, slope, longest);
        for (int a = 0; a < direction.length; a++) {
            int row = working.get(a);
            double moved = weights[row] + step * direction[a];
            boolean gone = step == longest && weights[row] / -direction[a] <= longest && direction[a] < 0;
            weights[row] = gone || !(moved > 0) ? 0 : moved;
        }
        working.removeIf(k -> weights[k] == 0);
        return step > 0 && Double.isFinite(step);
    }

    /** Drops rows at multiplier zero that the direction would make negative; false when nothing changes. */
    private boolean dropZeros(double[] direction) {
        List<Integer> gone = new ArrayList<>();
        for (int a = 0; a < direction.length; a++) {
            if (weights[working.get(a)] == 0 && direction[a] < 0) {
                gone.add(working.get(a));
            }
        }
        return working.removeAll(gone);
    }

    /** Derivative of the dual function along the direction, at step {@code step}. */
    private double slope(double[] u, double limit, double step) {
        double sum = -limit;
        for (int i = 0; i < size; i++) {
            if (u[i] != 0) {
                sum += u[i] * clip(i, centre[i] - pull[i] - step * u[i]);
            }
        }
        return sum;
    }

    /** Root of the decreasing piecewise linear derivative in {@code (0, longest]}, by regula falsi (Illinois). */
    private double lineSearch(double[] u, double limit, double slopeAtZero, double longest) {
        double left = 0;
        double leftSlope = slopeAtZero;
        double right = Math.min(1, longest);
        double rightSlope = slope(u, limit, right);
        double small = 1e-12 * slopeAtZero;
        while (rightSlope > small && right < longest && right < 1e18) {
            left = right;
            leftSlope = rightSlope;
            right = Math.min(4 * right, longest);
            rightSlope = slope(u, limit, right);
        }
        for (int k = 0; k < 60 && rightSlope < -small; k++) {
            double middle = left + (right - left) * (leftSlope / (leftSlope - rightSlope));
            double middleSlope = slope(u, limit, middle);
            if (Math.abs(middleSlope) <= small || !(middle > left && middle < right)) {
                return middle;
            }
            if (middleSlope > 0) {
                left = middle;
                leftSlope = middleSlope;
                rightSlope /= 2;
            } else {
                right = middle;
                rightSlope = middleSlope;
                leftSlope /= 2;
            }
        }
        return right;
    }

    private double[] weightsOfWorking() {
        return working.stream().mapToDouble(k -> weights[k]).toArray();
    }

    /** Half the squared distance of the clipped point plus the weighted violations: a lower bound on the true half square. */
    private double dualValue() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += square(point[i] - centre[i]) / 2;
        }
        for (int k : working) {
            sum += weights[k] * violation(k);
        }
        return sum;
    }

    private boolean isFarther(double cutoff) {
        return cutoff < Double.POSITIVE_INFINITY && dualValue() >= cutoff * cutoff / 2;
    }

    private double[] unscaled(double[] direction) {
        double[] result = new double[rows];
        for (int a = 0; a < direction.length; a++) {
            int row = working.get(a);
            result[row] = Math.max(direction[a], 0) / length[row];
        }
        return result;
    }

    private Projection nearest() {
        double[] multipliers = unscaled(weightsOfWorking());
        List<Place> places = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double wish = centre[i] - pull[i];
            boolean below = wish <= polyhedron.lower()[i];
            places.add(below ? Place.LOWER_SIDE : wish >= polyhedron.upper()[i] ? Place.UPPER_SIDE : Place.FREE);
            sum += square(point[i] - centre[i]);
        }
        List<Integer> active =
                working.stream().filter(k -> weights[k] > 0).sorted().toList();
        return new Projection.Nearest(point.clone(), Math.sqrt(sum), multipliers, new ActiveSet(active, places));
    }
}
