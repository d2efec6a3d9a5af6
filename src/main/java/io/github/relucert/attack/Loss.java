package io.github.relucert.attack;

import java.util.Arrays;

/**
 * What a gradient attack lets fall, as a function of the values of all disjuncts. For a classifier value {@code v_j} is the lead
 * {@code f_y - f_j} of the own class, so that with scores {@code 0} for the own class and {@code -v_j} for the others every loss of
 * the literature that depends on differences of scores can be written down.
 */
sealed interface Loss {
    /** The loss. */
    double at(double[] values);

    /**
     * Its derivatives.
     *
     * @param slopes receives one number a value; zeros on entry
     */
    void slopes(double[] values, double[] slopes);

    /** Logarithm of the softmax probability of the own class; minus the cross-entropy. */
    record CrossEntropy() implements Loss {
        @Override
        public double at(double[] values) {
            double top = top(values);
            return -top - Math.log(sum(values, top));
        }

        @Override
        public void slopes(double[] values, double[] slopes) {
            double top = top(values);
            double sum = Math.exp(-top);
            for (int j = 0; j < values.length; j++) {
                slopes[j] = Math.exp(-values[j] - top);
                sum += slopes[j];
            }
            for (int j = 0; j < values.length; j++) {
                slopes[j] /= sum;
            }
        }

        private static double top(double[] values) {
            return Math.max(0, -least(values));
        }

        private static double sum(double[] values, double top) {
            double sum = Math.exp(-top);
            for (double value : values) {
                sum += Math.exp(-value - top);
            }
            return sum;
        }
    }

    /** The lead over the strongest other class: the loss of Carlini and Wagner with confidence 0, without its cut at zero. */
    record Margin() implements Loss {
        @Override
        public double at(double[] values) {
            return least(values);
        }

        @Override
        public void slopes(double[] values, double[] slopes) {
            slopes[first(values)] = 1;
        }
    }

    /** The value of one disjunct. */
    record Towards(int disjunct) implements Loss {
        @Override
        public double at(double[] values) {
            return values[disjunct];
        }

        @Override
        public void slopes(double[] values, double[] slopes) {
            slopes[disjunct] = 1;
        }
    }

    /**
     * The difference of logits ratio (Croce and Hein, arXiv 2003.01690, section 4): the lead over the strongest other class, divided by the
     * distance of the largest score from the third largest. With fewer than three scores there is nothing to divide by.
     */
    record LogitsRatio() implements Loss {
        @Override
        public double at(double[] values) {
            return least(values) / Scale.of(values, 2, 2).length();
        }

        @Override
        public void slopes(double[] values, double[] slopes) {
            Scale.of(values, 2, 2).quotient(first(values), values, slopes);
        }
    }

    /**
     * Its targeted form (section 5 there): the lead over one class, divided by the distance of the largest score from the mean of the third
     * and the fourth.
     */
    record TargetedLogitsRatio(int disjunct) implements Loss {
        @Override
        public double at(double[] values) {
            return values[disjunct] / Scale.of(values, 2, 3).length();
        }

        @Override
        public void slopes(double[] values, double[] slopes) {
            Scale.of(values, 2, 3).quotient(disjunct, values, slopes);
        }
    }

    /**
     * The distance of the largest score from the mean of two others, by their ranks; 1 where there are too few scores or they tie.
     *
     * @param top number of the largest score, -1 for the own class's
     * @param third number of one of the others
     * @param fourth number of the other one
     */
    record Scale(double length, int top, int third, int fourth) {
        private static final int OWN = -1;
        private static final Scale NONE = new Scale(1, OWN, OWN, OWN);

        static Scale of(double[] values, int rank, int otherRank) {
            if (values.length < rank) {
                return NONE;
            }
            Integer[] order = new Integer[values.length + 1];
            Arrays.setAll(order, k -> k - 1);
            Arrays.sort(order, (a, b) -> Double.compare(score(values, b), score(values, a)));
            int third = order[rank];
            int fourth = order[Math.min(otherRank, values.length)];
            double length = score(values, order[0]) - (score(values, third) + score(values, fourth)) / 2;
            return length > 0 ? new Scale(length, order[0], third, fourth) : NONE;
        }

        private static double score(double[] values, int number) {
            return number == OWN ? 0 : -values[number];
        }

        /** Adds the derivatives of value over length. */
        void quotient(int disjunct, double[] values, double[] slopes) {
            slopes[disjunct] += 1 / length;
            double factor = values[disjunct] / (length * length);
            add(slopes, top, factor);
            add(slopes, third, -factor / 2);
            add(slopes, fourth, -factor / 2);
        }

        /** A score is minus its value, hence the change of sign: the quotient falls with the length. */
        private static void add(double[] slopes, int number, double slope) {
            if (number != OWN) {
                slopes[number] += slope;
            }
        }
    }

    private static double least(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        for (double value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    private static int first(double[] values) {
        int best = 0;
        for (int j = 1; j < values.length; j++) {
            best = values[j] < values[best] ? j : best;
        }
        return best;
    }
}
