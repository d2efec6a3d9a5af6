package io.github.relucert.vnnlib;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.exact.Rational;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** A file means the points at which its formula, evaluated as it is written, holds. */
class PropertyProperties {
    private static final int INPUTS = 2;
    private static final int OUTPUTS = 2;

    /** A formula as text together with its value at a point, evaluated without any normal form. */
    private record Written(String text, Meaning meaning) {}

    /** Whether a formula holds at input {@code x} and output {@code y}. */
    private interface Meaning {
        boolean at(List<Rational> x, List<Rational> y);
    }

    private static Written draw(Random random, int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return comparison(random);
        }
        boolean and = random.nextBoolean();
        StringBuilder text = new StringBuilder(and ? "(and" : "(or");
        List<Meaning> parts = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            Written part = draw(random, depth - 1);
            text.append(' ').append(part.text());
            parts.add(part.meaning());
        }
        return new Written(
                text + ")",
                (x, y) -> and
                        ? parts.stream().allMatch(part -> part.at(x, y))
                        : parts.stream().anyMatch(part -> part.at(x, y)));
    }

    private static Written comparison(Random random) {
        String operator = List.of("<=", ">=", "<", ">").get(random.nextInt(4));
        int kind = random.nextInt(3);
        int k = random.nextInt(2);
        int factor = 1 + random.nextInt(3);
        int bound = random.nextInt(5) - 2;
        String variable = (kind == 0 ? "X_" : "Y_") + k;
        String left = kind == 2
                ? "(- X_" + k + " (* " + factor + " " + variable + "))"
                : "(* " + factor + " " + variable + ")";
        boolean swapped = random.nextBoolean();
        String text = swapped
                ? "(" + operator + " " + bound + " " + left + ")"
                : "(" + operator + " " + left + " " + bound + ")";
        return new Written(text, (x, y) -> {
            Rational scaled = (kind == 0 ? x : y).get(k).multiply(Rational.of(factor));
            Rational value = kind == 2 ? x.get(k).subtract(scaled) : scaled;
            int order = value.compareTo(Rational.of(bound)) * (swapped ? -1 : 1);
            return switch (operator) {
                case "<=" -> order <= 0;
                case ">=" -> order >= 0;
                case "<" -> order < 0;
                default -> order > 0;
            };
        });
    }

    private static List<Rational> point(Random random, int size) {
        return random.ints(size, -6, 7).mapToObj(v -> Rational.of(v, 2)).toList();
    }

    private static io.github.relucert.vnnlib.Property read(String formula) throws IOException {
        Path file = Files.createTempFile("property", ".vnnlib");
        try {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 2; i++) {
                text.append("(declare-const X_")
                        .append(i)
                        .append(" Real)(declare-const Y_")
                        .append(i)
                        .append(" Real)");
            }
            Files.writeString(file, text + "(assert " + formula + ")");
            return PropertyReader.read(file);
        } finally {
            Files.delete(file);
        }
    }

    private static boolean holds(io.github.relucert.vnnlib.Property property, List<Rational> x, List<Rational> y) {
        return property.domain().firstOutside(x) < 0 && property.unsafe().contains(x, y);
    }

    @Property(tries = 300)
    void thePropertyHoldsWhereTheFormulaDoes(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Written written = draw(random, 3);
        io.github.relucert.vnnlib.Property property = read(written.text());
        for (int i = 0; i < 50; i++) {
            List<Rational> x = point(random, INPUTS);
            List<Rational> y = point(random, OUTPUTS);
            boolean expected = written.meaning().at(x, y);
            Statistics.label("unsafe").collect(expected);
            assertThat(holds(property, x, y))
                    .as("%s at %s, %s", written.text(), x, y)
                    .isEqualTo(expected);
        }
    }

    /** Control: with one comparison turned round the comparison above notices at some point. */
    @Property(tries = 50)
    void aComparisonTurnedRoundIsNoticed(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        Written written = comparison(random);
        String turned = written.text().startsWith("(<")
                ? "(>" + written.text().substring(2)
                : "(<" + written.text().substring(2);
        io.github.relucert.vnnlib.Property property = read(turned);
        boolean noticed = false;
        for (int i = 0; i < 300 && !noticed; i++) {
            List<Rational> x = point(random, INPUTS);
            List<Rational> y = point(random, OUTPUTS);
            noticed = holds(property, x, y) != written.meaning().at(x, y);
        }
        assertThat(noticed).isTrue();
    }
}
