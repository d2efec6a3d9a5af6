package io.github.relucert.onnx;

import io.github.relucert.exact.InputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
    private final Set<String> unreadAttributes;
    private final Set<Integer> unreadInputs = new HashSet<>();

    /** @param operatorSet version of the operators of {@code ai.onnx} */
    Call(ModelFile file, Node node, List<Optional<Value>> inputs, long operatorSet, Draft draft) {
        this.file = file;
        this.node = node;
        this.inputs = inputs;
        this.operatorSet = operatorSet;
        this.draft = draft;
        this.unreadAttributes = new HashSet<>(node.attributes().keySet());
        // Of operator sets before 7: how to reuse memory, and that shapes may differ; what they broadcast along is not
        // ignored.
        ignore("consumed_inputs", "broadcast");
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).isPresent()) {
                unreadInputs.add(i);
            }
        }
    }

    /** Refuses a node that says more than its operator has looked at. */
    void requireAllRead() {
        if (!unreadAttributes.isEmpty()) {
            throw error("attribute " + Collections.min(unreadAttributes) + " is not supported here");
        }
        if (!unreadInputs.isEmpty()) {
            throw error("input " + Collections.min(unreadInputs) + " is not supported here");
        }
    }

    /** Names attributes that change nothing here. */
    final void ignore(String... attributes) {
        unreadAttributes.removeAll(Arrays.asList(attributes));
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

    int inputCount() {
        return inputs.size();
    }

    /** An input, empty where it is left out. */
    Optional<Value> optional(int index) {
        unreadInputs.remove(index);
        return index < inputs.size() ? inputs.get(index) : Optional.empty();
    }

    /** The reason why an input cannot be computed. */
    Optional<Value.Unreadable> unreadable() {
        return inputs.stream()
                .flatMap(Optional::stream)
                .flatMap(value -> value instanceof Value.Unreadable unreadable ? Stream.of(unreadable) : Stream.empty())
                .findFirst();
    }

    /** Whether an input is made of the scores. */
    boolean readsTail() {
        return inputs.stream().flatMap(Optional::stream).anyMatch(Tail.class::isInstance);
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

    /** A constant input whose numbers enter the network: real and finite. */
    Tensor weights(int index) {
        return finite(constant(index));
    }

    /** A constant input that is one finite number. */
    double single(int index) {
        Tensor tensor = constant(index);
        if (tensor.size() != 1 || !Double.isFinite(tensor.numbers()[0])) {
            throw error(name(index) + " of shape " + tensor.shape() + " where one finite number is supported");
        }
        return tensor.numbers()[0];
    }

    /** A constant input of integers. */
    Tensor integerTensor(int index) {
        Tensor tensor = constant(index);
        if (tensor.type() != ElementType.INT32 && tensor.type() != ElementType.INT64) {
            throw error(name(index) + " has elements of type " + tensor.type() + "; supported are INT32 and INT64");
        }
        return tensor;
    }

    /** Passes a tensor of real and finite numbers. */
    Tensor finite(Tensor tensor) {
        if (!tensor.type().isReal()) {
            throw error("'" + tensor.name() + "' has elements of type " + tensor.type()
                    + "; supported are FLOAT and DOUBLE");
        }
        for (int i = 0; i < tensor.numbers().length; i++) {
            if (!Double.isFinite(tensor.numbers()[i])) {
                throw error("element " + i + " of '" + tensor.name() + "' is " + tensor.numbers()[i]
                        + "; weights have to be finite");
            }
        }
        return tensor;
    }

    private String name(int index) {
        return "'" + node.inputs().get(index) + "'";
    }

    /** An attribute that is one integer. */
    int integer(String name, int otherwise) {
        double[] values =
                attribute(name, Attribute.INTEGER).map(Attribute::numbers).orElse(new double[] {otherwise});
        return values.length == 0 ? 0 : toInteger(name, values[0]);
    }

    /** An attribute that is one number. */
    double number(String name, double otherwise) {
        double[] values =
                attribute(name, Attribute.FLOAT).map(Attribute::numbers).orElse(new double[] {otherwise});
        double value = values.length == 0 ? 0 : values[0];
        if (!Double.isFinite(value)) {
            throw error(name + " is " + value + "; it has to be finite");
        }
        return value;
    }

    /** An attribute that is text. */
    String text(String name, String otherwise) {
        List<String> texts =
                attribute(name, Attribute.TEXT).map(Attribute::texts).orElse(List.of(otherwise));
        return texts.isEmpty() ? "" : texts.getFirst();
    }

    /** An attribute of one of the given kinds. */
    Optional<Attribute> attribute(String name, int... kinds) {
        unreadAttributes.remove(name);
        Optional<Attribute> attribute = Optional.ofNullable(node.attributes().get(name));
        if (attribute.isPresent()
                && Arrays.stream(kinds)
                        .noneMatch(kind -> kind == attribute.get().kind())) {
            throw error("attribute " + name + " has the wrong type; the file is damaged");
        }
        return attribute;
    }

    /** A list of integers that is an attribute or, in later operator sets, an input. */
    Optional<int[]> integers(String name, int index) {
        return integers(name)
                .or(() -> optional(index)
                        .map(_ -> toIntegers(name, integerTensor(index).numbers())));
    }

    /** A list of integers that is an attribute. */
    Optional<int[]> integers(String name) {
        return attribute(name, Attribute.INTEGERS).map(found -> toIntegers(name, found.numbers()));
    }

    /** A list of integers that is an attribute; {@code otherwise} gives the default for each. */
    int[] integers(String name, int count, int otherwise) {
        int[] standard = new int[count];
        Arrays.fill(standard, otherwise);
        int[] found = integers(name).orElse(standard);
        if (found.length != count) {
            throw error(name + " has " + found.length + " numbers where " + count + " are needed");
        }
        return found;
    }

    /** A tensor of numbers that this node makes. */
    Tensor made(ElementType type, List<Integer> shape, double[] numbers) {
        return new Tensor(node.outputs().getFirst(), type, shape, numbers);
    }

    /** The tensor of an attribute. */
    Tensor tensor(Attribute attribute) {
        return attribute
                .tensor()
                .orElseThrow(() -> error("attribute " + attribute.name() + " holds no tensor"))
                .decode(budget());
    }

    private int[] toIntegers(String name, double[] numbers) {
        if (numbers.length > LONGEST_LIST) {
            throw error(name + " has " + numbers.length + " numbers; supported are " + LONGEST_LIST);
        }
        return Arrays.stream(numbers)
                .mapToInt(number -> toInteger(name, number))
                .toArray();
    }

    /** Large numbers mean "to the end" where they occur, so they are cut to the range of int. */
    private int toInteger(String name, double number) {
        if (number != Math.rint(number)) {
            throw error(name + " is " + number + ", not an integer");
        }
        return (int) number;
    }

    /** An axis of a tensor of the given rank, counted from the end where it is negative. */
    int axis(int axis, int rank) {
        if (axis < -rank || axis >= rank) {
            throw error("axis " + axis + " of a tensor with " + rank + " dimensions");
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
            if (a != b && a != 1 && b != 1) {
                throw error("shapes " + first + " and " + second + " do not fit");
            }
            shape.add(a == 1 ? b : a);
        }
        return List.copyOf(shape);
    }

    /** A selection of all elements of a value. */
    Selection all(Value value) {
        return Selection.of(value.shape(), budget());
    }

    /** Rearranges a value; the tail may only be reshaped, as the order of its elements carries the classes. */
    Value rearrange(Value value, Selection selection) {
        return switch (value) {
            case Value.Data data -> draft.select(node, data, selection);
            case Value.Constant constant -> new Value.Constant(constant.tensor().rearrange(selection));
            case Tail tail -> {
                if (!selection.isIdentity(Selection.size(tail.shape()))) {
                    throw tail.misplaced(this);
                }
                yield tail.reshape(selection.shape());
            }
            case Value.Unreadable unreadable -> throw unreadable.reason();
        };
    }

    /** An error that names the file and the node. */
    InputException error(String message) {
        return file.error(node + ": " + message);
    }
}
