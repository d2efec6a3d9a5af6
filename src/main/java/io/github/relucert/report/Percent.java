package io.github.relucert.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Shares in per cent, rounded towards the side on which what is said of them stays true. */
public final class Percent {
    private Percent() {}

    /**
     * What is at least so much: rounded down.
     *
     * @param share in [0, 1]
     * @param decimals how many digits follow the point
     */
    public static String atLeast(double share, int decimals) {
        return text(share, decimals, RoundingMode.FLOOR);
    }

    /**
     * What is at most so much: rounded up.
     *
     * @param share in [0, 1]
     * @param decimals how many digits follow the point
     */
    public static String atMost(double share, int decimals) {
        return text(share, decimals, RoundingMode.CEILING);
    }

    /** The shortest decimal of a quotient is the quotient itself where that is a short one: 57 of 100 are 57 %, not 56.99 %. */
    private static String text(double share, int decimals, RoundingMode mode) {
        return BigDecimal.valueOf(share)
                        .movePointRight(2)
                        .setScale(decimals, mode)
                        .toPlainString()
                + " %";
    }
}
