/** ReLU networks written neuron by neuron, with a count of every weight and bias that is written. */
package io.github.relucert.theorem.circuit;
