package io.github.relucert;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.PropertyAnswer.Verdict;
import io.github.relucert.certificate.LineReader;
import io.github.relucert.certificate.ProofReader;
import io.github.relucert.check.Arithmetic;
import io.github.relucert.check.ProofChecker;
import io.github.relucert.check.ProofChecker.Extent;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.ProofBody;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import io.github.relucert.oracle.EnumerationOracle;
import io.github.relucert.oracle.RandomNetworks;
import io.github.relucert.specification.Problem;
import io.github.relucert.vnnlib.PropertyReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

/** Random properties of random tiny networks have the verdict that enumerating all activation patterns gives. */
class PropertyVerifierProperties {
    private static final Duration TIME = Duration.ofSeconds(100);

    /** Boxes and conditions on outputs, alone or in disjunctions, inputs and outputs mixed. */
    private static String text(Network network, Random random) {
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < network.inputSize(); k++) {
            text.append("(declare-const X_").append(k).append(" Real)\n");
        }
        for (int j = 0; j < network.outputSize(); j++) {
            text.append("(declare-const Y_").append(j).append(" Real)\n");
        }
        for (int k = 1; k < network.inputSize(); k++) {
            text.append("(assert (and (>= X_%d -0.7) (<= X_%d 0.6)))%n".formatted(k, k));
        }
        text.append("(assert (or (and (>= X_0 -1) (<= X_0 -0.3)) (and (<= 1e-1 X_0) (<= X_0 0.9) %s)))%n"
                .formatted(condition(network, random)));
        text.append("(assert (or %s (and %s %s)))%n"
                .formatted(condition(network, random), condition(network, random), condition(network, random)));
        return text.toString();
    }

    private static String condition(Network network, Random random) {
        int i = random.nextInt(network.outputSize());
        int k = random.nextInt(network.inputSize());
        double bound = random.nextInt(-40, 41) / 10.0;
        return random.nextBoolean()
                ? "(<= Y_%d (+ %s (* -0.5 X_%d)))".formatted(i, bound, k)
                : "(>= (* 3 Y_%d) %s)".formatted(i, bound);
    }

    private static io.github.relucert.vnnlib.Property read(String text) throws IOException {
        Path file = Files.createTempFile("property", ".vnnlib");
        try {
            return PropertyReader.read(Files.writeString(file, text));
        } finally {
            Files.delete(file);
        }
    }

    private static PropertyAnswer verify(Network network, io.github.relucert.vnnlib.Property property) {
        return new PropertyVerifier(network, _ -> true, 1).verify(property, Limits.of(TIME));
    }

    private static boolean isSatisfiable(Problem problem) {
        return EnumerationOracle.solve(problem).radius().isFinite();
    }

    @Property(tries = 60, seed = "2")
    void verdictsAreThoseOfTheOracle(@ForAll long seed) throws IOException {
        Network network = RandomNetworks.network(seed, RandomNetworks.Size.TINY);
        var property = read(text(network, new Random(seed)));
        Problem problem = property.problem(network);
        PropertyAnswer answer = verify(network, property);
        assertThat(answer.verdict()).isEqualTo(isSatisfiable(problem) ? Verdict.SAT : Verdict.UNSAT);
        if (answer.verdict() == Verdict.SAT) {
            assertThat(problem.isUnsafe(answer.witness().orElseThrow().point())).isTrue();
        } else {
            assertThat(isAccepted(problem, answer.proof().orElseThrow())).isTrue();
        }
        Statistics.collect(answer.verdict());
        Statistics.coverage(coverage -> {
            coverage.check(Verdict.SAT).count(times -> times > 10);
            coverage.check(Verdict.UNSAT).count(times -> times > 5);
        });
    }

    private static boolean isAccepted(Problem problem, ProofBody body) throws IOException {
        StringBuilder lines = new StringBuilder();
        body.writeTo(lines);
        try (LineReader reader = new LineReader(
                "proof", new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8)))) {
            return new ProofChecker(problem, body.assertion())
                    .check(ProofReader.ofBody(reader, problem.network()), Arithmetic.EXACT, Extent.FIRST_REJECTION, 1)
                    .isValid();
        }
    }

    /** Sums of ReLUs come down to zero on a plateau, so that strictness alone decides; that takes a proof without slack. */
    @Property(tries = 25, seed = "3")
    void strictnessDecidesWhereTheLeastValueIsTheBound(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        int neurons = 1 + random.nextInt(3);
        double[] weights = new double[2 * neurons];
        double[] biases = new double[neurons];
        double[] positive = new double[neurons];
        for (int n = 0; n < neurons; n++) {
            weights[2 * n] = (random.nextInt(17) - 8) / 4.0;
            weights[2 * n + 1] = (random.nextInt(17) - 8) / 4.0;
            biases[n] = -random.nextInt(5) / 8.0;
            positive[n] = (1 + random.nextInt(8)) / 4.0;
        }
        Network network = new Network(
                FloatType.FLOAT64,
                List.of(2),
                List.of(
                        new Affine("in", List.of(new Affine.Term(0, new Dense(neurons, 2, weights))), biases),
                        new Relu("relu", 1, neurons),
                        new Affine("out", List.of(new Affine.Term(2, new Dense(1, neurons, positive))), new double[] {3
                        })));
        String text = """
            (declare-const X_0 Real)
            (declare-const X_1 Real)
            (declare-const Y_0 Real)
            (assert (and (>= X_0 -1) (<= X_0 0.7) (>= X_1 -0.3) (<= X_1 1)))
            """;
        long start = System.nanoTime();
        var strict = read(text + "(assert (< Y_0 3))");
        PropertyAnswer below = verify(network, strict);
        assertThat(below.verdict()).isEqualTo(Verdict.UNSAT);
        assertThat(isAccepted(strict.problem(network), below.proof().orElseThrow()))
                .isTrue();
        assertThat(verify(network, read(text + "(assert (<= Y_0 3))")).verdict())
                .isEqualTo(Verdict.SAT);
        assertThat(verify(network, read(text + "(assert (< Y_0 3.0000001))")).verdict())
                .isEqualTo(Verdict.SAT);
        assertThat(System.nanoTime() - start).as("no time is used up").isLessThan(TIME.toNanos() / 2);
    }

    /** Negative control: a verifier that reads the comparisons the other way round is found out. */
    @Test
    void theOracleFindsOutASwappedComparison() throws IOException {
        int differences = 0;
        for (long seed = 0; seed < 20; seed++) {
            Network network = RandomNetworks.network(seed, RandomNetworks.Size.TINY);
            String text = text(network, new Random(seed));
            String swapped = text.replace("(<= Y", "(>= Y").replace("(>= (* 3", "(<= (* 3");
            boolean claimed = verify(network, read(swapped)).verdict() == Verdict.SAT;
            differences += claimed == isSatisfiable(read(text).problem(network)) ? 0 : 1;
        }
        assertThat(differences).isPositive();
    }
}
