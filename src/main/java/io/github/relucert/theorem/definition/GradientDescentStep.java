package io.github.relucert.theorem.definition;

import io.github.relucert.theorem.definition.LossGradient.Activation;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The gradient step: what the gradient is, and when a step descends. */
public final class GradientDescentStep implements Theorem {
    private static final double STEP = 1e-5;
    private static final double KINK = 1e-3;
    private static final double TOLERANCE = 1e-7;
    private static final double ROUNDING = 1e-12;

    @Override
    public String id() {
        return "DEF-4";
    }

    @Override
    public Paper paper() {
        return Paper.DEFINITIONS;
    }

    @Override
    public String title() {
        return "Gradient descent step";
    }

    @Override
    public String statement() {
        return "One step is theta <- theta - eta dL/dtheta. The gradient by the chain rule agrees with central differences wherever no ReLU is "
                + "near its kink. Where the gradient is Lipschitz with constant S, a step with eta <= 1/S does not raise the loss, "
                + "L(theta - eta g) <= L(theta) - (eta/2) |g|^2.";
    }

    @Override
    public String source() {
        return "Definition of (stochastic) gradient descent in the papers; descent lemma";
    }

    @Override
    public Optional<String> limits() {
        return Optional.of(
                "In double, with a tolerance of 1e-7; samples with a pre-activation below 1e-3 are moved away from the kink.");
    }

    @Override
    public List<Check> checks() {
        return List.of(
                Check.onInstances("the gradient is that of central differences", 100, seed -> gradient(seed, 1)),
                Check.onInstances("a step of at most 1/S does not raise the loss", 100, seed -> descent(seed, 1)));
    }

    @Override
    public List<Check> controls() {
        return List.of(
                Check.onInstances("the gradient with its sign flipped", 5, seed -> gradient(seed, -1)),
                Check.onInstances("steps of 100/S", 100, seed -> descent(seed, 100)));
    }

    /** Chain rule against central differences, for ReLU and tanh. */
    static Finding gradient(long seed, int sign) {
        SplittableRandom random = new SplittableRandom(seed);
        Activation activation = List.of(Activation.values()).get(random.nextInt(2));
        LossGradient function = LossGradient.random(random.nextLong(), activation);
        double[] theta = random.doubles(function.size(), -1, 1).toArray();
        while (activation == Activation.RELU && function.distanceFromKinks(theta) < KINK) {
            for (int k = 0; k < theta.length; k++) {
                theta[k] += 0.1 * random.nextDouble();
            }
        }
        double[] gradient = function.gradient(theta);
        double[] differences = function.differences(theta, STEP);
        double worst = 0;
        for (int k = 0; k < gradient.length; k++) {
            worst = Math.max(worst, Math.abs(sign * gradient[k] - differences[k]));
        }
        String measured = "largest difference " + worst;
        return Finding.unless(
                worst > TOLERANCE ? Optional.of(measured) : Optional.empty(),
                activation + ", " + function.neurons() + " neurons, " + function.points().length + " points",
                measured,
                "at most " + TOLERANCE);
    }

    /** The gradient of a random instance. */
    public static Finding gradient(long seed) {
        return gradient(seed, 1);
    }

    /** One step of a random rate up to {@code factor / S} on a logistic regression. */
    static Finding descent(long seed, double factor) {
        SplittableRandom random = new SplittableRandom(seed);
        LogisticRegression function = LogisticRegression.random(random.nextLong());
        double[] theta = random.doubles(function.points()[0].length, -2, 2).toArray();
        double rate = factor * (1 - random.nextDouble() / 2) / function.smoothness();
        double[] moved = function.step(theta, rate);
        double square = 0;
        for (int k = 0; k < theta.length; k++) {
            double gradient = (theta[k] - moved[k]) / rate;
            square += gradient * gradient;
        }
        double before = function.loss(theta);
        double after = function.loss(moved);
        double bound = before - rate / 2 * square;
        return Finding.unless(
                after > bound + ROUNDING ? Optional.of("loss " + after) : Optional.empty(),
                "logistic regression on " + function.points().length + " points, eta = " + rate + ", 1/S = "
                        + 1 / function.smoothness(),
                "loss " + after,
                "at most L - (eta/2) |g|^2 = " + bound);
    }

    /** A step of at most {@code 1/S}. */
    public static Finding descent(long seed) {
        return descent(seed, 1);
    }
}
