package io.github.relucert.cli;

import io.github.relucert.UniversalAnswer;
import io.github.relucert.exact.Rational;
import io.github.relucert.report.Decimals;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How an answer on universal perturbations is written: for people, or as one JSON object whose field names are an interface. */
final class UniversalReport {
    private static final int MOST_PRINTED = 16;

    private final RowArguments.Opened opened;
    private final UniversalAnswer answer;
    private final boolean signed;

    UniversalReport(RowArguments.Opened opened, UniversalAnswer answer, boolean signed) {
        this.opened = opened;
        this.answer = answer;
        this.signed = signed;
    }

    String text(Optional<Path> saved) {
        String rows = opened.rows().stream().map(String::valueOf).collect(Collectors.joining(","));
        String line = "rows " + rows + "  " + AnswerText.norm(answer.problem().norm()) + "  " + finding()
                + answer.stopped()
                        .map(stop -> "  stopped: " + stop.name().toLowerCase(Locale.ROOT))
                        .orElse("")
                + String.format(Locale.ROOT, "  %.1f s", answer.time().toMillis() / 1000.0);
        StringBuilder text = new StringBuilder(line);
        answer.witness().ifPresent(witness -> text.append("\nperturbation ").append(decimals(witness.point())));
        text.append("\n\nThe number is the length of the smallest z such that ")
                .append(moved())
                .append(" the row");
        text.append(
                " is misclassified, a tie included, for all these rows at once; in real arithmetic over the stored ");
        text.append("weights.\n").append(vouched()).append('.');
        saved.ifPresent(file ->
                text.append(" The perturbation was saved in ").append(file).append('.'));
        return text.toString();
    }

    private String moved() {
        return signed ? "moved by -z (upper class) or by z (lower class)" : "moved by z";
    }

    private String vouched() {
        String upper = "The upper end is the length of an exact perturbation, checked in rational arithmetic; ";
        return switch (answer.lowerBy()) {
            case UniversalAnswer.Cells _ ->
                "Computed by branch and bound over activation cells, every step decided in rational arithmetic";
            case UniversalAnswer.ByEngine _ ->
                upper
                        + (answer.isClaimed()
                                ? "the lower end is a claim of the solver named, not a proof"
                                : "the lower end is proved");
        };
    }

    private String finding() {
        return switch (answer.status()) {
            case EXACT ->
                "smallest perturbation " + Decimals.up(answer.lower()).toPlainString() + " (exact" + exactly() + ")";
            case NONE ->
                "no perturbation in the domain fools all rows ("
                        + answer.lowerBy().text() + ")";
            case BRACKET ->
                answer.witness()
                        .map(w -> "smallest perturbation in ["
                                + Decimals.down(answer.lower()).toPlainString() + ", "
                                + Decimals.up(w.distance()).toPlainString() + "] (lower end "
                                + answer.lowerBy().text() + ", upper end witness)")
                        .orElseGet(() -> "smallest perturbation at least "
                                + Decimals.down(answer.lower()).toPlainString() + " ("
                                + answer.lowerBy().text() + ", no witness found)");
        };
    }

    /** The number itself where it is short. */
    private String exactly() {
        String value = answer.lower().value().toString();
        String named = answer.problem().norm() == Norm.L2 ? "root of " + value : value;
        return named.length() <= 40 ? ": " + named : "";
    }

    private static String decimals(List<Rational> point) {
        String shown = point.stream()
                .limit(MOST_PRINTED)
                .map(x -> String.format(Locale.ROOT, "%.6g", x.doubleNearest()))
                .collect(Collectors.joining(", "));
        return "[" + shown + (point.size() > MOST_PRINTED ? ", ... (" + point.size() + " numbers)" : "") + "]";
    }

    String json(Optional<Path> saved) {
        Radius lower = answer.lower();
        boolean exact = answer.status() == UniversalAnswer.Status.EXACT;
        Optional<String> value = Optional.of(lower.value().toString()).filter(v -> exact);
        boolean square = answer.problem().norm() == Norm.L2;
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rows", opened.rows());
        fields.put("norm", answer.problem().norm().id());
        fields.put("shift", signed ? "signed" : "same");
        fields.put("status", answer.status().name().toLowerCase(Locale.ROOT));
        fields.put("stopped", answer.stopped().map(stop -> stop.name().toLowerCase(Locale.ROOT)));
        fields.put("lower", Optional.of(lower).filter(Radius::isFinite).map(Decimals::down));
        fields.put("upper", answer.witness().map(w -> Decimals.up(w.distance())));
        fields.put("lower_by", answer.lowerBy().text());
        fields.put("upper_by", answer.witness().map(w -> "witness"));
        fields.put("length", value.filter(v -> !square));
        fields.put("length_squared", value.filter(v -> square));
        fields.put(
                "perturbation",
                answer.witness()
                        .map(w -> w.point().stream().map(Rational::toString).toList()));
        fields.put("seconds", answer.time().toMillis() / 1000.0);
        fields.put("nodes", answer.nodes());
        fields.put("saved", saved.map(Path::toString));
        return AnswerJson.write(fields);
    }
}
