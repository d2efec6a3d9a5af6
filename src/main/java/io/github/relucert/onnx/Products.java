package io.github.relucert.onnx;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.LinearMap;
import io.github.relucert.network.Sparse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Matrix products with a constant on one side. */
final class Products {
    private Products() {}

    /** {@code A B} for vectors, matrices and stacks of matrices, as numpy's {@code matmul}. */
    static Value matMul(Call call) {
        Product product = product(call, call.input(0), call.input(1));
        return call.draft().affine(call.node(), product.shape(), List.of(product.term()), new double[0]);
    }

    /** {@code alpha A' B' + beta C}, where a prime transposes when the node says so. */
    static Value gemm(Call call) {
        Value a = transposed(call, call.input(0), "transA");
        Value b = transposed(call, call.input(1), "transB");
        double alpha = call.number("alpha", 1);
        Product product = product(call, times(call, a, alpha), times(call, b, alpha));
        double beta = call.number("beta", 1);
        double[] bias = new double[0];
        if (call.optional(2).isPresent()) {
            Value c = times(call, new Value.Constant(call.weights(2)), beta);
            if (!call.broadcast(c.shape(), product.shape()).equals(product.shape())) {
                throw call.error("C has the shape " + c.shape() + " for a product of shape " + product.shape());
            }
            bias = Arithmetic.spread(call, call.asConstant(c), product.shape());
        }
        return call.draft().affine(call.node(), product.shape(), List.of(product.term()), bias);
    }

    private static Value transposed(Call call, Value value, String flag) {
        if (value.shape().size() != 2) {
            throw call.error("an input has the shape " + value.shape() + "; supported are matrices");
        }
        return call.integer(flag, 0) == 0
                ? value
                : call.rearrange(value, call.all(value).transpose(new int[] {1, 0}));
    }

    /** A constant times a number; data stays as it is, its partner carries the number. */
    private static Value times(Call call, Value value, double factor) {
        if (factor == 1 || !(value instanceof Value.Constant(Tensor tensor))) {
            return value;
        }
        double[] numbers = call.finite(tensor).numbers();
        double[] product = new double[call.budget().reserve(numbers.length)];
        for (int i = 0; i < numbers.length; i++) {
            Rational exact = Rational.of(numbers[i]).multiply(Rational.of(factor));
            product[i] = call.draft().round(call.node(), exact);
        }
        return new Value.Constant(tensor.with(product));
    }

    /** The linear part of a product and the product's shape. */
    private record Product(Affine.Term term, List<Integer> shape) {}

    private static Product product(Call call, Value a, Value b) {
        List<Integer> left = a.shape();
        List<Integer> right = b.shape();
        if (left.isEmpty() || right.isEmpty()) {
            throw call.error("a product with a single number; supported are vectors and matrices");
        }
        int inner = left.getLast();
        List<Integer> rows = left.size() == 1 ? List.of(1, inner) : left;
        List<Integer> columns = right.size() == 1 ? List.of(right.getFirst(), 1) : right;
        if (columns.get(columns.size() - 2) != inner) {
            throw call.error("shapes " + left + " and " + right + " do not fit");
        }
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
        Value.Data data = dataFirst ? call.asData(a) : call.asData(b);
        double[] weights = call.finite(call.asConstant(dataFirst ? b : a)).numbers();
        int outputs = call.budget().reserve(joined(stack, n, m));
        int[] places = new int[call.budget().reserve((long) outputs * inner)];
        double[] coefficients = new double[call.budget().reserve((long) outputs * inner)];
        for (int row = 0; row < outputs; row++) {
            int matrix = row / (n * m);
            int i = row / m % n;
            int j = row % m;
            for (int l = 0; l < inner; l++) {
                int x = first[(matrix * n + i) * inner + l];
                int y = second[(matrix * inner + l) * m + j];
                places[row * inner + l] = dataFirst ? x : y;
                coefficients[row * inner + l] = weights[dataFirst ? y : x];
            }
        }
        int size = Selection.size(data.shape());
        LinearMap map = size == inner
                ? new Dense(outputs, inner, coefficients)
                : new Sparse(
                        size,
                        IntStream.rangeClosed(0, outputs)
                                .map(row -> row * inner)
                                .toArray(),
                        places,
                        coefficients);
        return new Product(new Affine.Term(data.number(), map), List.copyOf(shape));
    }

    private static List<Integer> joined(List<Integer> stack, int rows, int columns) {
        return Stream.concat(stack.stream(), Stream.of(rows, columns)).toList();
    }
}
