/** Branch and bound that writes proofs. May be wrong: what it writes is checked by package {@code check}. */
package io.github.relucert.search;
