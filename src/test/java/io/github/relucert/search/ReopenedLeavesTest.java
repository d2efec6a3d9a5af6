package io.github.relucert.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.attack.AttackStage;
import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.engine.Outcome.Verdict;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.oracle.EnumerationOracle;
import io.github.relucert.search.Certification.Accepted;
import io.github.relucert.search.Certification.Rejected;
import io.github.relucert.search.Certification.Undecided;
import io.github.relucert.search.NodeExpander.Expansion;
import io.github.relucert.search.NodeExpander.Visited;
import io.github.relucert.search.TreeSearch.Goal;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the checker rejects is split further, until the certificate closes. */
class ReopenedLeavesTest {
    private static final StopSignal NEVER =
            new StopSignal(System.nanoTime() + Duration.ofHours(1).toNanos(), () -> false);

    /** Sound, but at the first few expansions children that are not refuted are taken for leaves. */
    private record Hasty(NodeExpander sound, AtomicInteger left) implements NodeExpander {
        @Override
        public Visited root(NodeState root, double radius) {
            return sound.root(root, radius);
        }

        @Override
        public Visited disjunct(NodeState root, int disjunct, double radius, double goal) {
            return sound.disjunct(root, disjunct, radius, goal);
        }

        @Override
        public Expansion expand(NodeState node, double radius, double goal, int programsUpTo) {
            Expansion expansion = sound.expand(node, radius, goal, programsUpTo);
            boolean isHasty = expansion.kind() == ProofTree.Kind.INNER && left.getAndDecrement() > 0;
            return isHasty
                    ? new Expansion(
                            expansion.kind(),
                            expansion.lines(),
                            expansion.children().stream().map(Hasty::taken).toList())
                    : expansion;
        }

        private static Visited taken(Visited child) {
            if (child.kind() != ProofTree.Kind.OPEN || child.state().unstableCount() == 0) {
                return child;
            }
            child.state().value = Double.POSITIVE_INFINITY;
            return new Visited(ProofTree.Kind.LEAF, child.state(), child.lines(), child.unsafe());
        }
    }

    private static Function<Question, NodeExpander> hasty(int expansions) {
        AtomicInteger left = new AtomicInteger(expansions);
        return question -> new Hasty(new NodeWorker(question), left);
    }

    private static Problem problem(long seed, Norm norm) {
        return SearchEngineTest.dense(seed, norm, 3, 5, 4, 2);
    }

    private static Outcome solve(
            Problem problem, Function<Question, NodeExpander> expanders, Optional<Witness> incumbent, Limits limits) {
        return new SearchEngine(expanders).solve(problem, CompiledNetwork.of(problem.network()), incumbent, limits);
    }

    private static Optional<Witness> attacked(Problem problem) {
        return AttackStage.run(problem, CompiledNetwork.of(problem.network()), 1, Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @EnumSource
    void rejectedLeavesAreSplitUntilTheBracketCloses(Norm norm) {
        int rejections = 0;
        for (long seed = 0; seed < 18; seed++) {
            Problem problem = problem(seed, norm);
            Radius exact = EnumerationOracle.solve(problem).radius();
            Optional<Witness> incumbent = attacked(problem);
            if (incumbent.isEmpty()) {
                continue;
            }
            Outcome outcome = solve(problem, hasty(3), incumbent, Limits.of(Duration.ofMinutes(2)));
            assertThat(outcome.stopped()).isEmpty();
            assertThat(outcome.lower()).isLessThanOrEqualTo(exact);
            assertThat(outcome.lower().floor()).isGreaterThanOrEqualTo(exact.floor() * (1 - 1e-9));
            SearchEngineProperties.checkProof(problem, outcome);
            rejections += isRejected(problem, incumbent.get()) ? 1 : 0;
        }
        assertThat(rejections)
                .as("problems on which the checker rejects a leaf")
                .isGreaterThan(3);
    }

    /** Whether the checker rejects what the hasty search arrives at: without splitting further nothing could be proved. */
    private static boolean isRejected(Problem problem, Witness incumbent) {
        try (TreeSearch search = search(problem, Optional.of(incumbent), incumbent, hasty(3))) {
            search.run(NEVER);
            return certify(search, problem, search.leastValue() * (1 - 1e-6), NEVER) instanceof Rejected;
        }
    }

    private static TreeSearch search(
            Problem problem, Optional<Witness> incumbent, Witness ball, Function<Question, NodeExpander> expanders) {
        Question question = Question.of(problem, CompiledNetwork.of(problem.network()), false);
        return new TreeSearch(
                question,
                Goal.LEAST,
                incumbent,
                ball.distance().ceiling(),
                1,
                expanders,
                new Stopwatch(System::nanoTime));
    }

    private static Certification.Result certify(TreeSearch search, Problem problem, double lower, StopSignal stop) {
        Radius radius = Radius.ofLength(problem.norm(), Rational.of(lower));
        return search.certification(Double.POSITIVE_INFINITY, 1, new CheckingTime(stop))
                .certify(new Assertion.RadiusAtLeast(radius));
    }

    @ParameterizedTest
    @EnumSource
    void aBallIsProvedAfterRejections(Norm norm) {
        Problem problem = problem(5, norm);
        Radius exact = EnumerationOracle.solve(problem).radius();
        Radius asked = Radius.ofLength(norm, Rational.of(exact.floor() * (1 - 1e-6)));
        Limits limits = Limits.of(Duration.ofMinutes(2)).upTo(asked);
        Outcome outcome = solve(problem, hasty(3), Optional.empty(), limits);
        assertThat(outcome.verdict()).isEqualTo(Verdict.ABOVE);
        SearchEngineProperties.checkProof(problem, outcome);
    }

    /** A search that is always wrong never arrives; what it hands out is true none the less. */
    @Test
    void anIncurableSearchEndsWithSomethingTrue() {
        for (long seed = 0; seed < 12; seed++) {
            Problem problem = problem(seed, Norm.LINF);
            Outcome outcome =
                    solve(problem, hasty(Integer.MAX_VALUE), attacked(problem), Limits.of(Duration.ofMinutes(2)));
            assertThat(outcome.lower())
                    .isLessThanOrEqualTo(EnumerationOracle.solve(problem).radius());
            SearchEngineProperties.checkProof(problem, outcome);
        }
    }

    @Test
    void checkingEndsWithItsTime() {
        Problem problem = problem(5, Norm.LINF);
        Witness incumbent = attacked(problem).orElseThrow();
        try (TreeSearch search = search(problem, Optional.of(incumbent), incumbent, NodeWorker::new)) {
            search.run(NEVER);
            double lower = search.leastValue() * (1 - 1e-6);
            StopSignal over = new StopSignal(System.nanoTime() - 1, () -> false);
            assertThat(certify(search, problem, lower, over)).isInstanceOf(Undecided.class);
            assertThat(certify(search, problem, lower, NEVER)).isInstanceOf(Accepted.class);
            AtomicInteger polls = new AtomicInteger();
            StopSignal cancelled = new StopSignal(NEVER.deadline(), () -> polls.incrementAndGet() > 2);
            assertThat(certify(search, problem, lower, cancelled))
                    .as("a cancelled search may still be proved")
                    .isInstanceOf(Accepted.class);
        }
    }

    @Test
    void refutedStatesAreKeptWithinBounds() {
        NodeState[] states = new NodeState[4];
        RefutedStates kept = new RefutedStates(3);
        for (int k = 0; k < states.length; k++) {
            double upper = k == 0 ? 0 : 1;
            states[k] = new NodeState(
                    new double[] {0},
                    new double[] {0},
                    new double[][] {{-1}},
                    new double[][] {{upper}},
                    new double[1][1],
                    new double[1][1]);
            states[k].id = k;
            kept.keep(states[k]);
        }
        assertThat(List.of(kept.canSplit(0), kept.canSplit(1), kept.canSplit(2), kept.canSplit(3)))
                .as("nothing to split, room, room, no room")
                .containsExactly(false, true, true, false);
        assertThat(kept.find(0)).containsSame(states[0]);
        assertThat(kept.take(1)).containsSame(states[1]);
        assertThat(kept.find(1)).isEmpty();
    }
}
