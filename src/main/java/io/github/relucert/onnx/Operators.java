package io.github.relucert.onnx;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All operators that are read, by name. */
final class Operators {
    /** The operators before the scores, and those that may begin a tail. */
    static final SortedMap<String, Operator> SUPPORTED = all();

    private Operators() {}

    private static SortedMap<String, Operator> all() {
        SortedMap<String, Operator> all = new TreeMap<>(TailOperators.BEGINNING);
        Map<String, Operator.SingleOutput> single = Map.ofEntries(
                Map.entry("Add", Arithmetic::add),
                Map.entry("Sub", Arithmetic::subtract),
                Map.entry("Mul", Arithmetic::multiply),
                Map.entry("Div", Arithmetic::divide),
                Map.entry("Neg", Arithmetic::negate),
                Map.entry("Relu", Activations::relu),
                Map.entry("LeakyRelu", Activations::leakyRelu),
                Map.entry("PRelu", Activations::pRelu),
                Map.entry("Clip", Activations::clip),
                Map.entry("Abs", Activations::absolute),
                Map.entry("Max", Activations::maximum),
                Map.entry("Min", Activations::minimum),
                Map.entry("Gemm", Products::gemm),
                Map.entry("MatMul", Products::matMul),
                Map.entry("Conv", Convolutions::convolution),
                Map.entry("ConvTranspose", Convolutions::transposedConvolution),
                Map.entry("AveragePool", Reductions::averagePool),
                Map.entry("MaxPool", Reductions::maxPool),
                Map.entry("GlobalAveragePool", Reductions::globalAverage),
                Map.entry("GlobalMaxPool", Reductions::globalMaximum),
                Map.entry("ReduceMean", Reductions::reduceMean),
                Map.entry("ReduceSum", Reductions::reduceSum),
                Map.entry("ReduceMax", Reductions::reduceMaximum),
                Map.entry("BatchNormalization", Normalization::batchNormalization),
                Map.entry("ai.onnx.ml.Scaler", Normalization::scaler),
                Map.entry("Identity", Shapes::identity),
                Map.entry("Dropout", Shapes::dropout),
                Map.entry("Reshape", Shapes::reshape),
                Map.entry("Flatten", Shapes::flatten),
                Map.entry("Squeeze", Shapes::squeeze),
                Map.entry("Unsqueeze", Shapes::unsqueeze),
                Map.entry("Cast", Shapes::cast),
                Map.entry("Shape", Shapes::shape),
                Map.entry("ReduceProd", Shapes::product),
                Map.entry("Constant", Shapes::constant),
                Map.entry("ConstantOfShape", Shapes::constantOfShape),
                Map.entry("Transpose", Pieces::transpose),
                Map.entry("Expand", Pieces::expand),
                Map.entry("Tile", Pieces::tile),
                Map.entry("Gather", Pieces::gather),
                Map.entry("Slice", Pieces::slice),
                Map.entry("Concat", Pieces::concat),
                Map.entry("Pad", Pieces::pad),
                Map.entry("Resize", Resizing::resize),
                Map.entry("Upsample", Resizing::upsample));
        single.forEach((name, operator) -> all.put(name, Operator.of(operator)));
        all.put("Split", Pieces::split);
        return Collections.unmodifiableSortedMap(all);
    }

    /**
     * The values that a node makes.
     *
     * @throws io.github.relucert.exact.InputException when the operator is not read, or not with these inputs
     */
    static List<? extends Value> apply(Call call) {
        List<Value> read = call.inputs().stream().flatMap(Optional::stream).toList();
        for (Value value : read) {
            if (value instanceof Value.Unreadable unreadable) {
                throw unreadable.reason();
            }
        }
        String name = call.node().operator();
        boolean tail = read.stream().anyMatch(Tail.class::isInstance);
        Operator operator =
                tail ? TailOperators.CONTINUING.getOrDefault(name, SUPPORTED.get(name)) : SUPPORTED.get(name);
        if (operator == null) {
            throw call.error("the operator is not supported before the scores; supported are "
                    + String.join(", ", SUPPORTED.keySet()));
        }
        try {
            List<? extends Value> made = operator.apply(call);
            call.requireAllRead();
            return made;
        } catch (IllegalArgumentException | ArithmeticException refused) {
            throw call.error(String.valueOf(refused.getMessage()));
        }
    }
}
