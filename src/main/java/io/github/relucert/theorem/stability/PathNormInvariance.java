package io.github.relucert.theorem.stability;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** ZHU-9: the path norm, and the condition on it that defines a function space. */
public final class PathNormInvariance implements Theorem {
    private static final int INSTANCES = 50;

    @Override
    public String id() {
        return "ZHU-9";
    }

    @Override
    public Paper paper() {
        return Paper.WIDTH_DEPTH_INITIALIZATION;
    }

    @Override
    public String title() {
        return "The path norm of two-layer networks and the function space it defines";
    }

    @Override
    public String statement() {
        return "The path norm (1/m) sum_i |a_i| ||w_i||_1 of f(x) = (1/m) sum_i a_i relu(w_i . x) does not change, nor does f, under "
                + "(a_i, w_i) -> (a_i / s, s w_i), s > 0, and it bounds the Lipschitz constant of f in l_inf. For finite m it is always "
                + "finite, so that a space of networks is defined by a bound C on it, not by finiteness.";
    }

    @Override
    public String source() {
        return "Definition of F_(NN,m); consequences derived here";
    }

    @Override
    public Optional<String> erratum() {
        return Optional.of(
                "Printed with the condition (1/m) sum_i |a_i| ||w_i||_1 < infinity, which every finite network meets. Right: <= C.");
    }

    /** Whether one neuron's rescaling changes the path norm or the value at a point. */
    static List<String> rescalingViolations(
            MeanFieldNetwork network, double innerFactor, double outerDivisor, List<Rational> x) {
        List<String> violations = new ArrayList<>();
        for (int neuron = 0; neuron < network.outer().length; neuron++) {
            MeanFieldNetwork other = network.rescaled(neuron, innerFactor, outerDivisor);
            if (!other.pathNorm().equals(network.pathNorm())) {
                violations.add(
                        "neuron " + neuron + ": path norm " + other.pathNorm() + " instead of " + network.pathNorm());
            }
            if (!other.value(x).equals(network.value(x))) {
                violations.add("neuron " + neuron + ": value " + other.value(x) + " instead of " + network.value(x));
            }
        }
        return violations;
    }

    /** Whether the values at two points differ by more than a share of path norm times l_inf distance. */
    static List<String> lipschitzViolations(
            MeanFieldNetwork network, List<Rational> x, List<Rational> y, Rational share) {
        Rational change = network.value(x).subtract(network.value(y)).abs();
        Rational bound =
                network.pathNorm().multiply(Norm.LINF.distance(x, y).value()).multiply(share);
        return change.compareTo(bound) <= 0 ? List.of() : List.of("change " + change + ", bound " + bound);
    }

    /** Whether a network whose path norm is finite has one above a bound. */
    static List<String> boundViolations(MeanFieldNetwork network, Rational bound) {
        Rational norm = network.pathNorm();
        return norm.isFinite() && norm.compareTo(bound) > 0
                ? List.of("finite path norm " + norm + ", above " + bound)
                : List.of();
    }

    /** A point with coordinates in [-2, 2], multiples of 1/10. */
    static List<Rational> drawPoint(int dimension, UniformRandomProvider random) {
        List<Rational> x = new ArrayList<>();
        for (int i = 0; i < dimension; i++) {
            x.add(Rational.of(random.nextInt(-20, 21), 10));
        }
        return x;
    }

    /** A network whose only neuron has weight one: it attains its path norm as a Lipschitz constant. */
    static MeanFieldNetwork identity() {
        return new MeanFieldNetwork(1, new double[] {1}, new double[] {1});
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check("rescaling changes neither path norm nor values", PathNormInvariance::rescaling),
                new Check("the path norm bounds the Lipschitz constant in l_inf", PathNormInvariance::lipschitz),
                new Check("finite path norms exceed every bound", PathNormInvariance::unbounded));
    }

    private static Finding rescaling(long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            int d = random.nextInt(1, 6);
            double factor = Math.scalb(1.0, random.nextInt(-8, 9));
            MeanFieldNetwork network = MeanFieldNetwork.draw(d, random.nextInt(0, 4), random);
            violations.addAll(rescalingViolations(network, factor, factor, drawPoint(d, random)));
        }
        return Finding.unlessViolated(
                INSTANCES + " random networks, d < 6, m <= 8, s = 2^-8 .. 2^8, exact",
                "equal",
                "exact equality",
                violations);
    }

    private static Finding lipschitz(long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            int d = random.nextInt(1, 6);
            MeanFieldNetwork network = MeanFieldNetwork.draw(d, random.nextInt(0, 4), random);
            violations.addAll(lipschitzViolations(network, drawPoint(d, random), drawPoint(d, random), Rational.ONE));
        }
        return Finding.unlessViolated(
                INSTANCES + " random networks and pairs of points, exact",
                "never exceeded",
                "path norm times l_inf distance",
                violations);
    }

    private static Finding unbounded(long seed) {
        MeanFieldNetwork network = MeanFieldNetwork.draw(3, 2, RandomSource.XO_RO_SHI_RO_128_PP.create(seed));
        List<String> violations = new ArrayList<>();
        for (int power = 0; power <= 60; power++) {
            MeanFieldNetwork scaled = network.rescaled(0, Math.scalb(1.0, power + 10), 1);
            if (boundViolations(scaled, Rational.of(1L << power)).isEmpty()) {
                violations.add("no finite path norm above 2^" + power);
            }
        }
        return Finding.unlessViolated(
                "one neuron's weights times 2^10 .. 2^70",
                "finite, above 2^0 .. 2^60",
                "a bound C is needed",
                violations);
    }

    @Override
    public List<Check> controls() {
        return List.of(
                new Check("only the inner weights rescaled", seed -> {
                    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
                    MeanFieldNetwork network = MeanFieldNetwork.draw(3, 2, random);
                    return Finding.unlessViolated(
                            "d = 3, m = 4, s = 2",
                            "equal",
                            "(a, w) -> (a, s w)",
                            rescalingViolations(network, 2, 1, drawPoint(3, random)));
                }),
                new Check("a Lipschitz constant a tenth smaller", seed -> {
                    List<Rational> zero = List.of(Rational.ZERO);
                    List<Rational> one = List.of(Rational.ONE);
                    return Finding.unlessViolated(
                            "f(x) = relu(x)",
                            "never exceeded",
                            "0.9 times the path norm",
                            lipschitzViolations(identity(), zero, one, Rational.of(9, 10)));
                }),
                new Check(
                        "a finite path norm is at most 1000",
                        seed -> Finding.unlessViolated(
                                "f(x) = 2^20 relu(x)",
                                "at most 1000",
                                "< infinity means <= 1000",
                                boundViolations(identity().rescaled(0, 0x1p20, 1), Rational.of(1000)))));
    }
}
