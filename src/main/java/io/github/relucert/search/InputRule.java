package io.github.relucert.search;

import io.github.relucert.specification.Norm;

/**
 * When a node splits an input and not a neuron. An input split tightens every layer at once, which pays while a box has few sides and very many
 * neurons are unstable; neuron splits end in cells, which input splits never do. The standard numbers are measured: two of three properties of a network with
 * five inputs and 300 neurons close in seconds by input splits and stay open without, a network with ten inputs and 60 neurons takes four times as many nodes with them.
 *
 * @param mostInputs networks with more inputs have neurons split only
 * @param fewestUnstable nodes with fewer unstable neurons have neurons split
 */
record InputRule(int mostInputs, int fewestUnstable) {
    /** Half-spaces on a path up to which inputs are split: far below what the proof format allows. */
    private static final int MOST_HALF_SPACES = 500;

    static final InputRule STANDARD = new InputRule(5, 10);

    /** Whether an input is to be split. In l2 and l1 distances are measured from a centre inside the box, so inputs are not split. */
    boolean splitsInput(Question question, NodeState node) {
        return question.norm() == Norm.LINF
                && question.network().inputSize() <= mostInputs
                && node.halfSpaces() < MOST_HALF_SPACES
                && node.unstableCount() >= fewestUnstable;
    }
}
