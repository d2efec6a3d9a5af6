package io.github.relucert.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** True once some time has passed since it was made. */
record Deadline(long nanos) implements BooleanSupplier {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    @Override
    public boolean getAsBoolean() {
        return System.nanoTime() - nanos >= 0;
    }
}
