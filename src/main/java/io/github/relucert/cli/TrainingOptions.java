package io.github.relucert.cli;

import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.train.Adam;
import io.github.relucert.train.CrossEntropy;
import io.github.relucert.train.LinfAdversary;
import io.github.relucert.train.LogisticLoss;
import io.github.relucert.train.Loss;
import io.github.relucert.train.Momentum;
import io.github.relucert.train.Optimizer;
import io.github.relucert.train.Penalty;
import io.github.relucert.train.Schedule;
import io.github.relucert.train.Sgd;
import io.github.relucert.train.TrainingPlan;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how to train. */
final class TrainingOptions {
    @Option(
            names = "--loss",
            paramLabel = "NAME",
            defaultValue = "cross-entropy",
            description = "cross-entropy, or logistic for one output (default: ${DEFAULT-VALUE})")
    private String loss;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            defaultValue = "adam",
            description = "adam, momentum or sgd (default: ${DEFAULT-VALUE})")
    private String optimizer;

    @Option(
            names = "--lr",
            paramLabel = "RATE",
            defaultValue = "0.002",
            description = "learning rate at the start (default: ${DEFAULT-VALUE})")
    private double learningRate;

    @Option(
            names = "--momentum",
            paramLabel = "M",
            defaultValue = "0.9",
            description = "of --optimizer momentum (default: ${DEFAULT-VALUE})")
    private double momentum;

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            defaultValue = "cosine",
            description = "how the learning rate falls: constant, linear or cosine (default: ${DEFAULT-VALUE})")
    private Schedule schedule;

    @Option(
            names = "--weight-decay",
            paramLabel = "D",
            defaultValue = "0",
            description = "shrink weights by D times the learning rate at every step (default: ${DEFAULT-VALUE})")
    private double weightDecay;

    @Option(
            names = "--l1",
            paramLabel = "L",
            defaultValue = "0",
            description = "l1 penalty on weights, which makes some exactly zero (default: ${DEFAULT-VALUE})")
    private double sparsity;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "20",
            description = "passes over the rows (default: ${DEFAULT-VALUE})")
    private int epochs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "64",
            description = "rows a step (default: ${DEFAULT-VALUE})")
    private int batch;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "seed of all random choices (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--input-scale",
            paramLabel = "C",
            defaultValue = "1",
            description = "train on C times the rows and multiply C into the first layer (default: ${DEFAULT-VALUE})")
    private double inputScale;

    @Option(
            names = "--adversarial",
            paramLabel = "EPS",
            description = "train against PGD in the l_inf ball of this radius, in the data's unit")
    private Optional<Double> adversarial;

    @Option(
            names = "--pgd-steps",
            paramLabel = "N",
            defaultValue = "7",
            description = "gradients a row and step with --adversarial (default: ${DEFAULT-VALUE})")
    private int steps;

    @Option(
            names = "--ramp",
            paramLabel = "N",
            defaultValue = "0",
            description = "epochs in which the adversary's radius grows from 0 to EPS (default: ${DEFAULT-VALUE})")
    private int ramp;

    @Option(
            names = "--input-range",
            paramLabel = "LO,HI",
            defaultValue = "0,1",
            description = "range that the adversary stays in (default: ${DEFAULT-VALUE})")
    private String inputRange;

    /** @throws InputException when an option's value makes no sense */
    TrainingPlan plan() {
        return new TrainingPlan(
                loss(),
                optimizer(),
                schedule,
                new Penalty(weightDecay, sparsity),
                adversarial.map(this::adversary),
                ramp,
                epochs,
                batch,
                inputScale,
                seed);
    }

    private Loss loss() {
        return switch (loss) {
            case "cross-entropy" -> new CrossEntropy();
            case "logistic" -> new LogisticLoss();
            default -> throw new InputException("--loss " + loss + ": choose cross-entropy or logistic");
        };
    }

    private Optimizer optimizer() {
        return switch (optimizer) {
            case "adam" -> new Adam(learningRate);
            case "momentum" -> new Momentum(learningRate, momentum);
            case "sgd" -> new Sgd(learningRate);
            default -> throw new InputException("--optimizer " + optimizer + ": choose adam, momentum or sgd");
        };
    }

    private LinfAdversary adversary(double radius) {
        String[] sides = inputRange.split(",", -1);
        try {
            if (sides.length == 2) {
                double lower = Rational.parse(sides[0]).doubleNearest();
                return new LinfAdversary(
                        radius, steps, lower, Rational.parse(sides[1]).doubleNearest());
            }
        } catch (NumberFormatException e) {
            throw new InputException("--input-range " + inputRange + ": write two numbers, for example 0,16", e);
        }
        throw new InputException("--input-range " + inputRange + ": write two numbers, for example 0,16");
    }
}
