/**
 * Nearest points of polyhedra in three norms: a dual simplex and a dual active-set method in double, and exact solutions of the
 * active sets they find. Untrusted: whatever is built on an answer is checked again in exact arithmetic.
 */
package io.github.relucert.convex;
