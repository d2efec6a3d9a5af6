package io.github.relucert.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.DataRow;
import io.github.relucert.certificate.ModelReference;
import io.github.relucert.certificate.Statement;
import io.github.relucert.certificate.Witness;
import io.github.relucert.data.Preprocessing;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What {@link ClaimWriter} writes, {@link ClaimReader} reads: the same claim, to the last digit. */
class ClaimRoundTripProperties {
    private static Path folder = Path.of("");

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("claims");
    }

    @AfterContainer
    static void removeFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Property(tries = 200)
    void readsWhatWasWritten(@ForAll("claims") Claim claim) throws IOException {
        Path file = folder.resolve("some.claim");
        ClaimWriter.write(claim, file);
        assertThat(ClaimReader.read(file)).isEqualTo(claim);
        Files.delete(file);
    }

    @Property(tries = 60)
    void aClaimThatDiffersIsWrittenDifferently(@ForAll("claims") Claim one, @ForAll("claims") Claim other)
            throws IOException {
        Path first = folder.resolve("first.claim");
        Path second = folder.resolve("second.claim");
        ClaimWriter.write(one, first);
        ClaimWriter.write(other, second);
        assertThat(Files.mismatch(first, second) < 0).isEqualTo(one.equals(other));
        Files.delete(first);
        Files.delete(second);
    }

    @Provide
    Arbitrary<Claim> claims() {
        return Arbitraries.randomValue(ClaimRoundTripProperties::claim);
    }

    private static Claim claim(Random random) {
        int inputs = 1 + random.nextInt(20);
        Norm norm = List.of(Norm.values()).get(random.nextInt(3));
        List<Rational> centre = list(inputs, () -> Rational.of(anyDouble(random)));
        Radius distance = new Radius(norm, positive(random));
        List<Rational> point = new ArrayList<>();
        for (Rational coordinate : centre) {
            point.add(
                    switch (random.nextInt(4)) {
                        case 0 -> coordinate;
                        case 1 -> coordinate.add(distance.value());
                        case 2 -> coordinate.subtract(distance.value());
                        default -> rational(random);
                    });
        }
        Assertion assertion = switch (random.nextInt(3)) {
            case 0 -> new Assertion.RadiusAtLeast(new Radius(norm, positive(random)));
            case 1 -> new Assertion.RobustAt(new Radius(norm, positive(random)));
            default -> new Assertion.NoUnsafePoint();
        };
        return new Claim(
                new Statement(model(random), norm, centre, box(random, inputs), unsafe(random, inputs), assertion),
                word(random),
                positive(random),
                maybe(random, new Witness(point, distance)),
                maybe(random, row(random)));
    }

    private static <T> Optional<T> maybe(Random random, T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private static <T> List<T> list(int size, java.util.function.Supplier<T> supplier) {
        return Stream.generate(supplier).limit(size).toList();
    }

    private static double anyDouble(Random random) {
        double bits = Double.longBitsToDouble(random.nextLong());
        return random.nextInt(3) == 0 && Double.isFinite(bits)
                ? bits
                : random.nextInt(4) == 0 ? 0 : (float) random.nextGaussian();
    }

    private static Rational rational(Random random) {
        int bits = random.nextInt(5) == 0 ? 200 : 1 + random.nextInt(80);
        return Rational.of(
                new BigInteger(bits, random).subtract(new BigInteger(bits, random)),
                BigInteger.ONE.add(new BigInteger(bits, random)));
    }

    private static Rational positive(Random random) {
        return rational(random).abs();
    }

    private static String word(Random random) {
        String letters = "abcXYZ012 /:._-,äß漢=+*<>";
        return IntStream.range(0, 1 + random.nextInt(12))
                .mapToObj(i -> letters.substring(i % 3, i % 3 + 1) + letters.charAt(random.nextInt(letters.length())))
                .collect(Collectors.joining());
    }

    private static String digest(Random random) {
        return String.format("%064x", new BigInteger(256, random));
    }

    private static ModelReference model(Random random) {
        Preprocessing before = new Preprocessing(
                list(1 + random.nextInt(10), () -> rational(random)),
                list(1 + random.nextInt(10), () -> positive(random).add(Rational.ONE)),
                rational(random));
        return new ModelReference(
                "model-" + random.nextInt(100) + ".onnx",
                digest(random),
                maybe(random, word(random)),
                word(random),
                list(random.nextInt(3), () -> word(random)),
                list(random.nextInt(3), () -> word(random)),
                maybe(random, before));
    }

    private static DataRow row(Random random) {
        return new DataRow(
                word(random),
                digest(random),
                random.nextInt(100_000),
                random.nextBoolean() ? OptionalInt.of(random.nextInt(12) - 1) : OptionalInt.empty());
    }

    private static Box box(Random random, int size) {
        if (random.nextBoolean()) {
            return random.nextBoolean() ? Box.unbounded(size) : Box.uniform(size, Rational.ZERO, positive(random));
        }
        List<Rational> lower = list(size, () -> random.nextInt(4) == 0 ? Rational.NEGATIVE_INFINITY : rational(random));
        List<Rational> upper = lower.stream()
                .map(side -> random.nextInt(4) == 0 || !side.isFinite()
                        ? Rational.POSITIVE_INFINITY
                        : side.add(positive(random)))
                .toList();
        return new Box(lower, upper);
    }

    private static UnsafeSet unsafe(Random random, int inputs) {
        return new UnsafeSet(list(
                1 + random.nextInt(4),
                () -> list(
                        1 + random.nextInt(3),
                        () -> new Condition(
                                form(random, inputs, Rational.ZERO),
                                form(random, 10, rational(random)),
                                List.of(Condition.Relation.values()).get(random.nextInt(2))))));
    }

    private static LinearForm form(Random random, int size, Rational constant) {
        List<Integer> indices = IntStream.range(0, size)
                .filter(i -> random.nextInt(3) == 0)
                .boxed()
                .toList();
        return new LinearForm(indices, list(indices.size(), () -> rational(random)), constant);
    }
}
