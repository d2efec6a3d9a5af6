/** What is handed out and checked: statements, witnesses, claims, proofs; reading them from text. Trusted. */
package io.github.relucert.certificate;
