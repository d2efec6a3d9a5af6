package io.github.relucert.search;

import java.util.Optional;

/**
 * A half-space {@code normal.x + constant <= 0} that holds every unsafe point of a node, with those above it on the path.
 *
 * @param above the one made before it on the path
 * @param number in the order of the path, from 0
 */
record HalfSpace(Optional<HalfSpace> above, int number, double[] normal, double constant) {}
