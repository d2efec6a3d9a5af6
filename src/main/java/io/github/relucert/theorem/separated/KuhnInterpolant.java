package io.github.relucert.theorem.separated;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.theorem.circuit.Gadgets;
import io.github.relucert.theorem.circuit.Gadgets.Extreme;
import io.github.relucert.theorem.circuit.LayeredCircuit;
import io.github.relucert.theorem.circuit.Signal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A continuous function on {@code [0,1]^d}, affine on every simplex of Kuhn's (Freudenthal's) triangulation of a grid with {@code M}
 * cells a side, given by its values at the {@code (M + 1)^d} vertices.
 *
 * <p>As a ReLU network it is the sum over the vertices {@code v} of its value times the hat
 * {@code relu(1 - max_i relu(u_i) - max_i relu(-u_i))}, {@code u = M x - v}. With {@code d} a power of two, {@code d >= 2}, that takes
 * {@code (M + 1)^d (13 d - 6) + 1} parameters.
 */
final class KuhnInterpolant {
    private final int dimension;
    private final int cells;
    private final double[] values;

    private KuhnInterpolant(int dimension, int cells, double[] values) {
        this.dimension = dimension;
        this.cells = cells;
        this.values = values;
    }

    /** Takes the values of a function at the vertices. */
    static KuhnInterpolant of(int dimension, int cells, ToDoubleFunction<List<Rational>> function) {
        if (dimension < 1 || cells < 1) {
            throw new IllegalArgumentException(cells + " cells a side in dimension " + dimension);
        }
        int count = 1;
        for (int i = 0; i < dimension; i++) {
            count = Math.multiplyExact(count, cells + 1);
        }
        double[] values = new double[count];
        for (int index = 0; index < count; index++) {
            List<Rational> vertex = new ArrayList<>();
            for (int step : coordinates(index, dimension, cells)) {
                vertex.add(Rational.of(step, cells));
            }
            values[index] = function.applyAsDouble(vertex);
        }
        return new KuhnInterpolant(dimension, cells, values);
    }

    /** Takes the values of {@code f*}, rounded to double once in l_inf and l1 and up to a few units in the last place in l2. */
    static KuhnInterpolant of(RobustClassifier function, int cells) {
        boolean rational = function.sets().norm() != Norm.L2;
        return of(
                function.sets().dimension(),
                cells,
                x -> rational
                        ? function.value(x).doubleNearest()
                        : function.value(
                                x.stream().mapToDouble(Rational::doubleNearest).toArray()));
    }

    private static int[] coordinates(int index, int dimension, int cells) {
        int[] result = new int[dimension];
        int rest = index;
        for (int i = dimension - 1; i >= 0; i--) {
            result[i] = rest % (cells + 1);
            rest /= cells + 1;
        }
        return result;
    }

    int dimension() {
        return dimension;
    }

    int cells() {
        return cells;
    }

    /** The stored value at a vertex, given by its coordinates times {@code M}. */
    double vertex(int... steps) {
        int index = 0;
        for (int step : steps) {
            index = index * (cells + 1) + step;
        }
        return values[index];
    }

    /** The exact value at a point of the cube. */
    Rational at(List<Rational> x) {
        int[] corner = new int[dimension];
        Rational[] local = new Rational[dimension];
        for (int i = 0; i < dimension; i++) {
            Rational scaled = x.get(i).multiply(Rational.of(cells));
            BigInteger floor = scaled.numerator().divide(scaled.denominator());
            corner[i] = Math.min(floor.intValueExact(), cells - 1);
            local[i] = scaled.subtract(Rational.of(corner[i]));
        }
        // Raise the coordinates of the corner in descending order of the local coordinates: the vertices of the
        // simplex.
        Integer[] order = descending(Comparator.comparing(i -> local[i]));
        Rational previous = Rational.ONE;
        Rational sum = Rational.ZERO;
        for (int i : order) {
            sum = sum.add(previous.subtract(local[i]).multiply(Rational.of(vertex(corner))));
            previous = local[i];
            corner[i]++;
        }
        return sum.add(previous.multiply(Rational.of(vertex(corner))));
    }

    /** The value at a point of the cube, in double. */
    double at(double[] x) {
        int[] corner = new int[dimension];
        double[] local = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            double scaled = x[i] * cells;
            corner[i] = Math.min((int) scaled, cells - 1);
            local[i] = scaled - corner[i];
        }
        Integer[] order = descending(Comparator.comparingDouble(i -> local[i]));
        double previous = 1;
        double sum = 0;
        for (int i : order) {
            sum += (previous - local[i]) * vertex(corner);
            previous = local[i];
            corner[i]++;
        }
        return sum + previous * vertex(corner);
    }

    private Integer[] descending(Comparator<Integer> comparator) {
        return IntStream.range(0, dimension)
                .boxed()
                .sorted(comparator.reversed())
                .toArray(Integer[]::new);
    }

    /**
     * A bound of the Lipschitz constant in l_inf on one cell: the sum over the coordinates of the steepest of its edges.
     *
     * @param corner the cell's lowest vertex, coordinates times {@code M}
     */
    double steepness(int[] corner) {
        double total = 0;
        for (int i = 0; i < dimension; i++) {
            double steepest = 0;
            for (int subset = 0; subset < 1 << dimension; subset++) {
                if ((subset >> i & 1) == 0) {
                    int[] low = corner.clone();
                    for (int j = 0; j < dimension; j++) {
                        low[j] += subset >> j & 1;
                    }
                    double start = vertex(low);
                    low[i]++;
                    steepest = Math.max(steepest, Math.abs(vertex(low) - start));
                }
            }
            total += cells * steepest;
        }
        return total;
    }

    /**
     * A point with its value.
     *
     * @param point in the cube
     * @param value the interpolant there
     */
    record Minimum(List<Rational> point, Rational value) {}

    /**
     * The exact least value over the part of a box that lies in the cube. On a cell met with the box the function is affine between
     * the hyperplanes {@code u_i = u_j}, so that the minimum is attained where every coordinate equals some side of that part.
     */
    Minimum minimumOver(Box box) {
        List<Minimum> found = new ArrayList<>();
        minimum(box, new int[0], found);
        return found.stream().min(Comparator.comparing(Minimum::value)).orElseThrow();
    }

    private void minimum(Box box, int[] corner, List<Minimum> found) {
        if (corner.length == dimension) {
            found.add(minimumInCell(box, corner));
            return;
        }
        int i = corner.length;
        for (int step = 0; step < cells; step++) {
            boolean below = box.upper().get(i).compareTo(Rational.of(step, cells)) < 0;
            boolean above = box.lower().get(i).compareTo(Rational.of(step + 1, cells)) > 0;
            if (!below && !above) {
                int[] longer = new int[i + 1];
                System.arraycopy(corner, 0, longer, 0, i);
                longer[i] = step;
                minimum(box, longer, found);
            }
        }
    }

    private Minimum minimumInCell(Box box, int[] corner) {
        List<Rational> low = new ArrayList<>();
        List<Rational> high = new ArrayList<>();
        TreeSet<Rational> sides = new TreeSet<>();
        for (int i = 0; i < dimension; i++) {
            Rational origin = Rational.of(corner[i], cells);
            Rational end = Rational.of(corner[i] + 1L, cells);
            low.add(box.lower().get(i).max(origin).subtract(origin));
            high.add(box.upper().get(i).min(end).subtract(origin));
            sides.add(low.getLast());
            sides.add(high.getLast());
        }
        List<List<Rational>> candidates = List.of(List.of());
        for (int i = 0; i < dimension; i++) {
            List<List<Rational>> longer = new ArrayList<>();
            for (List<Rational> candidate : candidates) {
                for (Rational side : sides.subSet(low.get(i), true, high.get(i), true)) {
                    List<Rational> next = new ArrayList<>(candidate);
                    next.add(side.add(Rational.of(corner[i], cells)));
                    longer.add(next);
                }
            }
            candidates = longer;
        }
        return candidates.stream()
                .map(x -> new Minimum(x, at(x)))
                .min(Comparator.comparing(Minimum::value))
                .orElseThrow();
    }

    /** The network that reads the point as it is; right on the cube. */
    LayeredCircuit.Built network() {
        LayeredCircuit circuit = new LayeredCircuit(dimension);
        return network(
                circuit, IntStream.range(0, dimension).mapToObj(circuit::input).toList());
    }

    /** The network that first moves the point to the nearest one of the cube, by two neurons a coordinate. */
    LayeredCircuit.Built clippedNetwork() {
        LayeredCircuit circuit = new LayeredCircuit(dimension);
        List<Signal> clipped = IntStream.range(0, dimension)
                .mapToObj(i -> Gadgets.clip(circuit, circuit.input(i)))
                .toList();
        circuit.closeLayer();
        return network(circuit, clipped);
    }

    /** The network that takes its coordinates from signals of the circuit's open layer. */
    LayeredCircuit.Built network(LayeredCircuit circuit, List<Signal> coordinates) {
        List<List<Signal>> groups = new ArrayList<>();
        for (int index = 0; index < values.length; index++) {
            int[] vertex = coordinates(index, dimension, cells);
            for (int sign : new int[] {1, -1}) {
                List<Signal> group = new ArrayList<>();
                for (int i = 0; i < dimension; i++) {
                    Signal u = coordinates.get(i).times(cells).plus(-vertex[i]);
                    group.add(circuit.relu(u.times(sign)));
                }
                groups.add(group);
            }
        }
        circuit.closeLayer();
        List<Signal> largest = Gadgets.extremes(circuit, Extreme.MAXIMUM, groups);
        List<Signal> hats = new ArrayList<>();
        for (int index = 0; index < values.length; index++) {
            Signal both = largest.get(2 * index).plus(largest.get(2 * index + 1));
            hats.add(circuit.relu(both.times(-1).plus(1)));
        }
        circuit.closeLayer();
        List<Integer> units = IntStream.range(0, values.length).boxed().toList();
        List<Double> weights = IntStream.range(0, values.length)
                .mapToObj(index -> values[index])
                .toList();
        return circuit.build(List.of(new Signal(hats.getFirst().layer(), units, weights, OptionalDouble.of(0))));
    }

    /**
     * {@code (M + 1)^d c_d + 1}; {@code c_d} is {@code 13 d - 6} for powers of two from 2 on, and 8, 34, 62 for 1, 3, 5.
     *
     * @throws IllegalArgumentException for a dimension without a formula
     */
    static long formula(int dimension, int cells) {
        long perVertex = switch (dimension) {
            case 1 -> 8;
            case 3 -> 34;
            case 5 -> 62;
            case 2, 4, 8 -> 13L * dimension - 6;
            default -> throw new IllegalArgumentException("no formula for dimension " + dimension);
        };
        long vertices = 1;
        for (int i = 0; i < dimension; i++) {
            vertices = Math.multiplyExact(vertices, cells + 1L);
        }
        return vertices * perVertex + 1;
    }
}
