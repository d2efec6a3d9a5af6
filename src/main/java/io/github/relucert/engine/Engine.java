package io.github.relucert.engine;

import io.github.relucert.certificate.Witness;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Problem;
import java.util.Optional;

/** A way to bracket the radius of a problem whose centre is safe. All engines answer the same question. */
public interface Engine {
    /**
     * Brackets the radius, or decides on which side of {@link Limits#upTo()} it lies.
     *
     * @param problem the problem; its centre is not unsafe
     * @param compiled the problem's network in doubles
     * @param incumbent the nearest unsafe point known so far
     * @param limits when to stop
     * @return an honest answer also when a limit stops the work
     */
    Outcome solve(Problem problem, CompiledNetwork compiled, Optional<Witness> incumbent, Limits limits);

    /**
     * A first lower end by bounds alone, so that there is one when time or patience ends early. It costs a small part of a search.
     *
     * @param problem the problem; its centre is not unsafe
     * @param compiled the problem's network in doubles
     * @param limits when to stop
     * @return a bracket whose lower end is positive and proved; empty where bounds do not give any, or the engine has none
     */
    default Optional<Outcome> glance(Problem problem, CompiledNetwork compiled, Limits limits) {
        return Optional.empty();
    }
}
