/**
 * Exact numbers: dyadics {@code m * 2^e}, rationals, and vectors of them over one common scale.
 *
 * <p>Trusted. Nothing here rounds unless the method's name says in which direction.
 */
package io.github.relucert.exact;
