package io.github.relucert.train;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Independent streams of random numbers from one seed, so that drawing more of one kind leaves the others as they were. */
final class RandomStreams {
    private static final int STATE = 4;

    private RandomStreams() {}

    /** What the numbers are for. */
    enum Purpose {
        INITIAL_WEIGHTS(1),
        ORDER(2),
        ATTACK(3),
        EVALUATION(4),
        DATA(5);

        private final int place;

        Purpose(int place) {
            this.place = place;
        }
    }

    static UniformRandomProvider of(long seed, Purpose purpose) {
        UniformRandomProvider mixer = RandomSource.SPLIT_MIX_64.create(seed);
        long[] state = new long[STATE];
        for (int i = 0; i < purpose.place; i++) {
            Arrays.setAll(state, k -> mixer.nextLong());
        }
        return RandomSource.L64_X128_MIX.create(state);
    }
}
