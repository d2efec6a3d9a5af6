package io.github.relucert.onnx;

import io.github.relucert.exact.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One node with the values it reads: what an operator is given. It keeps account of what the operator has looked at, so that a part
 * of a node that nobody understood cannot pass unnoticed.
 */
final class Call {
    private static final int LONGEST_LIST = 4096;

    private final ModelFile file;
    private final Node node;
    private final List<Optional<Value>> inputs;
    private final long operatorSet;
    private final Draft draft;
    private final Set<String> unread = new HashSet<>();

    /** @param operatorSet version of the operators of {@code ai.onnx} */
    Call(ModelFile file, Node node, List<Optional<Value>> inputs, long operatorSet, Draft draft) {
        this.file = file;
        this.node = node;
        this.inputs = inputs;
        this.operatorSet = operatorSet;
        this.draft = draft;
        IntStream.range(0, inputs.size()).filter(i -> inputs.get(i).isPresent()).forEach(i -> unread.add("input " + i));
        node.attributes().keySet().forEach(name -> unread.add("attribute " + name));
        // Of operator sets before 7: how to reuse memory, and that shapes may differ; the axis to broadcast along is
        // not ignored.
        ignore("consumed_inputs", "broadcast");
    }

    /** Refuses a node that says more than its operator has looked at. */
    void requireAllRead() {
        require(unread.isEmpty(), unread.isEmpty() ? "" : Collections.min(unread) + " is not supported here");
    }

    /** Names attributes that change nothing here. */
    void ignore(String... attributes) {
        Arrays.stream(attributes).forEach(name -> unread.remove("attribute " + name));
    }

    Node node() {
        return node;
    }

    Draft draft() {
        return draft;
    }

    Budget budget() {
        return draft.budget();
    }

    long operatorSet() {
        return operatorSet;
    }

    /** The inputs, left out ones too. */
    List<Optional<Value>> inputs() {
        return inputs;
    }

    /** An input, empty where it is left out. */
    Optional<Value> optional(int index) {
        unread.remove("input " + index);
        return index < inputs.size() ? inputs.get(index) : Optional.empty();
    }

    /** All inputs, none of them left out. */
    List<Value> values() {
        return IntStream.range(0, inputs.size()).mapToObj(this::input).toList();
    }

    Value input(int index) {
        return optional(index).orElseThrow(() -> error("input " + index + " is missing"));
    }

    /** An input that depends on the network's input. */
    Value.Data data(int index) {
        return asData(input(index));
    }

    /** A value that depends on the network's input. */
    Value.Data asData(Value value) {
        return switch (value) {
            case Value.Data data -> data;
            case Value.Constant constant ->
                throw error("a constant of shape " + constant.shape() + " where only data are supported");
            case Tail tail -> throw tail.misplaced(this);
            case Value.Unreadable unreadable -> throw unreadable.reason();
        };
    }

    /** An input that does not depend on the network's input. */
    Tensor constant(int index) {
        return asConstant(input(index));
    }

    /** A value that does not depend on the network's input. */
    Tensor asConstant(Value value) {
        return switch (value) {
            case Value.Constant constant -> constant.tensor();
            case Value.Data data ->
                throw error("data of shape " + data.shape() + " where only a constant is supported");
            case Tail tail -> throw tail.misplaced(this);
            case Value.Unreadable unreadable -> throw unreadable.reason();
        };
    }

    /** A constant input whose numbers enter the network. */
    Tensor weights(int index) {
        return finite(constant(index));
    }

    /** Passes a tensor of real and finite numbers. */
    Tensor finite(Tensor tensor) {
        require(
                tensor.type().isReal(),
                "'" + tensor.name() + "' has elements of type " + tensor.type() + "; supported are FLOAT and DOUBLE");
        for (int i = 0; i < tensor.size(); i++) {
            if (!Double.isFinite(tensor.numbers()[i])) {
                throw error("element " + i + " of '" + tensor.name() + "' is " + tensor.numbers()[i]
                        + "; weights have to be finite");
            }
        }
        return tensor;
    }

    /** A constant input that is one number. */
    double single(int index) {
        Tensor tensor = constant(index);
        require(
                tensor.size() == 1,
                "input " + index + " has the shape " + tensor.shape() + "; supported is one number");
        return tensor.numbers()[0];
    }

    /** An attribute that is one integer. */
    int integer(String name, int otherwise) {
        return toInteger(
                name,
                attribute(name, Attribute.INTEGER)
                        .map(found -> found.numbers()[0])
                        .orElse((double) otherwise));
    }

    /** An attribute that is one finite number. */
    double number(String name, double otherwise) {
        double value = attribute(name, Attribute.FLOAT)
                .map(found -> found.numbers()[0])
                .orElse(otherwise);
        require(Double.isFinite(value), name + " is " + value + "; it has to be finite");
        return value;
    }

    /** An attribute that is text. */
    String text(String name, String otherwise) {
        return attribute(name, Attribute.TEXT)
                .map(found -> String.join("", found.texts()))
                .orElse(otherwise);
    }

    /** An attribute that must be of the given kind. */
    Optional<Attribute> attribute(String name, int kind) {
        ignore(name);
        Optional<Attribute> attribute = Optional.ofNullable(node.attributes().get(name));
        require(
                attribute.isEmpty() || attribute.get().kind() == kind,
                "attribute " + name + " has the wrong type; the file is damaged");
        return attribute;
    }

    /** The tensor of an attribute. */
    Tensor tensor(Attribute attribute) {
        return attribute
                .tensor()
                .orElseThrow(() -> error("attribute " + attribute.name() + " holds no tensor"))
                .decode(budget());
    }

    /** A list of integers that is an attribute. */
    Optional<int[]> integers(String name) {
        return attribute(name, Attribute.INTEGERS).map(found -> toIntegers(name, found.numbers()));
    }

    /** A list of integers that is an attribute or, in later operator sets, an input. */
    Optional<int[]> integers(String name, int index) {
        return integers(name)
                .or(() ->
                        optional(index).map(_ -> toIntegers(name, indices(index).numbers())));
    }

    /** A list of integers that has to be there, as an attribute or an input. */
    int[] required(String name, int index) {
        return integers(name, index).orElseThrow(() -> error(name + " is missing"));
    }

    /** A list of so many integers that is an attribute; {@code otherwise} stands for each when there is none. */
    int[] integers(String name, int count, int otherwise) {
        int[] found = integers(name)
                .orElse(Collections.nCopies(count, otherwise).stream()
                        .mapToInt(i -> i)
                        .toArray());
        require(found.length == count, name + " has " + found.length + " numbers where " + count + " are needed");
        return found;
    }

    /** A constant input of integers. */
    Tensor indices(int index) {
        Tensor tensor = constant(index);
        require(
                tensor.type() == ElementType.INT32 || tensor.type() == ElementType.INT64,
                "'" + tensor.name() + "' has elements of type " + tensor.type() + "; supported are INT32 and INT64");
        return tensor;
    }

    private int[] toIntegers(String name, double[] numbers) {
        require(
                numbers.length <= LONGEST_LIST,
                name + " has " + numbers.length + " numbers; supported are " + LONGEST_LIST);
        return Arrays.stream(numbers)
                .mapToInt(number -> toInteger(name, number))
                .toArray();
    }

    /** Large numbers mean "to the end" where they occur, so they are cut to the range of int. */
    private int toInteger(String name, double number) {
        require(number == Math.rint(number), name + " is no integer");
        return (int) number;
    }

    /** An axis of a tensor of the given rank, counted from the end where it is negative. */
    int axis(int axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw error("axis or position " + axis + " of " + rank);
        }
        return axis < 0 ? axis + rank : axis;
    }

    /** The shape that two shapes are broadcast to, as numpy does it. */
    List<Integer> broadcast(List<Integer> first, List<Integer> second) {
        int rank = Math.max(first.size(), second.size());
        List<Integer> shape = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            int a = i < rank - first.size() ? 1 : first.get(i - rank + first.size());
            int b = i < rank - second.size() ? 1 : second.get(i - rank + second.size());
            require(a == b || a == 1 || b == 1, "shapes " + first + " and " + second + " do not fit");
            shape.add(a == 1 ? b : a);
        }
        return List.copyOf(shape);
    }

    /** All elements of a value, to be rearranged. */
    Selection all(Value value) {
        return Selection.of(value.shape(), budget());
    }

    /** Rearranges a value; the tail may only be reshaped, as the order of its elements carries the classes. */
    Value rearrange(Value value, Selection selection) {
        boolean moved = !selection.isIdentity(Selection.size(value.shape()));
        return switch (value) {
            case Value.Constant constant -> new Value.Constant(constant.tensor().rearrange(selection));
            case Value.Data data
            when moved ->
                draft.affine(node, selection.shape(), List.of(draft.term(data, selection.sources(), selection.ones())));
            case Value.Data data -> new Value.Data(data.number(), selection.shape());
            case Tail tail when moved -> throw tail.misplaced(this);
            case Tail tail -> tail.reshape(selection.shape());
            case Value.Unreadable unreadable -> throw unreadable.reason();
        };
    }

    /** The elements of a constant, repeated to fill a shape. */
    double[] spread(Tensor constant, List<Integer> shape) {
        return constant.rearrange(Selection.of(constant.shape(), budget()).broadcast(shape))
                .numbers();
    }

    /** A tensor of numbers that this node makes. */
    Value.Constant made(ElementType type, List<Integer> shape, double... numbers) {
        return new Value.Constant(new Tensor(node.outputs().getFirst(), type, shape, numbers, List.of()));
    }

    /** An error that names the file and the node. */
    InputException error(String message) {
        return file.error(node + ": " + message);
    }

    /** Throws {@link #error} unless the condition holds. */
    void require(boolean condition, String otherwise) {
        if (!condition) {
            throw error(otherwise);
        }
    }
}
