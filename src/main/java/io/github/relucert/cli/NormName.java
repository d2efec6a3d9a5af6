package io.github.relucert.cli;

import io.github.relucert.exact.InputException;
import io.github.relucert.specification.Norm;
import java.util.stream.Stream;

/** Names of norms on the command line. */
final class NormName {
    private NormName() {}

    /**
     * Reads one name.
     *
     * @throws InputException when it is no norm's
     */
    static Norm parse(String name) {
        return Stream.of(Norm.values())
                .filter(norm -> norm.id().equals(name.strip()))
                .findFirst()
                .orElseThrow(
                        () -> new InputException("--norm: '" + name + "' is no norm; choose among linf, l2 and l1"));
    }
}
