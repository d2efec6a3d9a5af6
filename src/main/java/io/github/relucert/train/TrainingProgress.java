package io.github.relucert.train;

/** Hears of every epoch. */
@FunctionalInterface
public interface TrainingProgress {
    /**
     * An epoch has ended.
     *
     * @param done epochs so far
     * @param epochs of so many
     * @param meanLoss of the epoch's batches as they were trained on, under attack where there is an adversary
     * @param accuracy share of right answers in the same batches, in [0, 1]
     */
    void epoch(int done, int epochs, double meanLoss, double accuracy);
}
