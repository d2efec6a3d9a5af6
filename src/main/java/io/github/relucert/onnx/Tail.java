package io.github.relucert.onnx;

import io.github.relucert.exact.InputException;
import java.util.List;
import java.util.OptionalInt;

/**
 * A tensor computed from the scores by operators that keep their order: what is cut off a network's end.
 *
 * @param maker the node that made it
 * @param tensor name of the tensor of the scores
 * @param scores its value
 * @param positive the class that a positive score means, when a Sigmoid made probabilities of two classes from one score
 * @param labels labels of the classes, in the order of their index; empty while none are known
 */
record Tail(
        String maker,
        String tensor,
        Value.Data scores,
        Form form,
        OptionalInt positive,
        List<String> labels,
        List<Integer> shape)
        implements Value {

    /** What a tensor of the tail says about the scores. */
    enum Form {
        /** The scores themselves. */
        SCORES,
        /** One number a class, in the order of the scores. */
        ORDERED,
        /** The probability of the positive class alone. */
        PROBABILITY,
        /** The probability of the other class alone. */
        COMPLEMENT,
        /** The best class, or its label. */
        LABEL
    }

    /** The scores as such. */
    static Tail of(String maker, String tensor, Value.Data scores) {
        return new Tail(maker, tensor, scores, Form.SCORES, OptionalInt.empty(), List.of(), scores.shape());
    }

    /** What a node makes of this. */
    Tail as(Form next, Call call) {
        return new Tail(call.node().toString(), tensor, scores, next, positive, labels, shape);
    }

    Tail positive(OptionalInt index) {
        return new Tail(maker, tensor, scores, form, index, labels, shape);
    }

    Tail labelled(List<String> known) {
        return new Tail(maker, tensor, scores, form, positive, known, shape);
    }

    Tail reshape(List<Integer> next) {
        return new Tail(maker, tensor, scores, form, positive, labels, next);
    }

    /** Refuses an operator that does not go with this. */
    void require(boolean fits, Call call) {
        if (!fits) {
            throw misplaced(call);
        }
    }

    /** The error for an operator that computes on with what only a network's end may have. */
    InputException misplaced(Call call) {
        return call.error("computes on with what " + maker + " made of '" + tensor
                + "'; that is supported at the end of a network only, where it keeps the order of the scores");
    }
}
