package io.github.relucert.theorem.sampling;

import io.github.relucert.exact.Rational;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** SCH-1: standard and robust error, and why robustness alone is trivial. */
public final class TrivialRobustness implements Theorem {
    private static final int INSTANCES = 10;
    private static final List<Rational> RADII = List.of(
            Rational.ZERO,
            Rational.of(1, 10),
            Rational.of(1, 3),
            Rational.of(1, 2),
            Rational.ONE,
            Rational.of(3, 2),
            Rational.of(10));

    @Override
    public String id() {
        return "SCH-1";
    }

    @Override
    public Paper paper() {
        return Paper.SAMPLE_COMPLEXITY;
    }

    @Override
    public String title() {
        return "Standard and robust error; robustness alone is trivial";
    }

    @Override
    public String statement() {
        return "The robust error P(some x' within eps of x has f(x') != y) is non-decreasing in eps, equals the standard error at "
                + "eps = 0, and is 1/2 for the constant classifier at every eps: robustness means something together with accuracy only.";
    }

    @Override
    public String source() {
        return "Definitions, equation (15)";
    }

    @Override
    public Optional<String> erratum() {
        return Optional.of(
                "A slide prints P(f(x') != y) for the standard error, calls sigma the variance, D a map to R, f(x) where f_n is "
                        + "meant, and \"with probability\" without saying which. Right: P(f(x) != y); sigma is the standard deviation; D is a "
                        + "distribution; f_n; with high probability.");
    }

    /** What is wrong with the errors of a classifier as a function of the radius, compared with the definition. */
    static List<String> errorViolations(SignClassifier classifier, Rational tau) {
        List<String> violations = new ArrayList<>();
        Rational last = Rational.ZERO;
        for (Rational eps : RADII) {
            Rational error = classifier.robustError(tau, eps);
            Rational defined = classifier.robustErrorByEnumeration(tau, eps);
            if (!error.equals(defined) || error.compareTo(last) < 0) {
                violations.add(
                        "w = " + Arrays.toString(classifier.weights()) + ", b = " + classifier.bias() + ", eps = " + eps
                                + ": " + error + ", by definition " + defined + ", at the radius before " + last);
            }
            last = error;
        }
        return violations;
    }

    /** Radii at which the robust error of a classifier differs from its standard error. */
    static List<String> radiusDependence(SignClassifier classifier, Rational tau) {
        Rational standard = classifier.robustError(tau, Rational.ZERO);
        List<String> violations = new ArrayList<>();
        for (Rational eps : RADII) {
            Rational error = classifier.robustError(tau, eps);
            if (!error.equals(standard)) {
                violations.add("eps = " + eps + ": " + error + " instead of " + standard);
            }
        }
        return violations;
    }

    /** The classifier that answers +1 whatever its input is. */
    static SignClassifier constant(int dimension) {
        return new SignClassifier(new int[dimension], 1);
    }

    /** Weights in -3..3, bias in -2..2. */
    static SignClassifier draw(int dimension, UniformRandomProvider random) {
        int[] weights = new int[dimension];
        Arrays.setAll(weights, i -> random.nextInt(-3, 4));
        return new SignClassifier(weights, random.nextInt(-2, 3));
    }

    /** A multiple of 1/100 below 1/2. */
    static Rational drawTau(UniformRandomProvider random) {
        return Rational.of(random.nextInt(1, 50), 100);
    }

    @Override
    public List<Check> checks() {
        return List.of(
                new Check("a constant classifier has both errors 1/2 at every radius", seed -> constants()),
                new Check("the robust error grows from the standard error", TrivialRobustness::errors));
    }

    private static Finding constants() {
        List<String> violations = new ArrayList<>();
        for (int d = 1; d <= 8; d++) {
            SignClassifier constant = constant(d);
            violations.addAll(radiusDependence(constant, Rational.of(3, 10)));
            Rational error = constant.robustError(Rational.of(3, 10), Rational.ZERO);
            if (!error.equals(Rational.of(1, 2))) {
                violations.add("d = " + d + ": standard error " + error);
            }
        }
        return Finding.unlessViolated(
                "Bernoulli model, d = 1..8, tau = 0.3, eps = " + RADII, "1/2 at every radius", "1/2", violations);
    }

    private static Finding errors(long seed) {
        UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
        List<String> violations = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            violations.addAll(errorViolations(draw(random.nextInt(1, 6), random), drawTau(random)));
        }
        return Finding.unlessViolated(
                INSTANCES + " random classifiers in the Bernoulli model, d = 1..5, eps = " + RADII,
                "by convolution and by enumeration of all points and corners the same, non-decreasing",
                "exact equality",
                violations);
    }

    @Override
    public List<Check> controls() {
        return List.of(new Check(
                "a classifier that uses its input keeps its error at every radius",
                seed -> Finding.unlessViolated(
                        "f(x) = sign(x_1), tau = 0.3, eps = " + RADII,
                        "standard error at every radius",
                        "robust error = standard error",
                        radiusDependence(new SignClassifier(new int[] {1, 0, 0}, 0), Rational.of(3, 10)))));
    }
}
