package io.github.relucert.milp;

import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.Engine;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Problem;
import java.util.Optional;

/**
 * Brackets the radius by mixed-integer programs (Tjeng, Xiao and Tedrake, Evaluating Robustness of Neural Networks with Mixed
 * Integer Programming, 2019), solved by SCIP.
 *
 * <ul>
 *   <li><b>Needs</b>: any network, any of the three norms, bounded domain or not.
 *   <li><b>Returns</b>: an exact witness as upper end; a lower end that is claimed by the solver, less the stated margin.
 *   <li><b>Method</b>: over one ball after another, {@link BallSweep}: CROWN drops the disjuncts that it can refute, each other one
 *       is decided by a program of its own. See {@link RadiusSearch} for the order of the balls.
 *   <li><b>Sound</b> as far as SCIP is; <b>complete</b> up to tolerances.
 * </ul>
 *
 * Instances hold no state; several threads may share one.
 */
public final class MilpEngine implements Engine {
    @Override
    public Outcome solve(Problem problem, CompiledNetwork compiled, Optional<Witness> incumbent, Limits limits) {
        StopSignal stop = StopSignal.startingNow(limits);
        BallSweep balls = new BallSweep(problem, compiled, limits.threads());
        return limits.upTo().isPresent()
                ? new UpToSearch(problem, balls, stop).run(limits.upTo().get(), incumbent)
                : new RadiusSearch(problem, balls, incumbent, stop).run();
    }
}
