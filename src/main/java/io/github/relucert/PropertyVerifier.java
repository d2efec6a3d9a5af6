package io.github.relucert;

import io.github.relucert.PropertyAnswer.Verdict;
import io.github.relucert.attack.PropertyAttack;
import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.engine.Outcome.Stop;
import io.github.relucert.engine.ProofBody;
import io.github.relucert.exact.InputException;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Network;
import io.github.relucert.search.SearchEngine;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Problem;
import io.github.relucert.vnnlib.Property;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Decides properties of a network: an attack looks for an input that fulfils the property, then a search finds one or proves that there is none.
 * Safe for use by several threads at once.
 */
public final class PropertyVerifier {
    /** The share of the time that the attack may take; what it does not use goes to the search. */
    private static final int ATTACK_SHARE = 4;

    private static final Duration LEAST_TIME = Duration.ofMillis(1);

    private final Network network;
    private final CompiledNetwork compiled;
    private final Predicate<Witness> runs;
    private final long seed;

    /**
     * A verifier for one network.
     *
     * @param runs whether the deployed model agrees that a point of its input type is unsafe
     * @param seed the only source of chance
     */
    public PropertyVerifier(Network network, Predicate<Witness> runs, long seed) {
        this.network = network;
        this.compiled = CompiledNetwork.of(network);
        this.runs = runs;
        this.seed = seed;
    }

    /**
     * Decides a property; the answer is honest also when a limit stops the work.
     *
     * @throws InputException when the property does not fit the network or leaves an input without a bound
     */
    public PropertyAnswer verify(Property property, Limits limits) {
        long start = System.nanoTime();
        Problem problem = property.problem(network);
        if (property.unsafe().disjuncts().isEmpty()) {
            return unsat(Optional.of(ProofBody.of(new Assertion.NoUnsafePoint(), "l\n")), start, 0);
        }
        requireBounds(property);
        long attackEnd = start + limits.time().toNanos() / ATTACK_SHARE;
        PropertyAttack attack = new PropertyAttack(
                problem, compiled, seed, () -> limits.cancelled().getAsBoolean() || System.nanoTime() >= attackEnd);
        PropertyAttack.Found attacked = attack.run();
        if (!attacked.isEmpty()) {
            return sat(attacked, start, 0);
        }
        Duration left = limits.time().minusNanos(System.nanoTime() - start);
        Outcome outcome = new SearchEngine()
                .anywhere(problem, compiled, limits.within(left.compareTo(LEAST_TIME) < 0 ? LEAST_TIME : left));
        return switch (outcome.verdict()) {
            case BELOW -> sat(fromSearch(problem, outcome.witness().orElseThrow()), start, outcome.nodes());
            case NONE -> unsat(proof(outcome), start, outcome.nodes());
            case ABOVE, BRACKET -> undecided(outcome.stopped(), start, outcome.nodes());
        };
    }

    private static void requireBounds(Property property) {
        Box domain = property.domain();
        for (int k = 0; k < domain.size(); k++) {
            boolean below = domain.lower().get(k).isFinite();
            if (!below || !domain.upper().get(k).isFinite()) {
                throw new InputException(property.fileName() + ": X_" + k + " has no " + (below ? "upper" : "lower")
                        + " bound; assert one such as " + (below ? "(<= X_" : "(>= X_") + k + " 0)");
            }
        }
    }

    /** The search's point may lie on the boundary; from there the attack leads inside. */
    private PropertyAttack.Found fromSearch(Problem problem, Witness witness) {
        PropertyAttack.Found deeper =
                new PropertyAttack(problem, compiled, seed, () -> false).deepened(witness.point());
        return new PropertyAttack.Found(
                deeper.deployable(),
                Stream.concat(Stream.of(witness), deeper.others().stream()).toList());
    }

    private PropertyAnswer sat(PropertyAttack.Found found, long start, long nodes) {
        Optional<Witness> deployed = found.deployable().stream().filter(runs).findFirst();
        List<Witness> exact = Stream.concat(found.others().stream(), found.deployable().stream())
                .toList();
        return new PropertyAnswer(
                Verdict.SAT,
                deployed.or(() -> exact.stream().findFirst()),
                deployed.isPresent(),
                Optional.empty(),
                Optional.empty(),
                since(start),
                nodes);
    }

    private static PropertyAnswer unsat(Optional<ProofBody> proof, long start, long nodes) {
        return new PropertyAnswer(Verdict.UNSAT, Optional.empty(), false, proof, Optional.empty(), since(start), nodes);
    }

    private static Optional<ProofBody> proof(Outcome outcome) {
        return switch (outcome.lowerBy()) {
            case Outcome.Proved(Optional<ProofBody> body) -> body;
            case Outcome.Claimed _ -> Optional.empty();
        };
    }

    private static PropertyAnswer undecided(Optional<Stop> stopped, long start, long nodes) {
        boolean late = stopped.filter(stop -> stop == Stop.TIMEOUT).isPresent();
        return new PropertyAnswer(
                late ? Verdict.TIMEOUT : Verdict.UNKNOWN,
                Optional.empty(),
                false,
                Optional.empty(),
                stopped,
                since(start),
                nodes);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
