package io.github.relucert.onnx;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.Sparse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Matrix products with a constant on one side. */
final class Products {
    private Products() {}

    /** {@code A B} for vectors, matrices and stacks of matrices, as numpy's {@code matmul}. */
    static Value matMul(Call call) {
        Product product = product(call, call.input(0), call.input(1));
        return call.draft().affine(call.node(), product.shape(), List.of(product.term()));
    }

    /** {@code alpha A' B' + beta C}, where a prime transposes when the node says so. */
    static Value gemm(Call call) {
        double alpha = call.number("alpha", 1);
        double beta = call.number("beta", 1);
        Value a = times(call, transposed(call, call.input(0), "transA"), alpha);
        Value b = times(call, transposed(call, call.input(1), "transB"), alpha);
        Product product = product(call, a, b);
        if (call.optional(2).isEmpty()) {
            return call.draft().affine(call.node(), product.shape(), List.of(product.term()));
        }
        Tensor c = call.asConstant(times(call, new Value.Constant(call.weights(2)), beta));
        call.require(
                call.broadcast(c.shape(), product.shape()).equals(product.shape()),
                "C has the shape " + c.shape() + " for a product of shape " + product.shape());
        return call.draft()
                .affine(call.node(), product.shape(), List.of(product.term()), call.spread(c, product.shape()));
    }

    private static Value transposed(Call call, Value value, String flag) {
        call.require(value.shape().size() == 2, "an input has the shape " + value.shape() + "; supported are matrices");
        return call.integer(flag, 0) == 0
                ? value
                : call.rearrange(value, call.all(value).transpose(new int[] {1, 0}));
    }

    /** A constant times a number; data stay as they are, their partner carries the number. */
    private static Value times(Call call, Value value, double factor) {
        if (factor == 1 || !(value instanceof Value.Constant(Tensor tensor))) {
            return value;
        }
        double[] product = new double[call.budget().numbers(tensor.size())];
        double[] numbers = call.finite(tensor).numbers();
        Arrays.setAll(
                product,
                i -> call.draft().round(call.node(), Rational.of(numbers[i]).multiply(Rational.of(factor))));
        return new Value.Constant(tensor.with(product));
    }

    /** The linear part of a product and the product's shape. */
    private record Product(Affine.Term term, List<Integer> shape) {}

    private static Product product(Call call, Value a, Value b) {
        List<Integer> left = a.shape();
        List<Integer> right = b.shape();
        call.require(
                !left.isEmpty() && !right.isEmpty(),
                "a product with a single number; supported are vectors and matrices");
        int inner = left.getLast();
        List<Integer> rows = left.size() == 1 ? List.of(1, inner) : left;
        List<Integer> columns = right.size() == 1 ? List.of(right.getFirst(), 1) : right;
        call.require(columns.get(columns.size() - 2) == inner, "shapes " + left + " and " + right + " do not fit");
        List<Integer> stack = call.broadcast(rows.subList(0, rows.size() - 2), columns.subList(0, columns.size() - 2));
        int n = rows.get(rows.size() - 2);
        int m = columns.getLast();
        int[] first =
                call.all(a).reshape(rows).broadcast(joined(stack, n, inner)).sources();
        int[] second =
                call.all(b).reshape(columns).broadcast(joined(stack, inner, m)).sources();
        List<Integer> shape = new ArrayList<>(stack);
        shape.addAll(left.size() == 1 ? List.of() : List.of(n));
        shape.addAll(right.size() == 1 ? List.of() : List.of(m));

        boolean dataFirst = !(a instanceof Value.Constant);
        Value.Data data = call.asData(dataFirst ? a : b);
        double[] weights = call.finite(call.asConstant(dataFirst ? b : a)).numbers();
        int size = Selection.size(data.shape());
        int outputs = call.budget().numbers(joined(stack, n, m));
        int entries = size == inner
                ? call.budget().numbers(2L * outputs * inner) / 2
                : call.budget().entries((long) outputs * inner);
        int[] places = new int[size == inner ? 0 : entries];
        double[] coefficients = new double[entries];
        for (int entry = 0; entry < entries; entry++) {
            int row = entry / inner;
            int l = entry % inner;
            int matrix = row / (n * m);
            int x = first[(matrix * n + row / m % n) * inner + l];
            int y = second[(matrix * inner + l) * m + row % m];
            coefficients[entry] = weights[dataFirst ? y : x];
            if (places.length > 0) {
                places[entry] = dataFirst ? x : y;
            }
        }
        // Data that are one vector meet every output: a dense matrix.
        int[] starts = IntStream.rangeClosed(0, outputs).map(row -> row * inner).toArray();
        Affine.Term term = new Affine.Term(
                data.number(),
                size == inner
                        ? new Dense(outputs, inner, coefficients)
                        : new Sparse(size, starts, places, coefficients));
        return new Product(term, List.copyOf(shape));
    }

    private static List<Integer> joined(List<Integer> stack, int rows, int columns) {
        return Stream.concat(stack.stream(), Stream.of(rows, columns)).toList();
    }
}
