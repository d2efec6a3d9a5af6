package io.github.relucert.report;

import io.github.relucert.attack.Attack;
import io.github.relucert.exact.InputException;
import io.github.relucert.report.SavedResults.Accuracy;
import io.github.relucert.report.SavedResults.Finding;
import io.github.relucert.report.SavedResults.RowResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One self-contained page over saved results: numbers, plots, images and planes. Needs no network and no script, works from disk, follows light and dark,
 * fits small screens and paper. What it shows was proved or found elsewhere; nothing is checked here.
 */
public final class HtmlReport {
    private static final int MOST_IMAGES = 24;
    private static final double SAME = 1e-5;

    private final String title;
    private final SavedResults results;
    private final CertifiedPoint.Found found;
    private final Optional<ImageRow.Shape> images;
    private final Attack attack;
    private final StringBuilder body = new StringBuilder();

    private HtmlReport(
            String title,
            SavedResults results,
            CertifiedPoint.Found found,
            Optional<ImageRow.Shape> images,
            Attack attack) {
        this.title = title;
        this.results = results;
        this.found = found;
        this.images = images;
        this.attack = attack;
    }

    /**
     * The page of a folder's results and certificates.
     *
     * @param models where the models of the certificates are looked for besides the folder, the current one and {@code models}
     * @param shape of rows that are images, {@code H,W} or {@code C,H,W}
     * @param attack whose way is drawn in planes
     * @throws InputException when something cannot be read
     */
    public static String of(String title, Path folder, List<Path> models, Optional<String> shape, Attack attack) {
        return of(title, SavedResults.in(folder), Optional.of(folder), models, shape, attack);
    }

    /** The same with results that are at hand, and certificates where they were saved. */
    public static String of(
            String title,
            SavedResults results,
            Optional<Path> certificates,
            List<Path> models,
            Optional<String> shape,
            Attack attack) {
        CertifiedPoint.Found found = certificates
                .map(folder -> CertifiedPoint.in(folder, models))
                .orElse(new CertifiedPoint.Found(List.of(), List.of()));
        return new HtmlReport(title, results, found, shape.map(HtmlReport::shape), attack).page();
    }

    private static ImageRow.Shape shape(String text) {
        try {
            int[] sides = Arrays.stream(text.split("[,x]", -1))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            int first = sides.length - 2;
            int channels = sides.length == 3 ? sides[0] : 1;
            if ((sides.length == 2 || sides.length == 3)
                    && (channels == 1 || channels == 3)
                    && Arrays.stream(sides).allMatch(side -> side > 0)) {
                return new ImageRow.Shape(channels, sides[first], sides[first + 1]);
            }
        } catch (NumberFormatException e) {
            throw new InputException("--image: '" + text + "' is no shape; say 8x8 or 3x32x32", e);
        }
        throw new InputException("--image: '" + text + "' is no shape; say 8x8 or 3x32x32");
    }

    /** The usual sign of a norm. */
    static String norm(String id) {
        return switch (id) {
            case "linf" -> "l∞";
            case "l2" -> "l₂";
            case "l1" -> "l₁";
            default -> id;
        };
    }

    private String page() {
        body.append("<h1>").append(Plot.escape(title)).append("</h1>");
        overview();
        counts();
        for (String norm : results.norms()) {
            attacks(norm);
        }
        masking();
        if (results.rows().stream().anyMatch(r -> r.seconds().isPresent())) {
            section("Time of certification", Charts.cactus(results), legend(results.norms()));
        }
        planes();
        pictures();
        rows();
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" + Plot.escape(title)
                + "</title><style>" + style() + "</style></head><body><main>" + body + "</main></body></html>\n";
    }

    private static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("report.css is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void section(String heading, String... parts) {
        body.append("<section><h2>").append(Plot.escape(heading)).append("</h2>");
        for (String part : parts) {
            body.append(part);
        }
        body.append("</section>");
    }

    private static String cell(String text) {
        return "<td>" + Plot.escape(text) + "</td>";
    }

    private static String table(List<String> heads, String rows) {
        StringBuilder head = new StringBuilder();
        heads.forEach(h -> head.append("<th>").append(Plot.escape(h)).append("</th>"));
        return "<div class=\"wide\"><table><thead><tr>" + head + "</tr></thead><tbody>" + rows
                + "</tbody></table></div>";
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6g", value) : "–";
    }

    private static String down(double share) {
        return Percent.atLeast(share, 1);
    }

    private static String up(double share) {
        return Percent.atMost(share, 1);
    }

    /** One number where both ends agree in what is printed. */
    private static String radius(double lower, double upper) {
        if (!Double.isFinite(upper)) {
            return Double.isFinite(lower) ? "at least " + number(lower) : "none in the domain";
        }
        return number(lower).equals(number(upper)) ? number(upper) : number(lower) + " … " + number(upper);
    }

    private void overview() {
        StringBuilder lines = new StringBuilder();
        for (String norm : results.norms()) {
            List<RowResult> rows = results.rows(norm);
            double[] upper =
                    rows.stream().mapToDouble(RowResult::upper).sorted().toArray();
            double[] lower =
                    rows.stream().mapToDouble(RowResult::lower).sorted().toArray();
            long closed = rows.stream().filter(RowResult::isClosed).count();
            long proved = rows.stream().filter(RowResult::isProved).count();
            lines.append("<tr>")
                    .append(cell(norm(norm)))
                    .append(cell(String.valueOf(rows.size())))
                    .append(cell(closed + ""))
                    .append(cell(proved + ""))
                    .append(cell(number(lower[0])))
                    .append(cell(radius(lower[lower.length / 2], upper[upper.length / 2])))
                    .append("</tr>");
        }
        body.append(table(
                List.of("norm", "rows", "radius known", "lower end proved", "least lower end", "median radius"),
                lines.toString()));
        body.append(
                "<p>The radius is the distance to the nearest input that is not classified like the row; known: both ends of"
                        + " its bracket agree to a millionth.</p>");
    }

    private void counts() {
        for (String norm : results.norms()) {
            List<Accuracy> accuracies = results.accuracies(norm);
            List<RowResult> rows = results.counted(norm);
            if (accuracies.isEmpty() && rows.isEmpty()) {
                continue;
            }
            StringBuilder counts = new StringBuilder();
            for (Accuracy a : accuracies) {
                String bracket = down(a.lower()) + (a.undecided() == 0 ? "" : " … " + up(a.upper()));
                counts.append("<tr>")
                        .append(cell(a.epsilon()))
                        .append(cell(a.robust() + " of " + a.rows()))
                        .append(cell(a.attacked() + ""))
                        .append(cell(a.undecided() + ""))
                        .append(cell(bracket))
                        .append(cell(down(a.populationLower()) + " … " + up(a.populationUpper())))
                        .append("</tr>");
            }
            section(
                    "Robust accuracy of " + rows.size() + " rows, " + norm(norm),
                    "<p>Between the lines lies what is not decided: rows that are proved robust are below it, rows that are proved attacked"
                            + " above. Bars are the 95 % interval (Clopper and Pearson) for the population, if the rows are a random sample of it.</p>",
                    Charts.counted(rows, accuracies, norm(norm)),
                    "<p class=\"legend\"><span class=\"key certified\">certified bracket on these rows</span> "
                            + "<span class=\"key interval\">population, 95 %</span></p>",
                    accuracies.isEmpty()
                            ? ""
                            : table(
                                    List.of(
                                            "radius",
                                            "robust",
                                            "attacked",
                                            "undecided",
                                            "robust accuracy, certified",
                                            "population, 95 %"),
                                    counts.toString()));
        }
    }

    private static String legend(List<String> norms) {
        StringBuilder legend = new StringBuilder("<p class=\"legend\">");
        for (int k = 0; k < norms.size(); k++) {
            legend.append("<span class=\"key c")
                    .append(k)
                    .append("\">")
                    .append(norm(norms.get(k)))
                    .append("</span> ");
        }
        return legend.append("</p>").toString();
    }

    private void attacks(String norm) {
        List<AttackSeries> series = AttackSeries.of(results, norm);
        List<RowResult> rows = results.rows(norm);
        String unit = norm(norm);
        StringBuilder legend = new StringBuilder("<p class=\"legend\"><span class=\"key certified\">certified</span> ");
        StringBuilder lines = new StringBuilder();
        for (AttackSeries s : series) {
            if (!s.style().equals("other")) {
                legend.append("<span class=\"key ")
                        .append(s.style())
                        .append("\">")
                        .append(Plot.escape(s.name()))
                        .append("</span> ");
            }
            DistanceRatios ratios = s.ratios();
            lines.append("<tr>")
                    .append(cell(s.name()))
                    .append(cell(s.source()))
                    .append(cell(s.found() + " of " + ratios.rows()))
                    .append(cell(bracket(s.medianLow(), s.medianHigh())))
                    .append(cell(number(ratios.worst().orElse(Double.NaN))))
                    .append(cell(down(ratios.within(1.01))))
                    .append(cell(down(ratios.within(1.05))))
                    .append(cell(down(ratios.within(1.5))))
                    .append("</tr>");
        }
        if (series.stream().anyMatch(s -> s.style().equals("other"))) {
            legend.append("<span class=\"key other\">all others</span>");
        }
        legend.append("</p>");
        boolean isShown = series.isEmpty() && results.counted(norm).size() == rows.size();
        if (!isShown) {
            section("Robust accuracy over the radius, " + unit, Charts.accuracy(rows, series, unit), legend.toString());
        }
        if (!series.isEmpty()) {
            section(
                    "Attacks against certified radii, " + unit,
                    "<p>" + Plot.escape(diagonal(series)) + "</p>",
                    Charts.scatter(series, unit),
                    Charts.ratios(series),
                    legend.toString(),
                    table(
                            List.of("attack", "sees", "found", "median ratio", "worst", "within 1 %", "5 %", "50 %"),
                            lines.toString()));
        }
    }

    /** What the diagonal means, which depends on whether the certificates leave room. */
    private static String diagonal(List<AttackSeries> series) {
        List<RowResult> rows = series.stream()
                .flatMap(s -> s.points().stream().map(AttackSeries.Point::row))
                .distinct()
                .toList();
        long open = rows.stream().filter(row -> !row.isClosed()).count();
        return open == 0
                ? "Nothing lies below the diagonal: there every attack would contradict a proof."
                : open + " of " + rows.size()
                        + " certificates are open. There a dot stands over the nearest unsafe point known, and a bar"
                        + " reaches left to the proved lower end; nearer points within the bar would contradict nothing. Ratios are over"
                        + " the one and the other; the worst and the shares are over the lower end.";
    }

    /** One number where both are the same up to what is printed of a ratio. */
    private static String bracket(double low, double high) {
        boolean isOne = high - low < SAME * high || !Double.isFinite(low);
        return isOne ? number(high) : number(low) + " … " + (Double.isFinite(high) ? number(high) : "∞");
    }

    private void masking() {
        List<Finding> stalled = results.findings().stream()
                .filter(f -> f.isStalled() && f.masking().isPresent())
                .toList();
        if (stalled.isEmpty()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (Finding f : stalled) {
            lines.append("<tr>")
                    .append(cell(f.row() + ""))
                    .append(cell(norm(f.norm())))
                    .append(cell(f.attack()))
                    .append(cell(number(f.distance())))
                    .append(cell(f.masking().orElse("")))
                    .append("</tr>");
        }
        section(
                "Masked gradients",
                "<p>Rows on which a gradient attack stalls although a nearer unsafe point is known.</p>",
                table(List.of("row", "norm", "attack", "its distance", "why"), lines.toString()));
    }

    private void planes() {
        Map<String, List<CertifiedPoint>> byNorm = new TreeMap<>();
        for (CertifiedPoint point : found.points()) {
            if (point.centre().length == 2) {
                byNorm.computeIfAbsent(
                                CertifiedPoint.order(point.norm())
                                        + point.certificate()
                                                .statement()
                                                .model()
                                                .sha256(),
                                _ -> new java.util.ArrayList<>())
                        .add(point);
            }
        }
        byNorm.values()
                .forEach(points -> section(
                        "The plane of "
                                + points.getFirst()
                                        .certificate()
                                        .statement()
                                        .model()
                                        .fileName() + ", "
                                + norm(points.getFirst().norm().id()),
                        "<p>No point of a ball is classified otherwise than the row in its middle; where the radius is known, the ball touches"
                                + " the boundary at the nearest such point (ring). Dashed: the way of "
                                + Plot.escape(attack.name()) + ", an attack, from one improvement to the next.</p>",
                        PlanePlot.svg(points, attack, 1)));
    }

    private void pictures() {
        List<String> figures = found.points().stream()
                .map(point -> ImageRow.figure(point, images))
                .flatMap(Optional::stream)
                .toList();
        if (!figures.isEmpty()) {
            String more = figures.size() > MOST_IMAGES
                    ? "<p>The first " + MOST_IMAGES + " of " + figures.size() + ".</p>"
                    : "";
            section(
                    "Nearest unsafe images",
                    more,
                    "<div class=\"images\">"
                            + String.join("", figures.subList(0, Math.min(MOST_IMAGES, figures.size())))
                            + "</div>");
        }
        if (!found.missing().isEmpty()) {
            section(
                    "Not shown",
                    "<p>Images and planes of " + Plot.escape(String.join(", ", found.missing()))
                            + ": the model was not found; name it with --model FILE.</p>");
        }
    }

    private void rows() {
        StringBuilder lines = new StringBuilder();
        for (RowResult r : results.rows()) {
            lines.append("<tr>")
                    .append(cell(r.row() + ""))
                    .append(cell(r.label().orElse("–")))
                    .append(cell(norm(r.norm())))
                    .append(cell(number(r.lower())))
                    .append(cell(number(r.upper())))
                    .append(cell(r.isProved() ? "proof" : "claim"))
                    .append(cell(r.seconds().isPresent() ? number(r.seconds().getAsDouble()) : "–"))
                    .append("</tr>");
        }
        section(
                "Rows",
                table(List.of("row", "label", "norm", "lower end", "upper end", "by", "seconds"), lines.toString()));
    }
}
