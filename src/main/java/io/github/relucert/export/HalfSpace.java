package io.github.relucert.export;

/**
 * {@code coefficients . x + constant} is at most zero at every unsafe point of a node.
 *
 * @param fact that it is
 */
record HalfSpace(double[] coefficients, double constant, Fact fact) {}
