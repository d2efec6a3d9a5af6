package io.github.relucert.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What classifiers end with: softmax, sigmoid, the best class and its label. None of these becomes a layer; each must keep the order
 * of the scores, and what it says about them is kept in a {@link Tail}.
 */
final class TailOperators {
    private static final double LONGEST_LABEL = 0x1p53;

    private static final Set<Tail.Form> BOTH = EnumSet.of(Tail.Form.PROBABILITY, Tail.Form.COMPLEMENT);

    /** Operators that may begin a tail. */
    static final Map<String, Operator> BEGINNING = Map.of(
            "Softmax", Operator.of(TailOperators::softmax),
            "LogSoftmax", Operator.of(TailOperators::softmax),
            "Sigmoid", Operator.of(TailOperators::sigmoid),
            "ArgMax", Operator.of(TailOperators::argMax),
            "ai.onnx.ml.ZipMap", Operator.of(TailOperators::zipMap),
            "ai.onnx.ml.ArrayFeatureExtractor", Operator.of(TailOperators::lookUp));

    /** Operators that mean something of their own when they read a tail. */
    static final Map<String, Operator> CONTINUING = Map.of(
            "Sub", Operator.of(TailOperators::complement),
            "Concat", Operator.of(TailOperators::pair),
            "Gather", Operator.of(TailOperators::lookUp),
            "Cast", Operator.of(TailOperators::cast));

    private TailOperators() {}

    private static Tail tail(Call call, int index) {
        return call.input(index) instanceof Tail tail
                ? tail
                : Tail.of(call.node().toString(), call.node().inputs().get(index), call.data(index));
    }

    /** A tail of the scores, or of one number a class in their order. */
    private static Tail ordered(Call call) {
        Tail tail = tail(call, 0);
        tail.require(tail.form() == Tail.Form.SCORES || tail.form() == Tail.Form.ORDERED, call);
        return tail;
    }

    /** Refuses an axis along which only some of the classes lie, or a single one. */
    private static void requireAllClasses(Call call, Tail tail, int along) {
        int classes = Selection.size(tail.shape());
        call.require(
                along == classes && classes > 1,
                "runs over " + along + " of the " + classes + " numbers of shape " + tail.shape()
                        + "; supported is an axis that holds all classes, two at least");
    }

    private static Value softmax(Call call) {
        Tail tail = ordered(call);
        int rank = tail.shape().size();
        boolean old = call.operatorSet() < 13;
        int axis = call.axis(call.integer("axis", old ? 1 : -1), rank);
        requireAllClasses(
                call,
                tail,
                old
                        ? Selection.size(tail.shape().subList(axis, rank))
                        : tail.shape().get(axis));
        return tail.as(Tail.Form.ORDERED, call);
    }

    private static Value sigmoid(Call call) {
        Tail tail = ordered(call);
        return Selection.size(tail.shape()) == 1 && tail.form() == Tail.Form.SCORES
                ? tail.as(Tail.Form.PROBABILITY, call).positive(OptionalInt.of(1))
                : tail.as(Tail.Form.ORDERED, call);
    }

    private static Value argMax(Call call) {
        Tail tail = ordered(call);
        int axis = call.axis(call.integer("axis", 0), tail.shape().size());
        requireAllClasses(call, tail, tail.shape().get(axis));
        // Which of two equal scores wins does not matter: a tie is unsafe.
        call.ignore("select_last_index");
        List<Integer> shape = new ArrayList<>(tail.shape());
        if (call.integer("keepdims", 1) == 0) {
            shape.remove(/* index */ axis);
        } else {
            shape.set(axis, 1);
        }
        return tail.as(Tail.Form.LABEL, call).reshape(shape);
    }

    /** The label at the index of the best class. */
    private static Value lookUp(Call call) {
        Tensor labels = call.constant(0);
        call.ignore("axis");
        Tail tail = tail(call, 1);
        tail.require(tail.form() == Tail.Form.LABEL, call);
        Stream<String> texts = labels.type() == ElementType.STRING
                ? labels.texts().stream()
                : Arrays.stream(labels.numbers()).mapToObj(number -> label(call, number));
        return tail.labelled(texts.toList());
    }

    /** A map from the labels to the numbers of the classes. */
    private static Value zipMap(Call call) {
        Tail tail = ordered(call).as(Tail.Form.ORDERED, call);
        Stream<String> integers = call.attribute("classlabels_int64s", Attribute.INTEGERS).stream()
                .flatMapToDouble(labels -> Arrays.stream(labels.numbers()))
                .mapToObj(number -> label(call, number));
        Stream<String> texts = call.attribute("classlabels_strings", Attribute.TEXTS).stream()
                .flatMap(labels -> labels.texts().stream());
        return tail.labelled(Stream.concat(integers, texts).toList());
    }

    private static String label(Call call, double number) {
        call.require(
                number == Math.rint(number) && Math.abs(number) < LONGEST_LABEL,
                "the class label " + number + " is no integer below 2^53 in size");
        return Long.toString((long) number);
    }

    /** {@code 1 - p} for the probability {@code p} of the positive class. */
    private static Value complement(Call call) {
        Tail tail = tail(call, 1);
        Tensor one = call.constant(0);
        tail.require(tail.form() == Tail.Form.PROBABILITY && one.size() == 1 && one.numbers()[0] == 1, call);
        return tail.as(Tail.Form.COMPLEMENT, call);
    }

    /** {@code [1 - p, p]} or {@code [p, 1 - p]}. */
    private static Value pair(Call call) {
        Tail first = tail(call, 0);
        Tail second = tail(call, 1);
        boolean positiveLast = second.form() == Tail.Form.PROBABILITY;
        Set<Tail.Form> forms = EnumSet.of(first.form(), second.form());
        first.require(call.inputs().size() == 2 && first.scores().equals(second.scores()) && forms.equals(BOTH), call);
        int axis = call.axis(call.integer("axis", 1), second.shape().size());
        return first.as(Tail.Form.ORDERED, call)
                .reshape(Selection.resized(second.shape(), axis, 2))
                .positive(OptionalInt.of(positiveLast ? 1 : 0));
    }

    /** A label in any type; probabilities only as real numbers. */
    private static Value cast(Call call) {
        Tail tail = tail(call, 0);
        call.ignore("saturate", "round_mode");
        boolean real = ElementType.of(call.integer("to", 0))
                .filter(ElementType::isReal)
                .isPresent();
        tail.require(tail.form() == Tail.Form.LABEL || real, call);
        return tail;
    }
}
