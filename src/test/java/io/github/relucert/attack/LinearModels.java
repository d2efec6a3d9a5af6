package io.github.relucert.attack;

import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.UnsafeSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Linear models with several classes, for which the radius has a closed form. */
final class LinearModels {
    private LinearModels() {}

    /** A model with Gaussian weights; the label is the class of the centre. */
    static Problem problem(long seed, int size, int classes, Norm norm, Box domain) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] weights = new double[size * classes];
        Arrays.setAll(weights, k -> random.nextGaussian());
        double[] bias = new double[classes];
        Arrays.setAll(bias, k -> random.nextGaussian());
        Affine layer = new Affine("scores", List.of(new Affine.Term(0, new Dense(classes, size, weights))), bias);
        Network network = new Network(FloatType.FLOAT64, List.of(size), List.of(layer));
        List<Rational> centre = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            centre.add(Rational.of(random.nextInt(4) == 0 ? random.nextInt(2) : random.nextDouble()));
        }
        double[] scores = CompiledNetwork.of(network)
                .evaluate(centre.stream().mapToDouble(Rational::doubleNearest).toArray());
        int label = 0;
        for (int j = 1; j < classes; j++) {
            label = scores[j] > scores[label] ? j : label;
        }
        return new Problem(network, centre, norm, domain, UnsafeSet.misclassified(label, classes));
    }

    static Box unit(int size) {
        return Box.uniform(size, Rational.ZERO, Rational.ONE);
    }

    /** Least margin over dual norm of the difference of two rows, for an unbounded domain. */
    static double closedForm(Problem problem) {
        CompiledNetwork network = CompiledNetwork.of(problem.network());
        double[] centre =
                problem.centre().stream().mapToDouble(Rational::doubleNearest).toArray();
        double[] y = network.evaluate(centre);
        AttackTarget target = new AttackTarget(problem, network);
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < target.disjuncts(); j++) {
            double[] weights = new double[network.outputSize()];
            target.conditions(j).getFirst().output().addTo(weights, 0);
            double[] gradient = network.gradient(centre, weights);
            double dual = switch (problem.norm()) {
                case LINF -> Arrays.stream(gradient).map(Math::abs).sum();
                case L2 -> Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
                case L1 -> Arrays.stream(gradient).map(Math::abs).max().orElse(0);
            };
            least = Math.min(least, target.value(j, centre, 0, y, 0) / dual);
        }
        return least;
    }
}
