package io.github.relucert.report;

import java.util.Locale;

/** One SVG picture with two axes; colours come from the page, so that it follows light and dark. */
final class Plot {
    static final double WIDTH = 640;
    static final double HEIGHT = 400;
    static final double LEFT = 64;
    static final double RIGHT = 16;
    static final double TOP = 16;
    static final double BOTTOM = 52;

    private final StringBuilder body = new StringBuilder();
    private final Axis x;
    private final Axis y;

    private Plot(Axis x, Axis y) {
        this.x = x;
        this.y = y;
    }

    /** An empty frame with grid, ticks and names. */
    static Plot framed(Axis x, Axis y, String xName, String yName) {
        Plot plot = new Plot(x, y);
        for (double tick : x.ticks()) {
            double at = x.at(tick);
            plot.line(at, TOP, at, HEIGHT - BOTTOM, "grid");
            plot.text(at, HEIGHT - BOTTOM + 18, Axis.label(tick), "middle", "tick");
        }
        for (double tick : y.ticks()) {
            double at = y.at(tick);
            plot.line(LEFT, at, WIDTH - RIGHT, at, "grid");
            plot.text(LEFT - 8, at + 4, Axis.label(tick), "end", "tick");
        }
        plot.line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, "axis");
        plot.line(LEFT, TOP, LEFT, HEIGHT - BOTTOM, "axis");
        plot.text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, xName, "middle", "name");
        plot.body
                .append("<text class=\"name\" text-anchor=\"middle\" transform=\"translate(14 ")
                .append(number((TOP + HEIGHT - BOTTOM) / 2))
                .append(") rotate(-90)\">")
                .append(escape(yName))
                .append("</text>");
        return plot;
    }

    static Axis acrossLog(java.util.List<Double> values) {
        return Axis.log(values, LEFT, WIDTH - RIGHT);
    }

    static Axis upLog(java.util.List<Double> values) {
        return Axis.log(values, HEIGHT - BOTTOM, TOP);
    }

    static Axis across(double low, double high) {
        return Axis.linear(low, high, LEFT, WIDTH - RIGHT);
    }

    static Axis up(double low, double high) {
        return Axis.linear(low, high, HEIGHT - BOTTOM, TOP);
    }

    double atX(double value) {
        return x.at(value);
    }

    double atY(double value) {
        return y.at(value);
    }

    /** A line between two places in pixels. */
    void line(double x1, double y1, double x2, double y2, String style) {
        body.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                style,
                x1,
                y1,
                x2,
                y2));
    }

    /** A dot with a tooltip at a place in pixels. */
    void dot(double atX, double atY, String style, String tip) {
        body.append(String.format(
                        Locale.ROOT, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\">", style, atX, atY))
                .append("<title>")
                .append(escape(tip))
                .append("</title></circle>");
    }

    /** A path from data in SVG's path language, already in pixels. */
    void path(String commands, String style) {
        body.append("<path class=\"")
                .append(style)
                .append("\" d=\"")
                .append(commands)
                .append("\"/>");
    }

    void text(double atX, double atY, String text, String anchor, String style) {
        body.append(String.format(
                        Locale.ROOT,
                        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">",
                        style,
                        atX,
                        atY,
                        anchor))
                .append(escape(text))
                .append("</text>");
    }

    /** The picture, with a description for those who cannot see it. */
    String svg(String description) {
        return "<svg class=\"plot\" role=\"img\" viewBox=\"0 0 " + number(WIDTH) + " " + number(HEIGHT)
                + "\" aria-label=\"" + escape(description) + "\">" + body + "</svg>";
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
