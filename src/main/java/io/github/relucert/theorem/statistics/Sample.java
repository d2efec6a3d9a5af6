package io.github.relucert.theorem.statistics;

import java.util.stream.DoubleStream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * Mean and spread of independent draws of one number.
 *
 * @param size how many; at least two
 * @param mean their mean
 * @param deviation their sample standard deviation
 */
public record Sample(long size, double mean, double deviation) {
    /** A mean is accepted while it lies within this many standard errors of its expectation (chance of error 6e-7). */
    public static final double LARGEST_SCORE = 5;

    /** @throws IllegalArgumentException when there are fewer than two draws */
    public Sample {
        if (size < 2) {
            throw new IllegalArgumentException("a sample of " + size + " has no spread");
        }
    }

    /** Summarises draws. */
    public static Sample of(DoubleStream draws) {
        SummaryStatistics summary = new SummaryStatistics();
        draws.forEach(summary::addValue);
        return new Sample(summary.getN(), summary.getMean(), summary.getStandardDeviation());
    }

    /** Standard error of the mean. */
    public double standardError() {
        return deviation / Math.sqrt((double) size);
    }

    /** By how many standard errors the mean exceeds an expectation. */
    public double score(double expectation) {
        return (mean - expectation) / standardError();
    }

    /** Whether the mean is within {@link #LARGEST_SCORE} standard errors of an expectation. */
    public boolean agreesWith(double expectation) {
        return Math.abs(score(expectation)) <= LARGEST_SCORE;
    }
}
