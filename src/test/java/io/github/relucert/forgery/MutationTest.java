package io.github.relucert.forgery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.check.Arithmetic;
import io.github.relucert.exact.Rational;
import io.github.relucert.oracle.EnumerationOracle;
import io.github.relucert.proofs.ExactProver;
import io.github.relucert.proofs.NaiveProver;
import io.github.relucert.proofs.TinyProblems;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever a mutated proof is accepted for is true, says the enumeration oracle; and exact arithmetic accepts whatever double
 * arithmetic accepts.
 */
class MutationTest {
    private static final Rational TINY = Rational.parse("1e-12");
    private static final List<String> FACTORS =
            List.of("1/2", "99/100", "1", "10000000001/10000000000", "101/100", "3/2");

    @ParameterizedTest
    @EnumSource
    void whatIsAcceptedIsTrue(Norm norm) {
        mutate(norm, 34, 200);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void whatIsAcceptedIsTrueInManyMore(Norm norm) {
        mutate(norm, 340, 200);
    }

    private static void mutate(Norm norm, int problems, int mutations) {
        int accepted = 0;
        int rejected = 0;
        for (int seed = 0, done = 0; done < problems; seed++) {
            Random random = new Random(1_000L + seed);
            Problem problem = TinyProblems.random(norm, random);
            Radius radius = EnumerationOracle.solve(problem).radius();
            if (radius.value().signum() == 0) {
                continue;
            }
            done++;
            Assertion assertion = trueOf(problem, radius, random);
            String proof = random.nextInt(3) == 0
                    ? NaiveProver.prove(problem, assertion, random, 5).orElseGet(() -> ExactProver.prove(problem))
                    : ExactProver.prove(problem);
            for (int m = 0; m < mutations; m++) {
                Assertion stated = random.nextInt(3) > 0 ? assertion : otherThan(problem, radius, random);
                String mutated = random.nextInt(8) == 0 ? proof : mutated(proof, random);
                if (NaiveProver.check(problem, stated, mutated, Arithmetic.OUTWARD)
                        .isValid()) {
                    accepted++;
                    assertThat(isTrue(problem, stated, radius))
                            .as("seed %d, %s%n%s", seed, stated, mutated)
                            .isTrue();
                    assertThat(NaiveProver.check(problem, stated, mutated, Arithmetic.EXACT)
                                    .rejections())
                            .as("seed %d, %s%n%s", seed, stated, mutated)
                            .isEmpty();
                } else {
                    rejected++;
                }
            }
        }
        assertThat(accepted).isGreaterThan(problems * mutations / 20);
        assertThat(rejected).isGreaterThan(problems * mutations / 5);
    }

    private static Assertion trueOf(Problem problem, Radius radius, Random random) {
        if (!radius.isFinite()) {
            return new Assertion.NoUnsafePoint();
        }
        return random.nextBoolean()
                ? new Assertion.RadiusAtLeast(radius)
                : new Assertion.RobustAt(
                        new Radius(problem.norm(), radius.value().multiply(Rational.of(9, 10))));
    }

    private static Assertion otherThan(Problem problem, Radius radius, Random random) {
        Rational base = radius.isFinite() ? radius.value() : Rational.ONE;
        Rational factor = Rational.parse(FACTORS.get(random.nextInt(FACTORS.size())));
        Radius other = new Radius(problem.norm(), base.multiply(factor));
        return switch (random.nextInt(5)) {
            case 0 -> new Assertion.NoUnsafePoint();
            case 1, 2 -> new Assertion.RobustAt(other);
            default -> new Assertion.RadiusAtLeast(other);
        };
    }

    /** The oracle reads strict conditions as loose ones; where that matters, they are replaced by slightly stronger loose ones. */
    private static boolean isTrue(Problem problem, Assertion assertion, Radius radius) {
        return !assertion.isRefutedBy(radius)
                || (isStrict(problem)
                        && !assertion.isRefutedBy(
                                EnumerationOracle.solve(loosened(problem)).radius()));
    }

    private static boolean isStrict(Problem problem) {
        return problem.unsafe().disjuncts().stream()
                .flatMap(List::stream)
                .anyMatch(condition -> condition.relation() == Condition.Relation.BELOW_ZERO);
    }

    private static Problem loosened(Problem problem) {
        List<List<Condition>> disjuncts = new ArrayList<>();
        for (List<Condition> disjunct : problem.unsafe().disjuncts()) {
            disjuncts.add(disjunct.stream().map(MutationTest::loosened).toList());
        }
        return new Problem(
                problem.network(), problem.centre(), problem.norm(), problem.domain(), new UnsafeSet(disjuncts));
    }

    private static Condition loosened(Condition condition) {
        LinearForm output = condition.output();
        return switch (condition.relation()) {
            case AT_MOST_ZERO -> condition;
            case BELOW_ZERO ->
                new Condition(
                        condition.input(),
                        new LinearForm(
                                output.indices(),
                                output.coefficients(),
                                output.constant().add(TINY)),
                        Condition.Relation.AT_MOST_ZERO);
        };
    }

    static String mutated(String proof, Random random) {
        List<String> lines = new ArrayList<>(proof.lines().toList());
        int at = random.nextInt(lines.size());
        int other = random.nextInt(lines.size());
        switch (random.nextInt(8)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(other, lines.get(at));
            case 2 -> lines.set(at, lines.get(other));
            case 3 -> {
                String kept = lines.get(at);
                lines.set(at, lines.get(other));
                lines.set(other, kept);
            }
            case 4 -> lines.set(at, otherCharacter(lines.get(at), random));
            case 5 -> lines.set(at, otherNumber(lines.get(at), random));
            case 6 -> lines.set(at, lines.get(at).replace("!", ""));
            default -> {
                lines.add(at, otherNumber(lines.get(at), random));
                lines.set(other, otherNumber(lines.get(other), random));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static String otherCharacter(String line, Random random) {
        String alphabet = "0123456789-+*=,:! pxlzidbwnhHLIasWu";
        if (line.isEmpty()) {
            return "l";
        }
        int at = random.nextInt(line.length());
        String inserted = random.nextInt(4) == 0 ? "" : alphabet.substring(at % 30, at % 30 + 1);
        char any = alphabet.charAt(random.nextInt(alphabet.length()));
        return line.substring(0, at) + (random.nextBoolean() ? inserted : any) + line.substring(at + 1);
    }

    private static String otherNumber(String line, Random random) {
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        int at = random.nextInt(words.size());
        String number = switch (random.nextInt(5)) {
            case 0 -> "0";
            case 1 -> Integer.toString(random.nextInt(4));
            case 2 -> random.nextInt(1000) + "p" + (random.nextInt(20) - 10);
            case 3 -> "1p" + random.nextInt(60);
            default -> words.get(random.nextInt(words.size()));
        };
        int colon = words.get(at).indexOf(':');
        words.set(at, words.get(at).substring(0, colon + 1) + number);
        return String.join(" ", words);
    }
}
