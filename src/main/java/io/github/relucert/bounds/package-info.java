/**
 * Bounds of pre-activations and outputs over a box that meets a ball: interval propagation and CROWN.
 *
 * <p>Untrusted: everything here is double arithmetic, widened outward by a bound of its own rounding errors to first order. Such
 * bounds are claims; what counts is proved again by the checker's arithmetic.
 */
package io.github.relucert.bounds;
