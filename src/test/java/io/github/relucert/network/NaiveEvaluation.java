package io.github.relucert.network;

import io.github.relucert.exact.Rational;
import java.util.ArrayList;
import java.util.List;

/** The network's definition, word for word, in rational arithmetic: slow, and written apart from what it is compared with. */
public final class NaiveEvaluation {
    private NaiveEvaluation() {}

    /** The output at {@code x}. */
    public static List<Rational> output(Network network, List<Rational> x) {
        return values(network, x).getLast();
    }

    /** All values, the input first. */
    public static List<List<Rational>> values(Network network, List<Rational> x) {
        List<List<Rational>> values = new ArrayList<>(List.of(x));
        for (Layer layer : network.layers()) {
            values.add(
                    switch (layer) {
                        case Relu relu ->
                            values.get(relu.source()).stream()
                                    .map(z -> z.signum() < 0 ? Rational.ZERO : z)
                                    .toList();
                        case Affine affine -> apply(affine, values);
                    });
        }
        return values;
    }

    private static List<Rational> apply(Affine affine, List<List<Rational>> values) {
        List<Rational> result = new ArrayList<>();
        for (int row = 0; row < affine.outputSize(); row++) {
            Rational[] sum = {Rational.of(affine.bias(row))};
            for (Affine.Term term : affine.terms()) {
                List<Rational> source = values.get(term.source());
                term.map()
                        .forEachInRow(
                                row,
                                (column, coefficient) -> sum[0] =
                                        sum[0].add(Rational.of(coefficient).multiply(source.get(column))));
            }
            result.add(sum[0]);
        }
        return result;
    }
}
