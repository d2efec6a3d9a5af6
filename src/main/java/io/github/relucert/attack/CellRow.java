package io.github.relucert.attack;

import io.github.relucert.network.Neuron;

/** What an inequality of a cell's program stands for. */
sealed interface CellRow {
    /** A neuron keeps its phase. */
    record OfNeuron(Neuron neuron) implements CellRow {}

    /** Condition number {@code index} of the disjunct holds. */
    record OfCondition(int index) implements CellRow {}
}
