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
}
