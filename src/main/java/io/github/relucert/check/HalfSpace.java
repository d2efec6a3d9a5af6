package io.github.relucert.check;

import io.github.relucert.exact.Dyadic;
import java.util.Arrays;

/** {@code coefficients . x + constant <= 0} for every unsafe point of a node; {@code < 0} where strict. */
sealed interface HalfSpace {
    /** Everything: {@code 0 <= 0}. */
    static HalfSpace trivial(int size) {
        return new Rounded(new double[size], 0, false);
    }

    boolean isStrict();

    /** The same half-space in doubles, for an arithmetic that prices rounding. */
    Rounded toRounded();

    /** The same half-space, exactly. */
    Exact toExact();

    /** As double arithmetic finds it: the constant is lowered by all that rounding may have done. */
    record Rounded(double[] coefficients, double constant, boolean isStrict) implements HalfSpace {
        @Override
        public Rounded toRounded() {
            return this;
        }

        /** @throws ArithmeticException when a number has overflowed */
        @Override
        public Exact toExact() {
            Dyadic[] exact = Arrays.stream(coefficients).mapToObj(Dyadic::of).toArray(Dyadic[]::new);
            return new Exact(exact, Dyadic.of(constant), isStrict);
        }
    }

    /** As exact arithmetic finds it. */
    record Exact(Dyadic[] coefficients, Dyadic constant, boolean isStrict) implements HalfSpace {
        @Override
        public Rounded toRounded() {
            throw new IllegalStateException("exact arithmetic found this half-space, doubles do not read it");
        }

        @Override
        public Exact toExact() {
            return this;
        }
    }
}
