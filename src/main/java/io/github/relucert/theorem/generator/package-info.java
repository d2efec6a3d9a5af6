/** Data and networks drawn from an integer seed, the only source of chance. */
package io.github.relucert.theorem.generator;
