package io.github.relucert.network;

import java.util.List;

/**
 * {@code bias + sum of A_k v_k} over one or several earlier values: dense layers, convolutions, element-wise constants,
 * residual sums, concatenations.
 */
public final class Affine implements Layer {
    private final String name;
    private final List<Term> terms;
    private final double[] bias;

    /**
     * @param terms at least one; all with {@code bias.length} rows
     * @param bias finite; copied
     * @throws IllegalArgumentException when sizes differ or a number is not finite
     */
    public Affine(String name, List<Term> terms, double[] bias) {
        this.name = name;
        this.terms = List.copyOf(terms);
        this.bias = Finite.copy(bias);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException(name + " reads no value");
        }
        for (Term term : terms) {
            if (term.map().outputSize() != bias.length) {
                throw new IllegalArgumentException(
                        name + ": a map with " + term.map().outputSize() + " rows beside " + bias.length + " biases");
            }
        }
    }

    /** One map of one earlier value. */
    public record Term(int source, LinearMap map) {}

    @Override
    public String name() {
        return name;
    }

    public List<Term> terms() {
        return terms;
    }

    public double bias(int row) {
        return bias[row];
    }

    /** A copy of the bias. */
    public double[] bias() {
        return bias.clone();
    }

    @Override
    public int outputSize() {
        return bias.length;
    }

    @Override
    public List<Integer> sources() {
        return terms.stream().map(Term::source).toList();
    }
}
