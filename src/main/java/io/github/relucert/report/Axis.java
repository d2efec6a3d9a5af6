package io.github.relucert.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A scale from data to pixels, linear or logarithmic.
 *
 * @param low the value at {@code from}
 * @param high the value at {@code to}
 */
record Axis(boolean isLog, double low, double high, double from, double to) {
    private static final int TICKS = 5;

    /** A logarithmic axis around positive values, a little wider than they reach; one decade around 1 where there are none. */
    static Axis log(List<Double> values, double from, double to) {
        double low = values.stream()
                .filter(v -> v > 0 && Double.isFinite(v))
                .min(Double::compare)
                .orElse(0.5);
        double high = values.stream()
                .filter(v -> v > 0 && Double.isFinite(v))
                .max(Double::compare)
                .orElse(5.0);
        double room = Math.max(Math.pow(high / low, 0.05), 1.05);
        return new Axis(true, low / room, high * room, from, to);
    }

    /** A linear axis. */
    static Axis linear(double low, double high, double from, double to) {
        return new Axis(false, low, high > low ? high : low + 1, from, to);
    }

    /** Where a value lies; values beyond the axis lie at its ends. */
    double at(double value) {
        double share = isLog ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return from + Math.clamp(Double.isNaN(share) ? 0 : share, 0.0, 1.0) * (to - from);
    }

    /** Round values to be labelled. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (isLog) {
            double[] steps = high / low > 30 ? new double[] {1} : new double[] {1, 2, 5};
            for (int decade = (int) Math.floor(Math.log10(low)); Math.pow(10, decade) <= high; decade++) {
                for (double step : steps) {
                    double tick = step * Math.pow(10, decade);
                    if (tick >= low && tick <= high) {
                        ticks.add(tick);
                    }
                }
            }
            return ticks.isEmpty() ? List.of(low, high) : ticks;
        }
        double raw = (high - low) / TICKS;
        double unit = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = raw / unit > 5 ? 10 * unit : raw / unit > 2 ? 5 * unit : raw / unit > 1 ? 2 * unit : unit;
        for (double tick = Math.ceil(low / step) * step; tick <= high * (1 + 1e-12); tick += step) {
            ticks.add(Math.abs(tick) < step / 1e6 ? 0 : tick);
        }
        return ticks;
    }

    /** A short form of a tick. */
    static String label(double value) {
        double size = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        if (size >= 1e5 || size < 1e-3) {
            return String.format(Locale.ROOT, "%.0e", value)
                    .replace("e-0", "e-")
                    .replace("e+0", "e");
        }
        String plain = String.format(Locale.ROOT, "%.4f", value);
        return plain.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
