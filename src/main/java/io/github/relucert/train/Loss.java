package io.github.relucert.train;

import java.util.Optional;

/**
 * What training makes small. Outputs lie as {@link TrainableLayer} says, labels are class indices; a network with one output
 * decides by its sign, label 1 against 0.
 */
public sealed interface Loss permits CrossEntropy, LogisticLoss {
    /** Why a network with that many outputs cannot be trained so; empty when it can. */
    Optional<String> objection(int outputs);

    /**
     * The sum of the losses of a batch.
     *
     * @param outputs {@code m x labels.length}
     * @param gradient receives the gradient of the batch's mean loss with respect to {@code outputs}
     */
    double sum(double[] outputs, int[] labels, double[] gradient);
}
