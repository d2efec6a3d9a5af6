package io.github.relucert.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.AffinePiece;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Network;
import io.github.relucert.network.Phase;
import io.github.relucert.oracle.RandomNetworks;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.commons.math3.optim.MaxIter;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;

/** Lipschitz constants against all patterns one by one, with another library's simplex, and against gradients at points. */
class LipschitzConstantProperties {
    private static final RandomNetworks.Size SIZE = new RandomNetworks.Size(3, 6);
    private static final double THIN = 1e-7;

    @Property(tries = 150)
    void isTheSteepestPatternThatHasAnInterior(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        Network network = RandomNetworks.network(seed, SIZE);
        Box region = region(seed, network.inputSize());
        LinearForm form = LinearForm.single(0, Rational.ONE, Rational.ZERO);
        List<double[]> gradients = gradients(network, region);
        for (Norm norm : Norm.values()) {
            LipschitzConstant found = LipschitzConstant.of(network, form, region, norm);
            double steepest =
                    gradients.stream().mapToDouble(g -> dual(norm, g)).max().orElseThrow();
            assertThat(found.value().doubleNearest()).isEqualTo(steepest);
            assertThat(dual(norm, doubles(found.gradient()))).isEqualTo(steepest);
            assertThat(found.cell().output(form).slope()).isEqualTo(found.gradient());
            assertThat(found.cell().rows())
                    .allMatch(row -> row.violation(found.point()).signum() < 0
                            || row.normal().stream().allMatch(a -> a.signum() == 0));
        }
    }

    @Property(tries = 100)
    void noGradientAtAPointIsSteeper(@ForAll @LongRange(min = 0, max = 1L << 40) long seed) {
        Network network = RandomNetworks.network(seed, new RandomNetworks.Size(4, 8));
        Box region = region(seed, network.inputSize());
        LinearForm form = LinearForm.single(0, Rational.ONE, Rational.ZERO);
        CompiledNetwork compiled = CompiledNetwork.of(network);
        double[] weights = new double[network.outputSize()];
        weights[0] = 1;
        SplittableRandom random = new SplittableRandom(seed);
        for (Norm norm : Norm.values()) {
            double constant =
                    LipschitzConstant.of(network, form, region, norm).value().doubleNearest();
            for (int sample = 0; sample < 50; sample++) {
                double[] x = random.doubles(network.inputSize(), -1, 1).toArray();
                assertThat(dual(norm, compiled.gradient(x, weights))).isLessThanOrEqualTo(constant);
            }
        }
    }

    private static Box region(long seed, int size) {
        return Box.uniform(size, Rational.of(-1), seed % 3 == 0 ? Rational.POSITIVE_INFINITY : Rational.ONE);
    }

    /** The gradients of all patterns that have an interior. */
    private static List<double[]> gradients(Network network, Box region) {
        CompiledNetwork compiled = CompiledNetwork.of(network);
        List<double[]> gradients = new ArrayList<>();
        for (int bits = 0; bits < 1 << network.neuronCount(); bits++) {
            Phase[][] pattern = new Phase[compiled.reluLayers()][];
            int seen = 0;
            for (int relu = 0; relu < pattern.length; relu++) {
                pattern[relu] = new Phase[compiled.reluSize(relu)];
                for (int i = 0; i < pattern[relu].length; i++) {
                    pattern[relu][i] = (bits >> seen & 1) == 1 ? Phase.ACTIVE : Phase.INACTIVE;
                    seen++;
                }
            }
            AffinePiece piece = compiled.affinePiece(pattern);
            if (hasInterior(piece, pattern, region)) {
                gradients.add(Arrays.copyOf(piece.outputRows(), region.size()));
            }
        }
        return gradients;
    }

    private static boolean hasInterior(AffinePiece piece, Phase[][] pattern, Box region) {
        int size = region.size();
        List<LinearConstraint> constraints = new ArrayList<>();
        for (int relu = 0; relu < pattern.length; relu++) {
            for (int i = 0; i < pattern[relu].length; i++) {
                double[] row = Arrays.copyOfRange(piece.preActivationRows(relu), i * size, (i + 1) * size);
                double constant = piece.preActivationConstants(relu)[i];
                boolean vanishes = constant == 0 && Arrays.stream(row).allMatch(a -> a == 0);
                if (!vanishes) {
                    double sign = pattern[relu][i] == Phase.ACTIVE ? -1 : 1;
                    double[] left =
                            Arrays.copyOf(Arrays.stream(row).map(a -> sign * a).toArray(), size + 1);
                    left[size] = 1;
                    constraints.add(new LinearConstraint(left, Relationship.LEQ, -sign * constant));
                }
            }
        }
        for (int i = 0; i <= size; i++) {
            double[] unit = new double[size + 1];
            unit[i] = 1;
            boolean open = i < size && !region.upper().get(i).isFinite();
            constraints.add(new LinearConstraint(unit, Relationship.LEQ, open ? 1e6 : 1));
            constraints.add(new LinearConstraint(unit, Relationship.GEQ, i < size ? -1 : -1e9));
        }
        double[] objective = new double[size + 1];
        objective[size] = 1;
        return new SimplexSolver()
                        .optimize(
                                new MaxIter(10_000),
                                new LinearObjectiveFunction(objective, 0),
                                new LinearConstraintSet(constraints),
                                GoalType.MAXIMIZE,
                                new NonNegativeConstraint(false))
                        .getValue()
                > THIN;
    }

    private static double[] doubles(List<Rational> values) {
        return values.stream().mapToDouble(Rational::doubleNearest).toArray();
    }

    /** The dual norm, its square for l2. */
    private static double dual(Norm norm, double[] gradient) {
        return switch (norm) {
            case LINF -> Arrays.stream(gradient).map(Math::abs).sum();
            case L2 -> Arrays.stream(gradient).map(g -> g * g).sum();
            case L1 -> Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
        };
    }
}
