package io.github.relucert.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.certificate.Witness;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Dense;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a claim when another engine is to prove it. */
class ReplayTest {
    private static final Problem PROBLEM = new Problem(
            new Network(
                    FloatType.FLOAT64,
                    List.of(1),
                    List.of(new Affine(
                            "scores", List.of(new Affine.Term(0, new Dense(2, 1, new double[] {-1, 1}))), new double[] {
                                1, -1
                            }))),
            List.of(Rational.ZERO),
            Norm.LINF,
            Box.unbounded(1),
            UnsafeSet.misclassified(0, 2));
    private static final Optional<Witness> WITNESS = Optional.of(Witness.at(PROBLEM, List.of(Rational.ONE)));

    private static Radius radius(String value) {
        return new Radius(Norm.LINF, Rational.parse(value));
    }

    private static Outcome claim(Outcome.Verdict verdict, String lower) {
        Outcome.Provenance claimed = new Outcome.Claimed("SCIP", Rational.of(1, 1_000_000));
        return new Outcome(verdict, radius(lower), claimed, WITNESS, Optional.empty(), 3);
    }

    private static Outcome proof(Outcome.Verdict verdict, String lower) {
        return new Outcome(verdict, radius(lower), new Outcome.Proved(), WITNESS, Optional.empty(), 4);
    }

    private static Outcome replay(Outcome first, Outcome second) {
        List<Optional<Witness>> incumbents = new ArrayList<>();
        Engine prover = (problem, compiled, incumbent, limits) -> {
            incumbents.add(incumbent);
            return second;
        };
        Limits limits = Limits.of(Duration.ofSeconds(10));
        Outcome outcome = new Replay((p, c, i, l) -> first, prover)
                .solve(PROBLEM, CompiledNetwork.of(PROBLEM.network()), Optional.empty(), limits);
        assertThat(incumbents).as("the prover starts from what was found").containsExactly(first.witness());
        assertThat(outcome.nodes()).isEqualTo(7);
        return outcome;
    }

    @Test
    void aProofOfTheSameRadiusReplacesTheClaim() {
        Outcome outcome =
                replay(claim(Outcome.Verdict.BRACKET, "0.999999"), proof(Outcome.Verdict.BRACKET, "0.9999985"));
        assertThat(outcome.lowerBy()).isInstanceOf(Outcome.Proved.class);
        assertThat(outcome.lower()).isEqualTo(radius("0.9999985"));
    }

    @Test
    void aClaimOfMoreThanIsProvedStaysAClaim() {
        Outcome outcome = replay(claim(Outcome.Verdict.BRACKET, "0.999999"), proof(Outcome.Verdict.BRACKET, "0.5"));
        assertThat(outcome.lowerBy().text()).isEqualTo("claim:SCIP");
        assertThat(outcome.lower()).isEqualTo(radius("0.999999"));
    }

    @Test
    void whatIsClaimedToBeDecidedStaysSoUntilItIsProved() {
        Outcome open = replay(claim(Outcome.Verdict.ABOVE, "0.9"), proof(Outcome.Verdict.BRACKET, "0.5"));
        Outcome settled = replay(claim(Outcome.Verdict.ABOVE, "0.9"), proof(Outcome.Verdict.ABOVE, "0.9"));
        assertThat(open.verdict()).isEqualTo(Outcome.Verdict.ABOVE);
        assertThat(open.lowerBy()).isInstanceOf(Outcome.Claimed.class);
        assertThat(settled.verdict()).isEqualTo(Outcome.Verdict.ABOVE);
        assertThat(settled.lowerBy()).isInstanceOf(Outcome.Proved.class);
    }
}
