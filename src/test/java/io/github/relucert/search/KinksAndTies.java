package io.github.relucert.search;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.network.Relu;
import io.github.relucert.network.Sparse;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.UnsafeSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Problems built so that nearest unsafe points lie on kinks, or come in pairs. */
final class KinksAndTies {
    private KinksAndTies() {}

    /**
     * The margin is the largest of some affine functions, {@code max(a, b) = a + relu(b - a)} again and again: the unsafe set is a polyhedron, and where its
     * nearest point lies on several facets, those functions are equal there and a ReLU's input is zero.
     */
    static Problem corner(long seed, Norm norm) {
        Random random = new Random(seed);
        int size = 2 + random.nextInt(2);
        int facets = 2 + random.nextInt(3);
        double[] normals = new double[facets * size];
        double[] limits = new double[facets];
        for (int f = 0; f < facets; f++) {
            for (int i = 0; i < size; i++) {
                normals[f * size + i] = -(random.nextInt(9) - 2) / 4.0;
            }
            limits[f] = (1 + random.nextInt(8)) / 4.0;
        }
        List<Layer> layers = new ArrayList<>();
        layers.add(affine(0, new Dense(facets, size, normals), limits));
        int forms = layers.size();
        int largest = 0;
        for (int f = 0; f < facets; f++) {
            Sparse next = Sparse.select(facets, new int[] {f});
            if (f == 0) {
                layers.add(affine(forms, next, new double[1]));
            } else {
                Affine.Term minus = new Affine.Term(largest, new Dense(1, 1, new double[] {-1}));
                layers.add(new Affine("difference", List.of(new Affine.Term(forms, next), minus), new double[1]));
                layers.add(new Relu("relu", layers.size(), 1));
                Affine.Term former = new Affine.Term(largest, Sparse.identity(1));
                Affine.Term rise = new Affine.Term(layers.size(), Sparse.identity(1));
                layers.add(new Affine("largest", List.of(former, rise), new double[1]));
            }
            largest = layers.size();
        }
        return problem(new Network(FloatType.FLOAT64, List.of(size), layers), norm);
    }

    /** {@code f(-x) = f(x)}: every neuron has its mirror image, so that with a point its opposite is unsafe too. */
    static Problem mirrored(long seed, Norm norm) {
        Random random = new Random(seed);
        int size = 1 + random.nextInt(3);
        int neurons = 1 + random.nextInt(3);
        double[] hidden = new double[2 * neurons * size];
        double[] bias = new double[2 * neurons];
        double[] output = new double[2 * neurons];
        for (int n = 0; n < neurons; n++) {
            for (int i = 0; i < size; i++) {
                hidden[n * size + i] = (random.nextInt(13) - 6) / 4.0;
                hidden[(neurons + n) * size + i] = -hidden[n * size + i];
            }
            bias[n] = (random.nextInt(5) - 2) / 4.0;
            bias[neurons + n] = bias[n];
            output[n] = -(1 + random.nextInt(6)) / 4.0;
            output[neurons + n] = output[n];
        }
        double[] top = {1};
        for (int n = 0; n < 2 * neurons; n++) {
            top[0] -= output[n] * Math.max(0, bias[n]);
        }
        List<Layer> layers = List.of(
                affine(0, new Dense(2 * neurons, size, hidden), bias),
                new Relu("relu", 1, 2 * neurons),
                affine(2, new Dense(1, 2 * neurons, output), top));
        return problem(new Network(FloatType.FLOAT64, List.of(size), layers), norm);
    }

    private static Affine affine(int source, io.github.relucert.network.LinearMap map, double[] bias) {
        return new Affine("affine", List.of(new Affine.Term(source, map)), bias);
    }

    /** Around the origin, whose score is positive. */
    private static Problem problem(Network network, Norm norm) {
        int size = network.inputSize();
        Box domain = Box.uniform(size, Rational.of(-6), Rational.of(6));
        List<Rational> origin = Collections.nCopies(size, Rational.ZERO);
        return new Problem(network, origin, norm, domain, UnsafeSet.acrossThreshold(1, Rational.ZERO));
    }

    /** Whether some ReLU's input is exactly zero at a point. */
    static boolean isOnKink(Network network, List<Rational> point) {
        ExactEvaluation evaluation = new ExactEvaluation(network, RationalVector.of(point));
        return IntStream.range(0, network.reluLayers().size()).anyMatch(relu -> {
            int[] signs = IntStream.range(0, evaluation.preActivation(relu).size())
                    .map(i -> evaluation.preActivation(relu).signum(i))
                    .toArray();
            return Arrays.stream(signs).anyMatch(sign -> sign == 0);
        });
    }
}
