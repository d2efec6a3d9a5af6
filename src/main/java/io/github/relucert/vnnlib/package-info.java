/**
 * Reads properties in VNN-LIB 1.0: linear conditions on the inputs {@code X_i} and outputs {@code Y_j} of a network, nested in any way
 * by {@code and} and {@code or}. What a file describes is the set of unsafe points; the query is satisfiable when there is one.
 */
package io.github.relucert.vnnlib;
