package io.github.relucert.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.bounds.BoxAndBall;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.oracle.EnumerationOracle;
import io.github.relucert.search.ProgramGate.Program;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TriangleProgramTest {
    private static final int LONG = 3_000;

    /** The first node of a problem with two classes, bounded over a ball somewhat larger than the exact radius. */
    private static final class Case {
        private final double exact;
        private final Question question;
        private final NodeState node;
        private final RelaxedPass pass;
        private final Ascent ascent;
        private final Lines lines;
        private final BoxAndBall geometry;
        private final Objective objective;

        Case(long seed) {
            Problem problem = SearchEngineTest.dense(seed, Norm.LINF, 3, 8, 6, 2);
            exact = EnumerationOracle.solve(problem).radius().floor();
            double ball = Double.isInfinite(exact) ? 1 : 1.2 * exact;
            CompiledNetwork compiled = CompiledNetwork.of(problem.network());
            question = Question.of(problem, compiled, false);
            int layers = compiled.reluLayers();
            double[][] lower = new double[layers][];
            double[][] upper = new double[layers][];
            double[][] below = new double[layers][];
            double[][] above = new double[layers][];
            for (int relu = 0; relu < layers; relu++) {
                lower[relu] = new double[compiled.reluSize(relu)];
                upper[relu] = new double[compiled.reluSize(relu)];
                below[relu] = new double[compiled.reluSize(relu)];
                above[relu] = new double[compiled.reluSize(relu)];
                Arrays.fill(lower[relu], Double.NEGATIVE_INFINITY);
                Arrays.fill(upper[relu], Double.POSITIVE_INFINITY);
                Arrays.fill(above[relu], 1);
            }
            NodeState root = new NodeState(question.lower(), question.upper(), lower, upper, below, above);
            NodeWorker worker = new NodeWorker(question);
            worker.root(root, ball);
            node = worker.disjunct(root, 0, ball, 0).state();
            pass = new RelaxedPass(compiled);
            ascent = new Ascent(compiled, pass);
            lines = new Lines(compiled);
            lines.load(node);
            geometry = question.geometry(ball);
            objective = question.objectives().getFirst();
        }

        double ascended(int steps) {
            ascent.run(objective, node, lines, geometry, steps, Double.POSITIVE_INFINITY);
            return node.value;
        }

        double solved() {
            ascent.evaluate(objective, node, lines, geometry);
            new TriangleProgram(question.network(), pass, ascent)
                    .raise(objective, node, lines, geometry, Double.POSITIVE_INFINITY);
            return node.value;
        }
    }

    @Test
    void programsReachWhatLongAscentsReachAndNoMore() {
        int tried = 0;
        int better = 0;
        for (long seed = 0; seed < 60; seed++) {
            Case fresh = new Case(seed);
            if (fresh.node.unstableCount() == 0 || fresh.node.value == Double.POSITIVE_INFINITY) {
                continue;
            }
            double before = fresh.node.value;
            double solved = fresh.solved();
            double some = new Case(seed).ascended(25);
            double most = new Case(seed).ascended(LONG);
            assertThat(solved).as("seed %d, from %s", seed, before).isGreaterThanOrEqualTo(before);
            assertThat(solved).isLessThanOrEqualTo(fresh.exact * (1 + 1e-9));
            if (Double.isFinite(most) && (before > 0 || solved > 0)) {
                tried++;
                // Slopes are rounded to two digits of the proof, and Newton's method may start at a distance of zero.
                assertThat(solved)
                        .as("seed %d, long ascent", seed)
                        .isGreaterThanOrEqualTo(most - 2e-3 * Math.abs(most));
                better += solved > some + 1e-4 * Math.abs(some) ? 1 : 0;
            }
        }
        assertThat(tried).as("programs worth solving").isGreaterThan(15);
        assertThat(better).as("nodes where 25 steps of ascent fall short").isPositive();
    }

    @Test
    void programsAreLeftAloneWhereTheyRefuteLittle() {
        ProgramGate shallow = new ProgramGate();
        ProgramGate deep = new ProgramGate();
        int left = 0;
        for (int k = 0; k < 1_000; k++) {
            left += shallow.mostUnstable() == 0 ? 1 : 0;
            shallow.count(Program.LEFT_OPEN);
            assertThat(deep.mostUnstable()).isEqualTo(ProgramGate.MOST_UNSTABLE);
            deep.count(k % 4 == 0 ? Program.REFUTED : Program.LEFT_OPEN);
            deep.count(Program.NONE);
        }
        assertThat(left).isBetween(900, 999);
    }
}
