package io.github.relucert.testing;

import io.github.relucert.network.Affine;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.network.Sparse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The difference of an output at two points made from one input, as a network that holds the same model twice. */
final class TwoCopies {
    private static final int INPUT = 0;

    private final Network model;
    private final int inputSize;
    private final List<Layer> layers = new ArrayList<>();

    private TwoCopies(Network model, int inputSize) {
        this.model = model;
        this.inputSize = inputSize;
    }

    /** {@code x -> f_k(x) - f_k(x')} where {@code x'} is {@code x} with two inputs exchanged. */
    static Network swapped(Network model, int output, int i, int j) {
        int size = model.inputSize();
        List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        Collections.swap(order, i, j);
        int[] exchange = order.stream().mapToInt(Integer::intValue).toArray();
        TwoCopies copies = new TwoCopies(model, size);
        int one = copies.appendModel(INPUT);
        int other = copies.appendModel(copies.appendLinear(new Affine.Term(INPUT, Sparse.select(size, exchange))));
        return copies.difference(output, one, other);
    }

    /** {@code (x, t) -> f_k(x') - f_k(x)} where {@code x'} is {@code x} with an input raised to {@code t} where that is larger. */
    static Network raised(Network model, int output, int feature) {
        int size = model.inputSize();
        Sparse kept = Sparse.select(size + 1, IntStream.range(0, size).toArray());
        Sparse excess = new Sparse(size + 1, new int[] {0, 2}, new int[] {feature, size}, new double[] {-1, 1});
        Sparse embedding = Sparse.select(
                1, IntStream.range(0, size).map(i -> i == feature ? 0 : -1).toArray());
        TwoCopies copies = new TwoCopies(model, size + 1);
        copies.layers.add(new Relu("rise", copies.appendLinear(new Affine.Term(INPUT, excess)), 1));
        int rise = copies.layers.size();
        int one =
                copies.appendModel(copies.appendLinear(new Affine.Term(INPUT, kept), new Affine.Term(rise, embedding)));
        int other = copies.appendModel(copies.appendLinear(new Affine.Term(INPUT, kept)));
        return copies.difference(output, one, other);
    }

    private Network difference(int output, int one, int other) {
        int size = model.outputSize();
        int[] selected = {output};
        appendLinear(
                new Affine.Term(one, Sparse.select(size, selected)),
                new Affine.Term(other, Sparse.select(size, selected, new double[] {-1})));
        return new Network(model.inputType(), List.of(inputSize), layers);
    }

    /** Appends a sum of linear maps; returns the number of its value. */
    private int appendLinear(Affine.Term... terms) {
        int size = terms[0].map().outputSize();
        layers.add(new Affine("value" + (layers.size() + 1), List.of(terms), new double[size]));
        return layers.size();
    }

    /** Appends a copy of the model that reads a value; returns the number of its output's value. */
    private int appendModel(int input) {
        int before = layers.size();
        for (Layer layer : model.layers()) {
            layers.add(
                    switch (layer) {
                        case Relu relu ->
                            new Relu(relu.name(), renumbered(relu.source(), input, before), relu.outputSize());
                        case Affine affine ->
                            new Affine(
                                    affine.name(),
                                    affine.terms().stream()
                                            .map(term -> new Affine.Term(
                                                    renumbered(term.source(), input, before), term.map()))
                                            .toList(),
                                    affine.bias());
                    });
        }
        return layers.size();
    }

    private static int renumbered(int value, int input, int before) {
        return value == INPUT ? input : before + value;
    }
}
