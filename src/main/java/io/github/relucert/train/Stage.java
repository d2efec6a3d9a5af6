package io.github.relucert.train;

/** One step of an {@link Architecture}; ReLUs stand between steps without being named. */
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

    /** A residual block: to its input it adds what two convolutions with a ReLU between them make of it, all of one shape. */
    record Residual(int kernel) implements Stage {
        /** Either convolution, for so many channels. */
        Filters filters(int channels) {
            return new Filters(channels, kernel, 1, (kernel - 1) / 2);
        }

        @Override
        public String toString() {
            return "r" + kernel;
        }
    }

    /** Batch normalisation of the step before, ahead of its ReLU; one mean and variance a channel. */
    record Normalisation() implements Stage {
        @Override
        public String toString() {
            return "bn";
        }
    }

    /** Max pooling of the step before over square windows side by side, ahead of its ReLU, with which it commutes. */
    record Pooling(int kernel) implements Stage {
        @Override
        public String toString() {
            return "m" + kernel;
        }
    }
}
