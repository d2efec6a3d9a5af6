/**
 * The theorem laboratory: published statements about robustness as falsifiable checks, a paper a sub-package, each with a negative
 * control that has to fail.
 */
package io.github.relucert.theorem;
