/** Two-layer ReLU networks in rationals: what several papers construct and decide. */
package io.github.relucert.theorem.twolayer;
