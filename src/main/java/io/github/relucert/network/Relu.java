package io.github.relucert.network;

import java.util.List;

/** {@code max(z, 0)} on every coordinate of a value. */
public record Relu(String name, int source, int outputSize) implements Layer {
    @Override
    public List<Integer> sources() {
        return List.of(source);
    }
}
