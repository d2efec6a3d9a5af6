/** Data and networks drawn from an integer seed, the only source of chance; what a statement presupposes holds by construction. */
package io.github.relucert.theorem.generator;
