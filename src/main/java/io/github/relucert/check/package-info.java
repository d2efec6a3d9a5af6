/**
 * Verifies what is stated about a network against the network itself, in exact arithmetic and with no tolerance.
 *
 * <p>Trusted. It believes no number of the file it checks.
 */
package io.github.relucert.check;
