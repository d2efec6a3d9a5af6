/**
 * Robust accuracy of a whole data set: every row decided at the radii asked for, a certificate a row, a journal that a later run goes on from.
 *
 * <p>Untrusted: what it writes is checked by {@link io.github.relucert.accuracy.AccuracyChecker}.
 */
package io.github.relucert.robust;
