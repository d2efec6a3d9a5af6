package io.github.relucert.train;

/** One learning step of an {@link Architecture}; ReLUs stand between steps without being named. */
public sealed interface Stage {
    /** A dense layer. */
    record Units(int count) implements Stage {
        @Override
        public String toString() {
            return Integer.toString(count);
        }
    }

    /** A convolution with a square kernel, the same stride and zero padding on both axes. */
    record Filters(int channels, int kernel, int stride, int padding) implements Stage {
        @Override
        public String toString() {
            return "c" + channels + "k" + kernel + (stride == 1 ? "" : "s" + stride)
                    + (padding == 0 ? "" : "p" + padding);
        }
    }

    /** Batch normalisation of the step before, ahead of its ReLU; one mean and variance a channel. */
    record Normalisation() implements Stage {
        @Override
        public String toString() {
            return "bn";
        }
    }
}
