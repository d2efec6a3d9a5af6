package io.github.relucert.theorem.twolayer;

import io.github.relucert.cells.ExactRadius;
import io.github.relucert.cells.Nearest;
import io.github.relucert.cells.StrictNearest;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import io.github.relucert.theorem.generator.LabelledPoints;
import io.github.relucert.theorem.statement.Construction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code f(x) = bias + sum of the neurons} on {@code R^d} with rational weights. Its sign decides the class, so that a positive
 * multiple asks the same questions; {@link #inIntegers} finds one whose weights a file can store exactly.
 *
 * @param neurons at least one, all with the same number of inputs
 * @param bias output bias
 */
public record TwoLayer(List<HiddenNeuron> neurons, Rational bias) {
    public TwoLayer {
        neurons = List.copyOf(neurons);
    }

    /** Without an output bias. */
    public static TwoLayer of(List<HiddenNeuron> neurons) {
        return new TwoLayer(neurons, Rational.ZERO);
    }

    /** {@code d}. */
    public int inputSize() {
        return neurons.getFirst().weights().size();
    }

    /** {@code f(x)}. */
    public Rational at(List<Rational> x) {
        return neurons.stream().map(neuron -> neuron.at(x)).reduce(bias, Rational::add);
    }

    /**
     * A positive multiple of this function: every neuron's outgoing weight is moved into its incoming ones (ReLUs are positively
     * homogeneous), then all numbers are multiplied by one positive rational that makes them integers without a common divisor.
     * The zero set, and with it every radius and universal perturbation, is the same.
     */
    public TwoLayer inIntegers() {
        List<HiddenNeuron> normalised =
                neurons.stream().map(HiddenNeuron::normalised).toList();
        List<Rational> numbers = Stream.concat(
                        Stream.of(bias),
                        normalised.stream().flatMap(n -> Stream.concat(n.weights().stream(), Stream.of(n.bias()))))
                .filter(number -> number.signum() != 0)
                .toList();
        BigInteger denominator = BigInteger.ONE;
        for (Rational number : numbers) {
            BigInteger other = number.denominator();
            denominator = denominator.multiply(other.divide(denominator.gcd(other)));
        }
        Rational multiple = Rational.of(denominator, BigInteger.ONE);
        BigInteger divisor = BigInteger.ZERO;
        for (Rational number : numbers) {
            divisor = divisor.gcd(number.multiply(multiple).numerator());
        }
        Rational factor = divisor.signum() == 0 ? multiple : Rational.of(denominator, divisor);
        List<HiddenNeuron> scaled = normalised.stream()
                .map(n -> new HiddenNeuron(
                        n.output(),
                        n.weights().stream().map(factor::multiply).toList(),
                        n.bias().multiply(factor)))
                .toList();
        return new TwoLayer(scaled, bias.multiply(factor));
    }

    /**
     * The network with these weights.
     *
     * @throws ArithmeticException when a number is not a double; see {@link #inIntegers}
     */
    public Network network() {
        int d = inputSize();
        int width = neurons.size();
        double[] hidden = new double[width * d];
        double[] biases = new double[width];
        double[] outputs = new double[width];
        for (int j = 0; j < width; j++) {
            HiddenNeuron neuron = neurons.get(j);
            for (int i = 0; i < d; i++) {
                hidden[j * d + i] = stored(neuron.weights().get(i));
            }
            biases[j] = stored(neuron.bias());
            outputs[j] = stored(neuron.output());
        }
        return new Network(
                FloatType.FLOAT64,
                List.of(d),
                List.of(
                        new Affine("hidden", List.of(new Affine.Term(0, new Dense(width, d, hidden))), biases),
                        new Relu("relu", 1, width),
                        new Affine("output", List.of(new Affine.Term(2, new Dense(1, width, outputs))), new double[] {
                            stored(bias)
                        })));
    }

    private static double stored(Rational number) {
        double nearest = number.doubleNearest();
        if (!Double.isFinite(nearest) || !Rational.of(nearest).equals(number)) {
            throw new ArithmeticException(number + " is not a double");
        }
        return nearest;
    }

    /** How far is the nearest {@code x} with {@code label * f(x) <= 0}, anywhere in {@code R^d}? */
    public Problem problem(List<Rational> centre, int label, Norm norm) {
        return new Problem(
                network(), centre, norm, Box.unbounded(inputSize()), UnsafeSet.acrossThreshold(label, Rational.ZERO));
    }

    /** The exact distance to the nearest {@code x} with {@code label * f(x) <= 0}; infinite when there is none. */
    public Radius radius(List<Rational> centre, int label, Norm norm) {
        return ExactRadius.atMost(problem(centre, label, norm))
                .map(Nearest::radius)
                .orElseGet(() -> new Radius(norm, Rational.POSITIVE_INFINITY));
    }

    /** The infimum of the distances to an {@code x} with {@code label * f(x) < 0}; infinite when there is none. */
    public Radius strictRadius(List<Rational> centre, int label, Norm norm) {
        return ExactRadius.below(problem(centre, label, norm))
                .map(StrictNearest::radius)
                .orElseGet(() -> new Radius(norm, Rational.POSITIVE_INFINITY));
    }

    /** {@link #radius} at every point, in their order. */
    public List<Radius> radii(LabelledPoints data, Norm norm) {
        List<Radius> radii = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            radii.add(radius(data.point(i), data.label(i), norm));
        }
        return radii;
    }

    /** The network with the points that it is about. */
    public Construction construction(LabelledPoints data) {
        return new Construction(network(), new ArrayList<>(data.rows()), data.labels());
    }
}
