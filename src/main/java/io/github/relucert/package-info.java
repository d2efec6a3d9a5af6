/**
 * The whole story, and the API for programs: {@link io.github.relucert.Verifier} answers how far the nearest adversarial point of
 * a row is.
 */
package io.github.relucert;
