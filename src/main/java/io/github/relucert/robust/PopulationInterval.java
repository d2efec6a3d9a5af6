package io.github.relucert.robust;

import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/**
 * What rows drawn independently from a population say of the population's robust accuracy: the exact binomial interval of C. Clopper and
 * E. Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial", Biometrika 26 (1934). Rows that are
 * undecided widen it: its lower end counts them as not robust, its upper end as robust.
 *
 * @param lower a share in [0, 1]
 * @param upper a share in [0, 1]
 */
public record PopulationInterval(double lower, double upper) {
    /** The interval holds the population's share with at least this probability, whatever that share is. */
    public static final double CONFIDENCE = 0.95;

    /** More than the root finder may be off by; ends are moved outward by as much. */
    private static final double ACCURACY = 2e-9;

    /**
     * The interval for a sample.
     *
     * @param rows number of rows, at least one
     * @param robust how many are robust
     * @param undecided how many may be
     */
    public static PopulationInterval of(int rows, int robust, int undecided) {
        var method = BinomialConfidenceInterval.CLOPPER_PEARSON;
        return new PopulationInterval(
                Math.max(0, method.fromErrorRate(rows, robust, 1 - CONFIDENCE).getLowerBound() - ACCURACY),
                Math.min(
                        1,
                        method.fromErrorRate(rows, robust + undecided, 1 - CONFIDENCE)
                                        .getUpperBound()
                                + ACCURACY));
    }
}
