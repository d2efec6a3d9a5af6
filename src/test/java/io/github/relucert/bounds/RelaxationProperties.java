package io.github.relucert.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.relucert.exact.Rational;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Both lines of every neuron hold in exact arithmetic at the ends of its bounds and at the kink, hence between them. */
class RelaxationProperties {
    private static NeuronBounds one(double lower, double upper) {
        double[][] low = {{lower}};
        double[][] high = {{upper}};
        return NeuronBounds.of(low, high);
    }

    @Property(tries = 1000)
    void linesHold(
            @ForAll @DoubleRange(min = -1, max = 1) double lower,
            @ForAll @DoubleRange(min = -1, max = 1) double upper,
            @ForAll @IntRange(min = -1000, max = 1000) int lowerExponent,
            @ForAll @IntRange(min = -1000, max = 1000) int upperExponent) {
        double a = Math.scalb(lower, lowerExponent);
        double b = Math.scalb(upper, upperExponent);
        double l = Math.min(a, b);
        double u = Math.max(a, b);
        Relaxation relaxation = Relaxation.adaptive(one(l, u));
        checkLines(relaxation, l, u, relaxation.upperOffset(0, 0));
    }

    private static void checkLines(Relaxation relaxation, double l, double u, double offset) {
        for (double z : new double[] {l, u, Math.min(Math.max(0, l), u)}) {
            Rational exact = Rational.of(z);
            Rational y = exact.max(Rational.ZERO);
            Rational below = exact.multiply(Rational.of(relaxation.lowerSlope(0, 0)));
            Rational above =
                    exact.multiply(Rational.of(relaxation.upperSlope(0, 0))).add(Rational.of(offset));
            assertThat(below.compareTo(y)).isNotPositive();
            assertThat(above.compareTo(y)).isNotNegative();
        }
    }

    /** Negative control: an offset a millionth too small is caught. */
    @Test
    void anOffsetTooSmallIsNoticed() {
        Relaxation relaxation = Relaxation.adaptive(one(-1, 3));
        checkLines(relaxation, -1, 3, relaxation.upperOffset(0, 0));
        assertThatThrownBy(() -> checkLines(relaxation, -1, 3, relaxation.upperOffset(0, 0) * (1 - 1e-6)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void theUpperLineIsTheChord() {
        Relaxation relaxation = Relaxation.adaptive(one(-1, 3));
        assertThat(relaxation.upperSlope(0, 0)).isCloseTo(0.75, within(1e-15));
        assertThat(relaxation.upperOffset(0, 0)).isCloseTo(0.75, within(1e-14));
        assertThat(relaxation.lowerSlope(0, 0)).isEqualTo(1);
        assertThat(Relaxation.adaptive(one(-3, 1)).lowerSlope(0, 0)).isZero();
    }

    @Test
    void infiniteBoundsLeaveTheLinesThatStillHold() {
        double infinity = Double.POSITIVE_INFINITY;
        Relaxation noLower = Relaxation.adaptive(one(-infinity, 2));
        assertThat(noLower.upperSlope(0, 0)).isZero();
        assertThat(noLower.upperOffset(0, 0)).isCloseTo(2, within(1e-14));
        Relaxation noUpper = Relaxation.adaptive(one(-2, infinity));
        assertThat(noUpper.upperSlope(0, 0)).isEqualTo(1);
        assertThat(noUpper.upperOffset(0, 0)).isCloseTo(2, within(1e-14));
        Relaxation nothing = Relaxation.adaptive(one(-infinity, infinity));
        assertThat(nothing.upperOffset(0, 0)).isEqualTo(infinity);
    }

    @Test
    void slopesOutsideOfTheUnitIntervalAreRefusedWhereTheyCount() {
        double[][] slope = {{1.5}};
        assertThatThrownBy(() -> Relaxation.withLowerSlopes(one(-1, 1), slope))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.5");
        assertThat(Relaxation.withLowerSlopes(one(1, 2), slope).lowerSlope(0, 0))
                .isEqualTo(1);
    }
}
