package io.github.relucert.kernel;

import io.github.relucert.network.Affine;
import io.github.relucert.network.Convolution;
import io.github.relucert.network.Dense;
import io.github.relucert.network.Layer;
import io.github.relucert.network.LinearMap;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.network.Sparse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a network's layers as few, cheap steps: an affine layer is substituted into an affine layer that reads it when the
 * product of the two takes no more multiplications than what it replaces; values that nobody reads any more are dropped. ReLU
 * layers are never touched, so neurons keep their numbers.
 */
final class Folding {
    /** How an unfinished value is computed; {@code uses} counts its readers, the network's output being one. */
    private static final class Node {
        private List<Step.Term> terms = List.of();
        private double[] bias = new double[0];
        private Optional<Relu> relu = Optional.empty();
        private int alias;
        private int uses;
        private int size;
    }

    private final List<Node> nodes = new ArrayList<>();
    private final Scratch scratch = new Scratch();

    Folding(Network network) {
        for (int value = 0; value <= network.layers().size(); value++) {
            Node node = new Node();
            node.alias = value;
            node.size = network.valueSize(value);
            nodes.add(node);
        }
        for (Layer layer : network.layers()) {
            layer.sources().forEach(source -> nodes.get(source).uses++);
        }
        nodes.getLast().uses++;
        for (int value = 1; value < nodes.size(); value++) {
            switch (network.layers().get(value - 1)) {
                case Relu relu -> addRelu(value, relu);
                case Affine affine -> addAffine(value, affine);
            }
        }
    }

    private void addRelu(int value, Relu relu) {
        nodes.get(value).relu = Optional.of(relu);
        nodes.get(value).terms = List.of();
    }

    private void addAffine(int value, Affine affine) {
        Node node = nodes.get(value);
        node.bias = affine.bias();
        List<Step.Term> terms = new ArrayList<>();
        for (Affine.Term term : affine.terms()) {
            terms.add(new Step.Term(nodes.get(term.source()).alias, compile(term.map())));
        }
        node.terms = merge(terms);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int k = 0; k < node.terms.size() && !changed; k++) {
                changed = substitute(node, k);
            }
        }
        if (isIdentity(node)) {
            Node source = nodes.get(node.terms.getFirst().source());
            node.alias = node.terms.getFirst().source();
            source.uses += node.uses - 1;
            node.uses = 0;
        }
    }

    private static LinearKernel compile(LinearMap map) {
        return switch (map) {
            case Dense dense -> DenseKernel.of(dense);
            case Convolution convolution -> new ConvolutionKernel(convolution.geometry(), convolution.kernel());
            case Sparse sparse -> SparseKernel.of(sparse);
        };
    }

    private static boolean isIdentity(Node node) {
        for (double b : node.bias) {
            if (b != 0) {
                return false;
            }
        }
        return node.terms.size() == 1
                && node.terms.getFirst().kernel() instanceof SparseKernel sparse
                && sparse.isIdentity();
    }

    /** Substitutes the value that a term reads, when that value is affine and the product is no dearer. */
    private boolean substitute(Node node, int position) {
        Step.Term term = node.terms.get(position);
        Node inner = nodes.get(term.source());
        if (inner.terms.isEmpty()) {
            return false;
        }
        long limit = term.kernel().multiplications();
        if (inner.uses == 1) {
            limit += inner.terms.stream()
                    .mapToLong(t -> t.kernel().multiplications())
                    .sum();
        }
        List<Step.Term> products = new ArrayList<>();
        for (Step.Term part : inner.terms) {
            Optional<LinearKernel> product = KernelProduct.of(term.kernel(), part.kernel(), limit);
            if (product.isEmpty()) {
                return false;
            }
            products.add(new Step.Term(part.source(), product.get()));
        }
        if (products.stream().mapToLong(p -> p.kernel().multiplications()).sum() > limit) {
            return false;
        }
        term.kernel().apply(inner.bias, 1, node.bias, scratch);
        inner.uses--;
        if (inner.uses > 0) {
            inner.terms.forEach(part -> nodes.get(part.source()).uses++);
        }
        List<Step.Term> replaced = new ArrayList<>(node.terms);
        replaced.remove(position);
        replaced.addAll(products);
        node.terms = merge(replaced);
        return true;
    }

    /** Adds up the terms that read the same value, where their sum has a cheap form. */
    private List<Step.Term> merge(List<Step.Term> terms) {
        List<Step.Term> merged = new ArrayList<>();
        for (Step.Term term : terms) {
            int same = 0;
            Optional<LinearKernel> sum = Optional.empty();
            while (same < merged.size() && sum.isEmpty()) {
                if (merged.get(same).source() == term.source()) {
                    sum = KernelProduct.sum(merged.get(same).kernel(), term.kernel());
                }
                same += sum.isEmpty() ? 1 : 0;
            }
            if (sum.isPresent()) {
                merged.set(same, new Step.Term(term.source(), sum.get()));
                nodes.get(term.source()).uses--;
            } else {
                merged.add(term);
            }
        }
        return merged;
    }

    /** The remaining steps, renumbered. */
    List<Step> steps() {
        int[] numbers = numbers();
        List<Step> steps = new ArrayList<>();
        int relus = 0;
        for (int value = 1; value < nodes.size(); value++) {
            Node node = nodes.get(value);
            if (node.relu.isPresent()) {
                int source = nodes.get(node.relu.get().source()).alias;
                steps.add(new Step.Relu(numbers[source], relus++, node.size));
            } else if (node.uses > 0) {
                steps.add(new Step.Affine(
                        node.terms.stream()
                                .map(t -> new Step.Term(numbers[t.source()], t.kernel()))
                                .toList(),
                        node.bias));
            }
        }
        return steps;
    }

    /** The number of the output among the remaining values. */
    int output() {
        return numbers()[nodes.getLast().alias];
    }

    /** New numbers of the values that remain. */
    private int[] numbers() {
        int[] numbers = new int[nodes.size()];
        int count = 1;
        for (int value = 1; value < numbers.length; value++) {
            if (nodes.get(value).relu.isPresent() || nodes.get(value).uses > 0) {
                numbers[value] = count++;
            }
        }
        return numbers;
    }
}
