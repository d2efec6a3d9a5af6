package io.github.relucert.theorem.averaging;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import io.github.relucert.theorem.generator.LabelledPoints;
import io.github.relucert.theorem.generator.Vectors;
import io.github.relucert.theorem.twolayer.HiddenNeuron;
import io.github.relucert.theorem.twolayer.TwoLayer;
import java.util.ArrayList;
import java.util.List;

/** Networks whose neurons see nothing but the two sums of the centres of a class. */
public final class AveragedFeatures {
    private AveragedFeatures() {}

    /** {@code relu(<sum of the positive centres, x>) - relu(<sum of the negative centres, x>)}. */
    public static TwoLayer network(LabelledPoints centres) {
        return network(centres, List.of(Rational.ZERO), List.of(Rational.ZERO));
    }

    /** One neuron a bias: the positive centres' sum with each of the first biases, minus the negative ones' with the others. */
    public static TwoLayer network(LabelledPoints centres, List<Rational> positive, List<Rational> negative) {
        List<HiddenNeuron> neurons = new ArrayList<>();
        positive.forEach(bias -> neurons.add(new HiddenNeuron(Rational.ONE, centres.classSum(1), bias)));
        negative.forEach(bias -> neurons.add(new HiddenNeuron(Rational.of(-1), centres.classSum(-1), bias)));
        return TwoLayer.of(neurons);
    }

    /** {@code sqrt(d / k)}, the radius of every centre under the network without biases. */
    public static Radius radius(LabelledPoints centres) {
        return new Radius(Norm.L2, Rational.of(centres.dimension(), centres.size()));
    }

    /**
     * {@code sqrt(d / k_+ + d / k_-)}: the distance between {@code (sqrt(d / k_+), 0)} and {@code (0, sqrt(d / k_-))}, where the centres
     * of the two classes lie for whoever sees only the two normalised sums.
     */
    public static Radius distanceOfClasses(LabelledPoints centres) {
        int d = centres.dimension();
        return new Radius(Norm.L2, Rational.of(d, centres.count(1)).add(Rational.of(d, centres.count(-1))));
    }

    /** {@code y (sum of the negative centres - sum of the positive ones)}: from a centre with label y towards the other class. */
    public static List<Rational> attackDirection(LabelledPoints centres, int y) {
        return Vectors.multiple(
                Rational.of(y), Vectors.addMultiple(centres.classSum(-1), Rational.of(-1), centres.classSum(1)));
    }
}
