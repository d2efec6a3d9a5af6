package io.github.relucert.milp;

/**
 * How an unstable ReLU is written down. Both ways split the pre-activation into two parts of size one,
 * {@code z = u * plus - |l| * minus} with {@code plus, minus} in [0, 1], so that one long row serves both sides and everything else
 * is a bound or a row of two columns; the ReLU's value is {@code u * plus}.
 */
enum ReluRows {
    /** Exact: a binary says which part may be positive. Equivalent to the big-M rows of Tjeng et al., equation 3. */
    BINARY {
        @Override
        void exclude(Program program, int plus, int minus) {
            int active = program.binary();
            program.requireAtMostZero(Form.of(0, plus, 1, active, -1));
            program.requireAtMostZero(Form.of(-1, minus, 1, active, 1));
        }
    },
    /** The convex hull (Ehlers 2017, the triangle): the parts sum up to at most one. */
    TRIANGLE {
        @Override
        void exclude(Program program, int plus, int minus) {
            program.requireAtMostZero(Form.of(-1, plus, 1, minus, 1));
        }
    };

    /** States what is known of two parts of which at most one is positive. */
    abstract void exclude(Program program, int plus, int minus);

    /** The value of a ReLU with {@code lower < 0 < upper}. */
    Form write(Program program, Form z, double lower, double upper) {
        int plus = program.column(0, 1);
        int minus = program.column(0, 1);
        double scale = 1 / Math.max(-lower, upper);
        FormSum row = new FormSum();
        row.add(z, scale);
        row.add(plus, -upper * scale);
        row.add(minus, -lower * scale);
        program.requireZero(row.take(1));
        exclude(program, plus, minus);
        return Form.of(0, plus, upper);
    }
}
