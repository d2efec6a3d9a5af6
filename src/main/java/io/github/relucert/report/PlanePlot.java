package io.github.relucert.report;

import io.github.relucert.attack.Attack;
import io.github.relucert.attack.AttackBudget;
import io.github.relucert.attack.AttackResult;
import io.github.relucert.attack.AttackTarget;
import java.util.List;
import java.util.Locale;

/**
 * A network with two inputs: the classes of the plane, certified balls around the rows, the witnesses that they touch, and the way of an
 * attack from improvement to improvement.
 */
final class PlanePlot {
    private static final int PIXELS = 220;
    private static final int BUDGET = 400;
    private static final double SIZE = 480;
    private static final double ROOM = 0.05;

    /** Pale colours of classes; lines and dots stay readable on them in light and dark. */
    private static final int[] CLASSES = {
        0xcfe0f5, 0xf9dcc4, 0xd3eecf, 0xf6cfd0, 0xe2d5f0, 0xe6dccb, 0xf5d3ea, 0xe0e0e0, 0xe9eebf, 0xc7edf0
    };

    private final double left;
    private final double right;
    private final double bottom;
    private final double top;
    private final StringBuilder body = new StringBuilder();

    private PlanePlot(List<CertifiedPoint> points) {
        double x0 = Double.POSITIVE_INFINITY;
        double x1 = Double.NEGATIVE_INFINITY;
        double y0 = Double.POSITIVE_INFINITY;
        double y1 = Double.NEGATIVE_INFINITY;
        for (CertifiedPoint point : points) {
            double reach = Double.isFinite(point.lower()) ? point.lower() : 0;
            x0 = Math.min(x0, point.centre()[0] - reach);
            x1 = Math.max(x1, point.centre()[0] + reach);
            y0 = Math.min(y0, point.centre()[1] - reach);
            y1 = Math.max(y1, point.centre()[1] + reach);
        }
        double side = Math.max(Math.max(x1 - x0, y1 - y0), 1e-6) * (1 + 2 * ROOM);
        left = (x0 + x1 - side) / 2;
        right = left + side;
        bottom = (y0 + y1 - side) / 2;
        top = bottom + side;
    }

    /** The picture of points of one norm and one network. */
    static String svg(List<CertifiedPoint> points, Attack attack, long seed) {
        PlanePlot plot = new PlanePlot(points);
        plot.background(points.getFirst());
        points.forEach(plot::ball);
        points.forEach(point -> plot.path(point, attack, seed));
        points.forEach(plot::dots);
        return String.format(
                        Locale.ROOT,
                        "<svg class=\"plane\" role=\"img\" viewBox=\"0 0 %.0f %.0f\" aria-label=\"classes of the plane with certified balls\">",
                        SIZE,
                        SIZE)
                + plot.body + "</svg>";
    }

    private double x(double value) {
        return (value - left) / (right - left) * SIZE;
    }

    private double y(double value) {
        return (top - value) / (top - bottom) * SIZE;
    }

    private void background(CertifiedPoint any) {
        byte[] png = PngWriter.encoded(PIXELS, PIXELS, (px, py) -> {
            double[] p = {left + (px + 0.5) / PIXELS * (right - left), top - (py + 0.5) / PIXELS * (top - bottom)};
            return CLASSES[any.predicted(p) % CLASSES.length];
        });
        body.append(String.format(Locale.ROOT, "<image width=\"%.0f\" height=\"%.0f\" href=\"", SIZE, SIZE))
                .append(ImageRow.uri(png))
                .append("\"/>");
    }

    private void ball(CertifiedPoint point) {
        double r = point.lower();
        if (!(r > 0) || !Double.isFinite(r)) {
            return;
        }
        double cx = x(point.centre()[0]);
        double cy = y(point.centre()[1]);
        double length = r / (right - left) * SIZE;
        body.append(
                switch (point.norm()) {
                    case LINF ->
                        String.format(
                                Locale.ROOT,
                                "<rect class=\"ball\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                                cx - length,
                                cy - length,
                                2 * length,
                                2 * length);
                    case L2 ->
                        String.format(
                                Locale.ROOT,
                                "<circle class=\"ball\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>",
                                cx,
                                cy,
                                length);
                    case L1 ->
                        String.format(
                                Locale.ROOT,
                                "<path class=\"ball\" d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fL%.1f %.1fZ\"/>",
                                cx - length,
                                cy,
                                cx,
                                cy - length,
                                cx + length,
                                cy,
                                cx,
                                cy + length);
                });
    }

    private void path(CertifiedPoint point, Attack attack, long seed) {
        AttackTarget target =
                new AttackTarget(point.certificate().statement().problem(point.network()), point.compiled());
        AttackResult result = attack.run(target, new AttackBudget(BUDGET, seed));
        StringBuilder path = new StringBuilder();
        for (AttackResult.Improvement step : result.history()) {
            path.append(String.format(
                    Locale.ROOT,
                    "%s%.1f %.1f",
                    path.isEmpty() ? "M" : "L",
                    x(step.witness().point().get(0).doubleNearest()),
                    y(step.witness().point().get(1).doubleNearest())));
        }
        if (!path.isEmpty()) {
            body.append("<path class=\"way\" d=\"").append(path).append("\"/>");
        }
    }

    private void dots(CertifiedPoint point) {
        dot("row", point.centre(), point.title());
        point.adversarial().ifPresent(p -> dot("witness", p, "nearest unsafe point of " + point.title()));
    }

    private void dot(String style, double[] p, String tip) {
        body.append(String.format(
                        Locale.ROOT,
                        "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"><title>",
                        style,
                        x(p[0]),
                        y(p[1])))
                .append(Plot.escape(tip))
                .append("</title></circle>");
    }
}
