/** Definitions that the other statements share. */
package io.github.relucert.theorem.definition;
