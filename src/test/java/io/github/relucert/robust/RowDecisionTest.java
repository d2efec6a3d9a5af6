package io.github.relucert.robust;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.Engines;
import io.github.relucert.accuracy.RowLine;
import io.github.relucert.accuracy.RowVerdict;
import io.github.relucert.certificate.Witness;
import io.github.relucert.data.DataOptions;
import io.github.relucert.data.DataReader;
import io.github.relucert.data.DataSet;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.engine.Engine;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Network;
import io.github.relucert.onnx.OnnxReader;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Verdicts follow from each other, so that few radii are searched. */
class RowDecisionTest {
    private static final Network TOY =
            OnnxReader.read(Path.of("models/toy.onnx")).network();
    private static final Limits LIMITS = Limits.of(Duration.ofMinutes(1));
    private static final int RADII = 15;

    private static RowQuestions questions() {
        DataSet data = DataReader.read(Path.of("specs/toy-test.csv"), DataOptions.standard(), TOY);
        Box domain = Box.uniform(2, Rational.of(-2), Rational.of(2));
        return new RowQuestions(TOY, data, domain, new Task.Classification(2));
    }

    private static List<RowVerdict> verdicts(Finding finding, List<Radius> radii) {
        return RowLine.of(0, radii, finding.proof().assertion(), finding.upper(), Optional.empty())
                .verdicts();
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void fifteenRadiiTakeAtMostFourSearches(Norm norm) {
        AtomicInteger searches = new AtomicInteger();
        Engine counting = (problem, compiled, incumbent, limits) -> {
            searches.incrementAndGet();
            return Engines.search().solve(problem, compiled, incumbent, limits);
        };
        RowDecision decision = new RowDecision(TOY, counting, 1);
        List<Radius> radii = IntStream.rangeClosed(1, RADII)
                .mapToObj(k -> Radius.ofLength(norm, Rational.of(k, 50)))
                .toList();
        for (int row = 0; row < 8; row++) {
            RowQuestions.Question question = questions().at(row);
            searches.set(0);
            Finding finding = decision.decide(question, norm, radii, LIMITS);
            assertThat(searches).hasValueLessThanOrEqualTo(4);
            List<RowVerdict> together = verdicts(finding, radii);
            assertThat(together).doesNotContain(RowVerdict.UNDECIDED).isSorted();
            // Each radius asked by itself has the same verdict.
            for (int i = 0; i < RADII; i += 3) {
                List<Radius> single = List.of(radii.get(i));
                assertThat(verdicts(decision.decide(question, norm, single, LIMITS), single))
                        .containsExactly(together.get(i));
            }
        }
    }

    /** What an engine cannot settle stays undecided, with what it has proved; larger radii are attacked then. */
    @ParameterizedTest
    @EnumSource(Norm.class)
    void whatIsNotSettledIsUndecided(Norm norm) {
        AtomicInteger searches = new AtomicInteger();
        Engine tired = new Engine() {
            @Override
            public Outcome solve(
                    Problem problem, CompiledNetwork compiled, Optional<Witness> incumbent, Limits limits) {
                searches.incrementAndGet();
                return new Outcome(
                        Outcome.Verdict.BRACKET,
                        new Radius(norm, Rational.ZERO),
                        new Outcome.Proved(),
                        incumbent,
                        Optional.of(Outcome.Stop.TIMEOUT),
                        1);
            }
        };
        List<Radius> radii = List.of(
                Radius.ofLength(norm, Rational.of(1, 1000)),
                Radius.ofLength(norm, Rational.of(1, 900)),
                Radius.ofLength(norm, Rational.of(2)));
        Finding finding = new RowDecision(TOY, tired, 1).decide(questions().at(0), norm, radii, LIMITS);
        assertThat(verdicts(finding, radii))
                .containsExactly(RowVerdict.UNDECIDED, RowVerdict.UNDECIDED, RowVerdict.ATTACKED);
        assertThat(finding.stopped()).contains(Outcome.Stop.TIMEOUT);
        assertThat(searches).hasValueLessThanOrEqualTo(2);
    }

    /** An engine that finds an unsafe point, or so it says, in the ball of one radius and knows nothing of the others. */
    private static Engine findingAt(Radius only, List<Radius> asked) {
        return (problem, compiled, incumbent, limits) -> {
            Radius radius = limits.upTo().orElseThrow();
            asked.add(radius);
            boolean found = radius.equals(only);
            return new Outcome(
                    found ? Outcome.Verdict.BELOW : Outcome.Verdict.BRACKET,
                    new Radius(radius.norm(), Rational.ZERO),
                    new Outcome.Proved(),
                    found ? Optional.of(new Witness(problem.centre(), radius)) : incumbent,
                    found ? Optional.empty() : Optional.of(Outcome.Stop.TIMEOUT),
                    1);
        };
    }

    private static List<Radius> small(Norm norm) {
        return List.of(
                Radius.ofLength(norm, Rational.of(1, 1000)),
                Radius.ofLength(norm, Rational.of(1, 900)),
                Radius.ofLength(norm, Rational.of(1, 800)));
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void aWitnessFoundLaterSettlesWhatTimeDidNot(Norm norm) {
        List<Radius> radii = small(norm);
        List<Radius> asked = new ArrayList<>();
        Engine engine = findingAt(radii.getFirst(), asked);
        Finding finding = new RowDecision(TOY, engine, 1).decide(questions().at(0), norm, radii, LIMITS);
        assertThat(asked.getFirst()).isEqualTo(radii.get(1));
        assertThat(verdicts(finding, radii)).containsOnly(RowVerdict.ATTACKED);
        assertThat(finding.stopped()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Norm.class)
    void largerBallsAreSearchedToo(Norm norm) {
        List<Radius> radii = small(norm);
        List<Radius> asked = new ArrayList<>();
        Engine engine = findingAt(radii.getLast(), asked);
        Finding finding = new RowDecision(TOY, engine, 1).decide(questions().at(0), norm, radii, LIMITS);
        assertThat(asked).containsExactlyInAnyOrderElementsOf(radii);
        assertThat(verdicts(finding, radii))
                .containsExactly(RowVerdict.UNDECIDED, RowVerdict.UNDECIDED, RowVerdict.ATTACKED);
        assertThat(finding.stopped()).contains(Outcome.Stop.TIMEOUT);
    }
}
