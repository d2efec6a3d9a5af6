/**
 * What is stated about a network, by whom, and with which witness; reading such statements from files that nobody trusts.
 *
 * <p>Trusted. Nothing read here is believed: package {@code check} verifies it against the model.
 */
package io.github.relucert.certificate;
