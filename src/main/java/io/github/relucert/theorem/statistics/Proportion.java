package io.github.relucert.theorem.statistics;

import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/**
 * Successes among independent trials, with the exact limits of Clopper and Pearson ("The use of confidence or fiducial limits
 * illustrated in the case of the binomial", 1934).
 *
 * @param successes of them
 * @param trials at least one
 */
public record Proportion(int successes, int trials) {
    /** @throws IllegalArgumentException when there is no trial or more successes than trials */
    public Proportion {
        if (trials < 1 || successes < 0 || successes > trials) {
            throw new IllegalArgumentException(successes + " successes in " + trials + " trials");
        }
    }

    /** The share of successes. */
    public double share() {
        return (double) successes / trials;
    }

    /** One-sided lower confidence limit: the probability lies below it with a chance of at most {@code alpha < 1/2}. */
    public double lowerLimit(double alpha) {
        return BinomialConfidenceInterval.CLOPPER_PEARSON
                .fromErrorRate(trials, successes, 2 * alpha)
                .getLowerBound();
    }

    /** One-sided upper confidence limit: the probability lies above it with a chance of at most {@code alpha < 1/2}. */
    public double upperLimit(double alpha) {
        return BinomialConfidenceInterval.CLOPPER_PEARSON
                .fromErrorRate(trials, successes, 2 * alpha)
                .getUpperBound();
    }

    @Override
    public String toString() {
        return successes + " of " + trials;
    }
}
