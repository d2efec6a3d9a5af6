package io.github.relucert.milp;

import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.UnsafeSet;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;

/** The conditions of one disjunct of an unsafe set as forms over the columns of a program. */
final class UnsafeRows {
    private UnsafeRows() {}

    /** The outputs that some condition reads. */
    static BitSet outputs(List<Condition> disjunct) {
        BitSet outputs = new BitSet();
        disjunct.forEach(condition -> condition.output().indices().forEach(outputs::set));
        return outputs;
    }

    /** The left sides of the conditions, in their order. */
    static List<Form> leftSides(List<Condition> disjunct, Ball ball, NetworkRows rows) {
        FormSum sum = new FormSum();
        return disjunct.stream()
                .map(condition -> {
                    add(sum, condition.input(), ball::input);
                    add(sum, condition.output(), rows::output);
                    return sum.take(1);
                })
                .toList();
    }

    /** {@link UnsafeSet#margin} in double. */
    static double margin(UnsafeSet unsafe, double[] x, double[] y) {
        return unsafe.disjuncts().stream()
                .mapToDouble(disjunct -> disjunct.stream()
                        .mapToDouble(condition -> at(condition.input(), x) + at(condition.output(), y))
                        .max()
                        .orElseThrow())
                .min()
                .orElseThrow();
    }

    private static double at(LinearForm form, double[] v) {
        double sum = form.constant().doubleNearest();
        for (int k = 0; k < form.indices().size(); k++) {
            sum += form.coefficients().get(k).doubleNearest() * v[form.indices().get(k)];
        }
        return sum;
    }

    private static void add(FormSum sum, LinearForm form, IntFunction<Form> coordinate) {
        sum.add(form.constant().doubleNearest());
        for (int k = 0; k < form.indices().size(); k++) {
            sum.add(
                    coordinate.apply(form.indices().get(k)),
                    form.coefficients().get(k).doubleNearest());
        }
    }
}
