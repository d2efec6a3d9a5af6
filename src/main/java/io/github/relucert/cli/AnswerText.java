package io.github.relucert.cli;

import io.github.relucert.Answer;
import io.github.relucert.engine.Outcome;
import io.github.relucert.report.Decimals;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/** One line of text for an answer. */
final class AnswerText {
    private static final int BRACKET_DIGITS = 10;

    private AnswerText() {}

    /** The norm as people write it. */
    static String norm(Norm norm) {
        return switch (norm) {
            case LINF -> "l_inf";
            case L2 -> "l2";
            case L1 -> "l1";
        };
    }

    static String line(Answer answer) {
        StringBuilder line = new StringBuilder("row ").append(answer.question().row());
        answer.question().label().ifPresent(label -> line.append("  label ").append(label));
        line.append("  ").append(norm(answer.norm())).append("  ").append(finding(answer));
        answer.stopped()
                .ifPresent(stop -> line.append("  stopped: ").append(stop.name().toLowerCase(Locale.ROOT)));
        double seconds = answer.time().toMillis() / 1000.0;
        return line.append(String.format(Locale.ROOT, "  %.1f s", seconds)).toString();
    }

    private static String finding(Answer answer) {
        String by = lowerBy(answer);
        return switch (answer.status()) {
            case EXACT ->
                "radius " + Decimals.up(answer.upper()).toPlainString() + " (exact, proved)" + nearest(answer);
            case BRACKET -> bracket(answer, by) + nearest(answer);
            case ABOVE -> "radius above " + plain(Decimals.down(answer.lower())) + " (" + by + ")";
            case BELOW -> "radius at most " + plain(Decimals.up(answer.upper())) + " (witness)" + nearest(answer);
            case NONE -> "no adversarial point in the domain (" + by + ")";
            case MISCLASSIFIED ->
                "misclassified"
                        + (answer.question().predicted().isPresent()
                                ? " as " + answer.question().predicted().getAsInt()
                                : "")
                        + ", radius 0";
        };
    }

    private static String bracket(Answer answer, String by) {
        String low = plain(rounded(Optional.of(answer.lower()), RoundingMode.FLOOR));
        if (answer.witness().isEmpty()) {
            return "radius at least " + low + " (" + by + ", no witness found)";
        }
        String high = plain(rounded(Optional.of(answer.upper()), RoundingMode.CEILING));
        return "radius in [" + low + ", " + high + "] ("
                + (answer.isProved() ? by : "lower end " + by + ", upper end witness") + ")";
    }

    private static BigDecimal rounded(Optional<Radius> radius, RoundingMode mode) {
        BigDecimal decimal =
                mode == RoundingMode.FLOOR ? Decimals.down(radius.orElseThrow()) : Decimals.up(radius.orElseThrow());
        return decimal.round(new MathContext(BRACKET_DIGITS, mode));
    }

    private static String plain(BigDecimal decimal) {
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }

    private static String lowerBy(Answer answer) {
        return switch (answer.lowerBy()) {
            case Outcome.Proved _ -> "proved";
            case Outcome.Claimed claimed -> "claimed by " + claimed.solver();
        };
    }

    private static String nearest(Answer answer) {
        return answer.target().isPresent()
                ? "  nearest class " + answer.target().getAsInt()
                : "";
    }
}
