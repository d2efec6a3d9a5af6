package io.github.relucert.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.attack.AttackStage;
import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.Witness;
import io.github.relucert.check.Arithmetic;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.engine.Outcome.Proved;
import io.github.relucert.engine.Outcome.Verdict;
import io.github.relucert.engine.ProofBody;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.oracle.EnumerationOracle;
import io.github.relucert.oracle.RandomNetworks;
import io.github.relucert.proofs.NaiveProver;
import io.github.relucert.proofs.TinyProblems;
import io.github.relucert.search.Reach.Held;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Condition;
import io.github.relucert.specification.Condition.Relation;
import io.github.relucert.specification.LinearForm;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Searches that split inputs wherever two neurons are unstable, against exact enumeration; proofs are checked in both arithmetics. */
class InputSplitProperties {
    private static final String SEED = "20261121";
    private static final InputRule FORCED = new InputRule(Integer.MAX_VALUE, 2);

    private final SearchEngine engine = new SearchEngine(question -> new NodeWorker(question, FORCED));

    private static Problem problem(long seed) {
        Problem problem = seed % 3 == 0
                ? TinyProblems.random(Norm.LINF, new Random(seed))
                : RandomNetworks.problem(seed, RandomNetworks.Size.TINY, Norm.LINF);
        Assume.that(problem.domain().isBounded() && !problem.isUnsafe(problem.centre()));
        return problem;
    }

    private static Limits limits(int threads) {
        return new Limits(Duration.ofMinutes(2), threads, Optional.empty(), () -> false);
    }

    private Outcome solve(Problem problem, Optional<Witness> incumbent, Limits limits) {
        return engine.solve(problem, CompiledNetwork.of(problem.network()), incumbent, limits);
    }

    /** Every other problem starts from an attack's witness, the others from nothing: then the box is searched first. */
    @Property(tries = 200, seed = SEED)
    void bracketHoldsTheRadius(@ForAll long seed) {
        Problem problem = problem(seed);
        CompiledNetwork compiled = CompiledNetwork.of(problem.network());
        Optional<Witness> incumbent =
                (seed & 2) == 0 ? AttackStage.run(problem, compiled, seed, Duration.ofSeconds(1)) : Optional.empty();
        Outcome outcome = solve(problem, incumbent, limits(1 + (int) (seed & 1)));
        SearchEngineProperties.checkBracket(
                problem, outcome, EnumerationOracle.solve(problem).radius());
        SearchEngineProperties.checkProof(problem, outcome);
    }

    @Property(tries = 100, seed = SEED)
    void upToAgreesWithTheRadius(@ForAll long seed) {
        Problem problem = problem(seed);
        Radius exact = EnumerationOracle.solve(problem).radius();
        Assume.that(exact.isFinite() && exact.value().signum() > 0);
        for (double factor : new double[] {1 - 1e-8, 1 + 1e-8, 0.3}) {
            Radius asked = Radius.ofLength(Norm.LINF, Rational.of(exact.ceiling() * factor));
            Outcome outcome = solve(problem, Optional.empty(), limits(1).upTo(asked));
            assertThat(outcome.verdict()).isEqualTo(factor < 1 ? Verdict.ABOVE : Verdict.BELOW);
            if (factor < 1) {
                SearchEngineProperties.checkProof(problem, outcome);
            }
        }
    }

    /** The same network, where the other classes are unsafe only within a part of the box, with an interior, that conditions on the inputs name. */
    private static Problem inPart(Problem whole, long seed) {
        Random random = new Random(seed);
        List<List<Condition>> disjuncts = new ArrayList<>();
        for (List<Condition> disjunct : whole.unsafe().disjuncts()) {
            List<Condition> conditions = new ArrayList<>(disjunct);
            for (int k = 0; k < whole.centre().size(); k++) {
                Rational side = Rational.of(1 + random.nextInt(9), 10);
                Rational sign = random.nextBoolean() ? Rational.ONE : Rational.ONE.negate();
                LinearForm input = new LinearForm(
                        List.of(k), List.of(sign), side.multiply(sign).negate());
                conditions.add(new Condition(input, LinearForm.zero(), Relation.AT_MOST_ZERO));
            }
            disjuncts.add(conditions);
        }
        return new Problem(whole.network(), whole.centre(), whole.norm(), whole.domain(), new UnsafeSet(disjuncts));
    }

    /** Conditions on single inputs confine the box of a disjunct, in all norms and without a ball. */
    @Property(tries = 100, seed = SEED)
    void conditionsOnInputsConfineTheSearch(@ForAll long seed, @ForAll Norm norm) {
        Problem problem = inPart(SearchEngineTest.dense(seed, norm, 2, 6, 2), seed);
        Assume.that(!problem.isUnsafe(problem.centre()));
        Outcome outcome = solve(problem, Optional.empty(), limits(1));
        SearchEngineProperties.checkBracket(
                problem, outcome, EnumerationOracle.solve(problem).radius());
        SearchEngineProperties.checkProof(problem, outcome);
    }

    private static Problem tree() {
        return SearchEngineTest.dense(5, Norm.LINF, 3, 10, 10, 2);
    }

    @Test
    void inputsAreSplitAndTheAnswerIsTheSameOnAnyNumberOfThreads() {
        Outcome one = solve(tree(), Optional.empty(), limits(1));
        assertThat(SearchEngineProperties.proof(one)).containsPattern("(?m)^i \\d");
        SearchEngineProperties.checkProof(tree(), one);
        Outcome more = solve(tree(), Optional.empty(), limits(3));
        assertThat(more.lower()).isEqualTo(one.lower());
        assertThat(more.witness()).isEqualTo(one.witness());
        assertThat(SearchEngineProperties.proof(more)).isEqualTo(SearchEngineProperties.proof(one));
    }

    /** Negative control: with a place of a split moved, some node no longer holds what was proved of it. */
    @Test
    void aMovedSplitIsSeen() {
        Outcome outcome = solve(tree(), Optional.empty(), limits(1));
        if (outcome.lowerBy() instanceof Proved(Optional<ProofBody> body) && body.isPresent()) {
            String moved = SearchEngineProperties.proof(outcome).replaceFirst("(?m)^i (\\d+) .*$", "i $1 1000");
            assertThat(NaiveProver.check(tree(), body.get().assertion(), moved, Arithmetic.OUTWARD)
                            .rejections())
                    .isNotEmpty();
        } else {
            throw new AssertionError("nothing was proved");
        }
    }

    /** A box without an unsafe point, by halves: no ball is there to be measured. */
    @Test
    void aBoxWithoutUnsafePointsIsProvedByHalves() {
        Problem base = tree();
        Radius radius = EnumerationOracle.solve(base).radius();
        Rational half = Rational.of(radius.floor() * 0.9);
        List<Rational> low = base.centre().stream().map(x -> x.subtract(half)).toList();
        List<Rational> high = base.centre().stream().map(x -> x.add(half)).toList();
        Problem problem = new Problem(base.network(), base.centre(), Norm.LINF, new Box(low, high), base.unsafe());
        Outcome outcome = solve(problem, Optional.empty(), limits(2));
        assertThat(outcome.verdict()).isEqualTo(Verdict.NONE);
        assertThat(SearchEngineProperties.proof(outcome)).containsPattern("(?m)^i \\d");
        SearchEngineProperties.checkProof(problem, outcome);
    }

    @Test
    void halvesBeyondTheBallAreLeftOut() {
        Problem problem = tree();
        double centre = problem.centre().getFirst().doubleNearest();
        Assertion ball = new Assertion.RadiusAtLeast(Radius.ofLength(Norm.LINF, Rational.of(1, 4)));
        Reach reach = Reach.of(problem, ball);
        assertThat(reach.held(split(centre + 0.3))).isEqualTo(Held.FIRST);
        assertThat(reach.held(split(centre - 0.3))).isEqualTo(Held.SECOND);
        assertThat(reach.held(split(centre + 0.2))).isEqualTo(Held.ALL);
        assertThat(reach.held("z 0 1\n")).isEqualTo(Held.ALL);
        assertThat(Reach.of(problem, new Assertion.NoUnsafePoint()).held(split(centre + 0.3)))
                .isEqualTo(Held.ALL);
    }

    private static String split(double at) {
        NodeText text = new NodeText(tree().network());
        text.split(0, at);
        return text.take();
    }
}
