package io.github.relucert.theorem.generator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** Random permutations. */
public final class Shuffle {
    private Shuffle() {}

    /** The numbers {@code 0..size-1}, every order equally likely. */
    public static List<Integer> of(int size, SplittableRandom random) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            order.add(i);
        }
        for (int i = size - 1; i > 0; i--) {
            Collections.swap(order, i, random.nextInt(i + 1));
        }
        return List.copyOf(order);
    }
}
