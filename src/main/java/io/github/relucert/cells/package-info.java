/**
 * Activation cells: the polyhedra on which a ReLU network is affine, decided exactly. Doubles propose points, bases and
 * multipliers; every verdict is checked in integers before it counts.
 */
package io.github.relucert.cells;
