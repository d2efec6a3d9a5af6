package io.github.relucert.train;

import io.github.relucert.exact.InputException;
import java.util.Optional;

/**
 * Everything but data and sizes that decides how a network is trained.
 *
 * @param adversary trains on its points in place of the rows themselves
 * @param rampEpochs epochs over which the adversary's radius grows from zero
 * @param inputScale training sees the rows times this factor; it is multiplied into the first layer afterwards
 */
public record TrainingPlan(
        Loss loss,
        Optimizer optimizer,
        Schedule schedule,
        Penalty penalty,
        Optional<LinfAdversary> adversary,
        int rampEpochs,
        int epochs,
        int batchSize,
        double inputScale,
        long seed) {
    /** @throws InputException when a number is out of its range */
    public TrainingPlan {
        require(
                optimizer.learningRate() > 0 && Double.isFinite(optimizer.learningRate()),
                "the learning rate must be positive");
        require(penalty.decay() >= 0 && Double.isFinite(penalty.decay()), "the weight decay must be zero or more");
        require(penalty.sparsity() >= 0 && Double.isFinite(penalty.sparsity()), "the l1 penalty must be zero or more");
        require(epochs >= 1, "training needs at least one epoch");
        require(batchSize >= 1, "a batch needs at least one row");
        require(rampEpochs >= 0 && rampEpochs < Math.max(epochs, 1), "the ramp must be shorter than the training");
        require(inputScale > 0 && Double.isFinite(inputScale), "the input scale must be positive");
        adversary.ifPresent(TrainingPlan::check);
    }

    private static void check(LinfAdversary adversary) {
        require(
                adversary.radius() > 0 && Double.isFinite(adversary.radius()),
                "the adversary's radius must be positive");
        require(adversary.steps() >= 1, "the adversary needs at least one step");
        require(adversary.lower() < adversary.upper(), "the adversary's range is empty");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new InputException(otherwise);
        }
    }
}
