package io.github.relucert.cli;

import io.github.relucert.cells.LipschitzConstant;
import io.github.relucert.cells.LipschitzSearch;
import io.github.relucert.exact.Rational;
import io.github.relucert.report.Decimals;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** How a Lipschitz constant is written: one line for people, or one JSON object whose field names are an interface. */
final class LipschitzReport {
    private static final int LONGEST = 40;

    private LipschitzReport() {}

    static String text(LipschitzCommand.Target target, LipschitzSearch.Result result, double seconds) {
        LipschitzConstant largest = result.largest();
        String start = target.name() + "  " + AnswerText.norm(largest.norm()) + "  ";
        String time = String.format(Locale.ROOT, "  %.1f s", seconds);
        if (!result.isExact()) {
            String upper = result.upper().isFinite()
                    ? Decimals.up(length(result.upper(), largest.norm())).toPlainString()
                    : "infinity";
            String lower =
                    Decimals.down(length(largest.value(), largest.norm())).toPlainString();
            return start + "constant in [" + lower + ", " + upper
                    + "] (lower end attained, upper end proved)  stopped: timeout" + time;
        }
        String value = largest.value().toString();
        String named = largest.norm() == Norm.L2 ? "root of " + value : value;
        String shown = Decimals.up(length(largest.value(), largest.norm())).toPlainString();
        boolean says = named.length() <= LONGEST && !named.equals(shown);
        return start + "constant " + shown + " (exact" + (says ? ": " + named : "") + ")" + time;
    }

    /** The constant of an l2 input is kept as its square, like an l2 radius. */
    private static Radius length(Rational value, Norm norm) {
        return new Radius(norm, value);
    }

    static String meaning(Norm norm, Box region) {
        String dual = switch (norm) {
            case LINF -> "l1";
            case L2 -> "l2";
            case L1 -> "l_inf";
        };
        boolean frozen = IntStream.range(0, region.size())
                .anyMatch(i -> region.lower().get(i).equals(region.upper().get(i)));
        return "A constant is the greatest " + dual
                + " length of a gradient over the activation cells that have an interior "
                + "within the box" + (frozen ? ", frozen inputs left out" : "")
                + "; each cell decided in rational arithmetic over the stored weights.";
    }

    static String json(LipschitzCommand.Target target, LipschitzSearch.Result result, double seconds) {
        LipschitzConstant largest = result.largest();
        boolean square = largest.norm() == Norm.L2;
        Optional<String> value = Optional.of(largest.value().toString()).filter(v -> result.isExact());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("of", target.name());
        fields.put("norm", largest.norm().id());
        fields.put("status", result.isExact() ? "exact" : "bracket");
        fields.put("stopped", Optional.of("timeout").filter(stop -> !result.isExact()));
        fields.put("lower", Decimals.down(length(largest.value(), largest.norm())));
        fields.put(
                "upper",
                Optional.of(result.upper())
                        .filter(Rational::isFinite)
                        .map(u -> Decimals.up(length(u, largest.norm()))));
        fields.put("constant", value.filter(v -> !square));
        fields.put("constant_squared", value.filter(v -> square));
        fields.put("gradient", texts(largest.gradient()));
        fields.put("point", texts(largest.point()));
        fields.put("seconds", Math.round(seconds * 1000) / 1000.0);
        fields.put("nodes", result.nodes());
        return AnswerJson.write(fields);
    }

    private static List<String> texts(List<Rational> numbers) {
        return numbers.stream().map(Rational::toString).toList();
    }
}
