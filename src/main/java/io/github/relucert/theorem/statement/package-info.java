/**
 * What a published statement is to the laboratory: its words and source, checks that it has to pass on instances made from a seed,
 * and controls, variants known to be false that the same machinery has to refute.
 */
package io.github.relucert.theorem.statement;
