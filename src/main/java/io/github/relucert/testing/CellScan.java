package io.github.relucert.testing;

import io.github.relucert.cells.Cell;
import io.github.relucert.cells.CellEnumeration;
import io.github.relucert.cells.Extent;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Looks for something on the activation cells of a network that have an interior within a box, until it is found. */
record CellScan<T>(Network network, Box box) {
    /** The part of the time that is tried before the engine decides. */
    private static final int SHARE = 4;

    /** What became of the search. */
    sealed interface Result<T> {}

    /** The first one found. */
    record Found<T>(T value) implements Result<T> {}

    /** No cell has one. */
    record Nowhere<T>() implements Result<T> {}

    /** None of the cells that were visited in time has one. */
    record Unfinished<T>(long cells) implements Result<T> {}

    static Duration share(Duration time) {
        return time.dividedBy(SHARE);
    }

    Result<T> first(Function<Cell, Optional<T>> wanted, Duration time) {
        Deadline deadline = Deadline.in(time);
        AtomicLong cells = new AtomicLong();
        List<T> found = new ArrayList<>();
        boolean all = CellEnumeration.of(network, box)
                .forEachWhile(Extent.WITH_INTERIOR, () -> found.isEmpty() && !deadline.getAsBoolean(), cell -> {
                    cells.incrementAndGet();
                    wanted.apply(cell).ifPresent(found::add);
                });
        if (!found.isEmpty()) {
            return new Found<>(found.getFirst());
        }
        return all ? new Nowhere<>() : new Unfinished<>(cells.get());
    }
}
