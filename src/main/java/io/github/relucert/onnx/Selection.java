package io.github.relucert.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A rearrangement of the elements of a tensor: of every element of the result, where it comes from. Transposes, slices,
 * gathers, splits, paddings, nearest-neighbour resizes and broadcasts are all of this kind, for constants and for data alike.
 */
final class Selection {
    private final Budget budget;
    private final List<Integer> shape;
    private final int[] sources;

    private Selection(Budget budget, List<Integer> shape, int[] sources) {
        this.budget = budget;
        this.shape = List.copyOf(shape);
        this.sources = sources;
    }

    /** All elements of a tensor as they are. */
    static Selection of(List<Integer> shape, Budget budget) {
        int[] sources = new int[budget.numbers(shape)];
        Arrays.setAll(sources, i -> i);
        return new Selection(budget, shape, sources);
    }

    List<Integer> shape() {
        return shape;
    }

    /** For every element, row-major, the flat position it is taken from; -1 where it is zero. */
    int[] sources() {
        return sources;
    }

    /** A factor of 1 for every element. */
    double[] ones() {
        double[] ones = new double[budget.numbers(sources.length)];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** Whether every element of a tensor with {@code size} elements stays where it is. */
    boolean isIdentity(int size) {
        boolean same = sources.length == size;
        for (int i = 0; same && i < size; i++) {
            same = sources[i] == i;
        }
        return same;
    }

    /** The same elements in another shape of the same size. */
    Selection reshape(List<Integer> target) {
        return new Selection(budget, target, sources);
    }

    /** Axis {@code k} of the result is axis {@code order[k]}, which must be a permutation. */
    Selection transpose(int[] order) {
        int[] strides = strides(shape);
        List<Integer> target = Arrays.stream(order).mapToObj(shape::get).toList();
        return walk(target, Arrays.stream(order).map(axis -> strides[axis]).toArray());
    }

    /** Repeats the tensor along new axes in front and along axes of length 1, as numpy broadcasts to {@code target}. */
    Selection broadcast(List<Integer> target) {
        if (target.equals(shape)) {
            return this;
        }
        int[] strides = strides(shape);
        int added = target.size() - shape.size();
        int[] steps = new int[target.size()];
        for (int axis = added; axis < steps.length; axis++) {
            steps[axis] = shape.get(axis - added) == 1 ? 0 : strides[axis - added];
        }
        return walk(target, steps);
    }

    /** Position {@code i} on an axis of the result is position {@code positions[i]}, or zero where that is -1. */
    Selection pick(int axis, int[] positions) {
        int length = shape.get(axis);
        int inner = size(shape.subList(axis + 1, shape.size()));
        int outer = size(shape.subList(0, axis));
        List<Integer> target = resized(shape, axis, positions.length);
        int[] picked = new int[budget.numbers(target)];
        int next = 0;
        for (int o = 0; o < outer; o++) {
            for (int position : positions) {
                for (int i = 0; i < inner; i++) {
                    picked[next++] = position < 0 ? -1 : sources[(o * length + position) * inner + i];
                }
            }
        }
        return new Selection(budget, target, picked);
    }

    private Selection walk(List<Integer> target, int[] steps) {
        int[] picked = new int[budget.numbers(target)];
        int[] position = new int[steps.length];
        int source = 0;
        for (int i = 0; i < picked.length; i++) {
            picked[i] = sources[source];
            // Counts up like an odometer, the last axis fastest.
            for (int axis = steps.length - 1; axis >= 0; axis--) {
                source += steps[axis];
                if (++position[axis] < target.get(axis)) {
                    break;
                }
                source -= steps[axis] * position[axis];
                position[axis] = 0;
            }
        }
        return new Selection(budget, target, picked);
    }

    /** A shape with another length along an axis. */
    static List<Integer> resized(List<Integer> shape, int axis, int length) {
        List<Integer> target = new ArrayList<>(shape);
        target.set(axis, length);
        return List.copyOf(target);
    }

    private static int[] strides(List<Integer> shape) {
        int[] strides = new int[shape.size()];
        int stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape.get(axis);
        }
        return strides;
    }

    /** The product of dimensions that are known to fit. */
    static int size(List<Integer> shape) {
        return shape.stream().reduce(1, Math::multiplyExact);
    }
}
