package io.github.relucert.search;

import io.github.relucert.attack.FirstOrder;
import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.Engine;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Problem;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Brackets the radius by branch and bound on the signs of ReLUs, and on inputs where they are few ({@link InputRule}), best first on the distance,
 * and proves the lower end.
 *
 * <ul>
 *   <li><b>Needs</b>: any network, any of the three norms.
 *   <li><b>Returns</b>: an exact witness as upper end; a lower end with a proof that the checker has accepted
 *       ({@link Outcome.Proved#body}). A search that nothing stops ends with the radius itself, both
 *       ends equal ({@link ZeroGap}); where the radius is an infimum that a strict condition keeps from being attained, the lower end is that number and
 *       the upper one hardly larger; where numbers grow too long, the ends are a bracket of 1e-9 relative. The same problem
 *       and incumbent give the same answer whatever the number of threads, as long as time suffices.
 *   <li><b>Method</b>: {@link TreeSearch}. Bounds are backward passes whose slopes and split weights are raised directly on the distance
 *       (after Wang et al., Beta-CROWN, 2021); a node's own bound is a half-space that the neurons' bounds below it use.
 *   <li><b>Sound</b> because of the check; <b>complete</b> but for such numbers.
 * </ul>
 *
 * Instances are immutable; several threads may share one.
 */
public final class SearchEngine implements Engine {
    private final Function<Question, NodeExpander> expanders;
    private final LongSupplier clock;

    public SearchEngine() {
        this(NodeWorker::new);
    }

    /** An engine that grows its trees by other means. */
    SearchEngine(Function<Question, NodeExpander> expanders) {
        this(expanders, System::nanoTime);
    }

    /** An engine that measures its {@link Outcome#effort()} by another clock than the wall's. */
    SearchEngine(Function<Question, NodeExpander> expanders, LongSupplier clock) {
        this.expanders = expanders;
        this.clock = clock;
    }

    /**
     * Whether the domain, which has to be bounded, holds any unsafe point, near or far.
     *
     * @param limits whose radius is not looked at
     * @return {@link Outcome.Verdict#BELOW} with a witness, {@link Outcome.Verdict#NONE} with its proof, or an empty
     *     {@link Outcome.Verdict#BRACKET} when a limit stopped the work
     */
    public Outcome anywhere(Problem problem, CompiledNetwork compiled, Limits limits) {
        if (!problem.domain().isBounded()) {
            throw new IllegalArgumentException("an unbounded domain");
        }
        return new Run(problem, compiled, limits).outcome(ProvedSearch::existence);
    }

    @Override
    public Outcome solve(Problem problem, CompiledNetwork compiled, Optional<Witness> incumbent, Limits limits) {
        return new Run(problem, compiled, limits).outcome(search -> {
            if (limits.upTo().isPresent()) {
                return search.upTo(limits.upTo().get(), incumbent);
            }
            return incumbent.isPresent() ? search.radius(incumbent.get()) : search.anywhere();
        });
    }

    @Override
    public Optional<Outcome> glance(Problem problem, CompiledNetwork compiled, Limits limits) {
        return new Run(problem, compiled, limits).search.glance(FirstOrder.distance(problem, compiled));
    }

    /** One question with its watch. */
    private final class Run {
        private final Stopwatch watch = new Stopwatch(clock);
        private final ProvedSearch search;

        Run(Problem problem, CompiledNetwork compiled, Limits limits) {
            StopSignal stop = new StopSignal(System.nanoTime() + limits.time().toNanos(), limits.cancelled());
            search = new ProvedSearch(problem, compiled, limits.threads(), stop, expanders, watch);
        }

        Outcome outcome(Function<ProvedSearch, Outcome> question) {
            Outcome outcome = question.apply(search);
            return outcome.after(watch.effort());
        }
    }
}
