package io.github.relucert.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.ModelReference;
import io.github.relucert.certificate.Statement;
import io.github.relucert.certificate.Witness;
import io.github.relucert.check.Verdict.Invalid;
import io.github.relucert.check.Verdict.Sound;
import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.NaiveEvaluation;
import io.github.relucert.network.Network;
import io.github.relucert.network.TinyNetworks;
import io.github.relucert.onnx.OnnxModel;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a mutated claim is found to prove is true, by an evaluation written apart from the checker. */
class ClaimForgeryTest {
    private static final int MUTATIONS = 1_500;

    private static final Network NETWORK = TinyNetworks.oneHidden(
            FloatType.FLOAT32,
            new double[][] {{1, -2}, {0.5, 1}},
            new double[] {0.25, -1},
            new double[][] {{1, 1}, {-1, 2}},
            new double[] {0, 0.5});
    private static final OnnxModel MODEL = new OnnxModel(
            NETWORK,
            "toy.onnx",
            "0123456789abcdef".repeat(4),
            "logits",
            List.of("Softmax"),
            List.of(),
            OptionalInt.empty(),
            List.of());

    @TempDir
    Path folder;

    private enum Fate {
        UNREADABLE,
        INVALID,
        SOUND
    }

    /** At (1, 0) the outputs are (5/4, -3/4); on the segment to (0, 1/2) they meet where the first neuron's output is 1/4. */
    private static Claim honest(Norm norm) {
        List<Rational> centre = List.of(Rational.ONE, Rational.ZERO);
        List<Rational> point = List.of(Rational.of(1, 3), Rational.of(1, 6));
        Statement statement = new Statement(
                ModelReference.of(MODEL, Optional.empty(), Optional.empty()),
                norm,
                centre,
                Box.uniform(2, Rational.ZERO, Rational.of(3, 2)),
                UnsafeSet.misclassified(0, 2),
                new Assertion.RadiusAtLeast(new Radius(norm, Rational.of(1, 100))));
        Witness witness = new Witness(point, norm.distance(point, centre));
        return new Claim(statement, "SCIP", Rational.of(1, 1_000_000), Optional.of(witness), Optional.empty());
    }

    /** Whether the witness of a claim is what it is said to be, and compatible with what is claimed. */
    private static boolean isTrue(Claim claim) {
        if (claim.witness().isEmpty()) {
            return true;
        }
        Statement statement = claim.statement();
        Witness witness = claim.witness().orElseThrow();
        List<Rational> y = NaiveEvaluation.output(NETWORK, witness.point());
        boolean unsafe = statement.unsafe().disjuncts().stream()
                .anyMatch(all -> all.stream().allMatch(c -> c.holds(witness.point(), y)));
        Rational largest = Rational.ZERO;
        Rational sum = Rational.ZERO;
        Rational squares = Rational.ZERO;
        boolean inside = true;
        for (int i = 0; i < 2; i++) {
            Rational x = witness.point().get(i);
            Rational step = x.subtract(statement.centre().get(i)).abs();
            largest = largest.max(step);
            sum = sum.add(step);
            squares = squares.add(step.multiply(step));
            inside &= statement.domain().lower().get(i).compareTo(x) <= 0
                    && statement.domain().upper().get(i).compareTo(x) >= 0;
        }
        Rational distance = switch (statement.norm()) {
            case LINF -> largest;
            case L1 -> sum;
            case L2 -> squares;
        };
        boolean compatible = switch (statement.assertion()) {
            case Assertion.RadiusAtLeast(var radius) -> radius.value().compareTo(distance) <= 0;
            case Assertion.RobustAt(var radius) -> radius.value().compareTo(distance) < 0;
            case Assertion.NoUnsafePoint() -> false;
        };
        return unsafe
                && inside
                && compatible
                && distance.equals(witness.distance().value());
    }

    @Test
    void anHonestClaimIsSoundAndAForgedOneIsSeenThrough() {
        for (Norm norm : Norm.values()) {
            Claim claim = honest(norm);
            assertThat(isTrue(claim)).isTrue();
            assertThat(ClaimChecker.check(claim, MODEL)).isInstanceOf(Sound.class);
            Witness nearer = new Witness(claim.witness().orElseThrow().point(), new Radius(norm, Rational.of(1, 50)));
            Claim forged = new Claim(claim.statement(), "SCIP", Rational.ZERO, Optional.of(nearer), Optional.empty());
            assertThat(isTrue(forged)).as("the oracle itself can say no").isFalse();
            assertThat(ClaimChecker.check(forged, MODEL)).isInstanceOf(Invalid.class);
        }
    }

    @Test
    void whateverIsAcceptedIsTrue() throws IOException {
        SplittableRandom random = new SplittableRandom(20261121);
        Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
        for (Norm norm : Norm.values()) {
            Path honest = folder.resolve(norm.id() + ".claim");
            ClaimWriter.write(honest(norm), honest);
            String text = Files.readString(honest);
            for (int i = 0; i < MUTATIONS; i++) {
                String mutated = mutate(text, random);
                Path file = Files.writeString(folder.resolve(norm.id() + i), mutated);
                fates.merge(fate(file, mutated), 1, Integer::sum);
                Files.delete(file);
            }
        }
        assertThat(fates.keySet()).as("the mutations reach every stage").containsExactly(Fate.values());
    }

    private static Fate fate(Path file, String text) {
        Claim claim;
        try {
            claim = ClaimReader.read(file);
        } catch (InputException e) {
            return Fate.UNREADABLE;
        }
        // The model is handed over, so the digest is not compared here; ClaimCheckerTest does that.
        return switch (ClaimChecker.check(withModel(claim), MODEL)) {
            case Invalid _ -> Fate.INVALID;
            case Sound _ -> {
                assertThat(isTrue(claim)).as(text).isTrue();
                yield Fate.SOUND;
            }
        };
    }

    private static Claim withModel(Claim claim) {
        Statement old = claim.statement();
        Statement statement = new Statement(
                honest(old.norm()).statement().model(),
                old.norm(),
                old.centre(),
                old.domain(),
                old.unsafe(),
                old.assertion());
        return new Claim(statement, claim.claimant(), claim.safetyMargin(), claim.witness(), claim.row());
    }

    private static String mutate(String text, SplittableRandom random) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n")));
        int line = random.nextInt(lines.size());
        switch (random.nextInt(6)) {
            case 0 -> lines.remove(line);
            case 1 -> lines.add(random.nextInt(lines.size()), lines.get(line));
            case 2 -> {
                List<String> tokens =
                        new ArrayList<>(Arrays.asList(lines.get(line).split(" ")));
                tokens.set(random.nextInt(tokens.size()), number(random));
                lines.set(line, String.join(" ", tokens));
            }
            case 3 -> {
                return text.replaceFirst("(1/100|1/36|1/6|1/3|2/3|5/6|1/1000000|3/2)", number(random));
            }
            case 4 -> lines.set(line, lines.get(line).replaceFirst("[0-9]", Integer.toString(random.nextInt(10))));
            default -> {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(32, 127);
                return new String(bytes, StandardCharsets.UTF_8);
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static String number(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> "=";
            case 1 -> "+";
            case 2 -> random.nextInt(7) + "/" + random.nextInt(7);
            case 3 -> Integer.toString(random.nextInt(-3, 20));
            case 4 -> Double.toHexString(random.nextInt(-4, 8) / 4.0);
            default -> "no-unsafe-point";
        };
    }
}
