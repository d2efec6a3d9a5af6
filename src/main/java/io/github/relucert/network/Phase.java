package io.github.relucert.network;

/** What is known of a neuron: {@code y = z}, {@code y = 0}, or neither. */
public enum Phase {
    ACTIVE,
    INACTIVE,
    UNSTABLE
}
