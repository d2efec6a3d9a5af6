package io.github.relucert.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.oracle.EnumerationOracle;
import io.github.relucert.search.NodeExpander.Expansion;
import io.github.relucert.search.NodeExpander.Visited;
import io.github.relucert.search.TreeSearch.Goal;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Searches that make a mistake on purpose: they arrive at a lower end above the radius, and no proof of it passes the check. The sound
 * search beside them is the control: its answers are not disturbed.
 */
class SeededFaultsTest {
    private static final int PROBLEMS = 30;
    private static final List<Norm> NORMS = List.of(Norm.LINF, Norm.L2, Norm.L1);

    /** A sound worker whose answers are tampered with. */
    private record Tampered(NodeExpander sound, UnaryOperator<Visited> root, UnaryOperator<Expansion> expansion)
            implements NodeExpander {
        @Override
        public Visited root(NodeState node, double radius) {
            return root.apply(sound.root(node, radius));
        }

        @Override
        public Visited disjunct(NodeState node, int disjunct, double radius, double goal) {
            return sound.disjunct(node, disjunct, radius, goal);
        }

        @Override
        public Expansion expand(NodeState node, double radius, double goal, int programsUpTo) {
            return expansion.apply(sound.expand(node, radius, goal, programsUpTo));
        }
    }

    /** Every second child counts as refuted, whether it is or not. */
    private static Expansion leafDropped(Expansion expansion) {
        if (expansion.kind() != ProofTree.Kind.INNER) {
            return expansion;
        }
        Visited second = expansion.children().getLast();
        second.state().value = Double.POSITIVE_INFINITY;
        Visited dropped = new Visited(
                second.kind() == ProofTree.Kind.CLOSED ? ProofTree.Kind.CLOSED : ProofTree.Kind.LEAF,
                second.state(),
                second.lines(),
                List.of());
        return new Expansion(
                expansion.kind(),
                expansion.lines(),
                List.of(expansion.children().getFirst(), dropped));
    }

    /** The lower bounds of all unstable neurons lose their sign. */
    private static Visited signSlipped(Visited root) {
        NodeState state = root.state();
        for (int relu = 0; relu < state.lower.length; relu++) {
            state.own(relu);
            for (int i = 0; i < state.lower[relu].length; i++) {
                if (state.isUnstable(relu, i)) {
                    state.lower[relu][i] = Math.min(-state.lower[relu][i], state.upper[relu][i]);
                }
            }
        }
        return root;
    }

    /** How many of the problems got a value above their radius; none of those may be proved. */
    private static int caught(Function<Question, NodeExpander> expanders) {
        int above = 0;
        for (int seed = 0; seed < PROBLEMS; seed++) {
            Problem problem = SearchEngineTest.dense(seed, NORMS.get(seed % NORMS.size()), 3, 6, 2);
            double exact = EnumerationOracle.solve(problem).radius().floor();
            if (Double.isInfinite(exact)) {
                continue;
            }
            CompiledNetwork compiled = CompiledNetwork.of(problem.network());
            Question question = Question.of(problem, compiled, false);
            try (TreeSearch search = new TreeSearch(
                    question,
                    Goal.LEAST,
                    Optional.empty(),
                    1.3 * exact,
                    1,
                    expanders,
                    new Stopwatch(System::nanoTime))) {
                search.run(
                        new StopSignal(System.nanoTime() + Duration.ofMinutes(1).toNanos(), () -> false));
                above += search.leastValue() > exact * (1 + 1e-6) ? 1 : 0;
            }
            Outcome outcome = new SearchEngine(expanders)
                    .solve(problem, compiled, Optional.empty(), Limits.of(Duration.ofMinutes(1)));
            assertThat(outcome.lower().floor()).isLessThanOrEqualTo(exact);
            SearchEngineProperties.checkProof(problem, outcome);
        }
        return above;
    }

    @Test
    void aDroppedLeafIsCaught() {
        assertThat(caught(question -> new Tampered(
                        new NodeWorker(question), UnaryOperator.identity(), SeededFaultsTest::leafDropped)))
                .isPositive();
    }

    @Test
    void aSlippedSignIsCaught() {
        assertThat(caught(question -> new Tampered(
                        new NodeWorker(question), SeededFaultsTest::signSlipped, UnaryOperator.identity())))
                .isPositive();
    }

    @Test
    void aSoundSearchNeverArrivesAboveTheRadius() {
        assertThat(caught(NodeWorker::new)).isZero();
    }
}
