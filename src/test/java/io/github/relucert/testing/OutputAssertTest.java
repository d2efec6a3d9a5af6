package io.github.relucert.testing;

import static io.github.relucert.specification.Norm.L1;
import static io.github.relucert.specification.Norm.L2;
import static io.github.relucert.specification.Norm.LINF;
import static io.github.relucert.testing.Failures.assertFails;
import static io.github.relucert.testing.ModelAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.Rational;
import io.github.relucert.milp.MilpEngine;
import io.github.relucert.specification.Box;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Assertions about outputs as functions, on networks whose gradients are known. */
class OutputAssertTest {
    private static final ModelUnderTest DIAMOND = SmallModels.diamond();
    private static final ModelUnderTest SLOPE = SmallModels.slope();
    private static final ModelUnderTest LINEAR = SmallModels.linear();
    private static final Duration TOO_SHORT = Duration.ofNanos(4);

    @Test
    void theLeastLipschitzConstantPassesAndAnythingBelowFails() {
        Box box = DIAMOND.box("0.5,2");
        assertThat(DIAMOND)
                .isLipschitzOn(box, LINF, "2")
                .isLipschitzOn(box, L1, "1")
                .isLipschitzOn(box, L2, "1.41421356237309505");
        assertFails(
                () -> assertThat(DIAMOND).isLipschitzOn(box, LINF, "1.9999"),
                "diamond, output 0, is not Lipschitz in linf with constant 1.9999 on the box: between (...) and (...),"
                        + " at distance ..., it changes by ...; the least constant is 2, the gradient there being (1, 1)");
        assertFails(
                () -> assertThat(DIAMOND).isLipschitzOn(box, L1, "0.5"),
                "diamond, output 0, is not Lipschitz in l1 with constant 0.5 on the box: between (...) and (...), at "
                        + "distance ..., it changes by ...; the least constant is 1, the gradient there being (1, 1)");
        assertFails(
                () -> assertThat(DIAMOND).isLipschitzOn(box, L2, "1.4142"),
                "diamond, output 0, is not Lipschitz in l2 with constant 1.4142 on the box: between (...) and (...),"
                        + " at distance ... (the root of ...), it changes by ...; the least constant is 1.41421356237309"
                        + " (the root of 2), the gradient there being (1, 1)");
    }

    @Test
    void everyOutputOfAModelIsHeldToTheConstant() {
        assertThat(LINEAR).isLipschitzOn(LINEAR.box("-1,1"), LINF, "2");
        assertThatThrownBy(() -> assertThat(LINEAR).isLipschitzOn(LINEAR.box("-1,1"), LINF, "1"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("linear, output 0, is not Lipschitz");
    }

    @Test
    void aFrozenInputDoesNotCount() {
        Box box = new Box(List.of(Rational.ONE, Rational.ZERO), List.of(Rational.of(2), Rational.ZERO));
        assertThat(SLOPE).isLipschitzOn(box, LINF, "1.5");
        assertFails(
                () -> assertThat(SLOPE).isLipschitzOn(box, LINF, "1.25"),
                "slope, output 0, is not Lipschitz in linf with constant 1.25 on the box: between (..., 0) and (...,"
                        + " 0), at distance ..., it changes by ...; the least constant is 3/2, the gradient there being"
                        + " (3/2, 1)");
    }

    @Test
    void anOutputThatNeverFallsPasses() {
        assertThat(SLOPE).within(SLOPE.box("-3,3")).isIncreasingIn(0).isIncreasingIn(0, "0.01");
    }

    @Test
    void aFallIsNamed() {
        assertThatThrownBy(() -> assertThat(SLOPE).within(SLOPE.box("-3,3")).isIncreasingIn(1))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching(
                        "slope, output 0, is not increasing in input 1: from \\(.*\\), where it is .*, it falls by .*"
                                + " when input 1 rises by .* to .*");
        Box cell = new Box(List.of(Rational.ONE, Rational.ONE), List.of(Rational.of(2), Rational.of(3)));
        assertFails(
                () -> assertThat(SLOPE).within(cell).isIncreasingIn(1),
                "slope, output 0, is not increasing in input 1: from (..., ...), where it is ..., it falls by ... when"
                        + " input 1 rises by ... to 3");
    }

    @Test
    void aFallBelowTheToleranceIsLeftToTheEngine() {
        Box box = new Box(List.of(Rational.ONE, Rational.ONE), List.of(Rational.of(2), Rational.of(3)));
        // The deepest fall is 4, from the lower side of input 1 to the upper one.
        assertThat(SLOPE).within(box).using(Engines.proving()).isIncreasingIn(1, "4.001");
        assertFails(
                () -> assertThat(SLOPE).within(box).using(Engines.claiming()).isIncreasingIn(1, "4.001"),
                "slope, output 0, is increasing in input 1 but for falls below 4.001 by the word of ORACLE, a claim"
                        + " that nothing proves; take it with acceptingClaims()");
        assertThat(SLOPE)
                .within(box)
                .using(Engines.claiming())
                .acceptingClaims()
                .isIncreasingIn(1, "4.001");
        assertThat(SLOPE).within(box).using(new MilpEngine()).acceptingClaims().isIncreasingIn(1, "4.001");
        assertThatThrownBy(() ->
                        assertThat(SLOPE).within(box).using(Engines.proving()).isIncreasingIn(1, "4"))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching(
                        "slope, output 0, is not increasing in input 1 but for falls below 4: from \\(.*, 1\\), where"
                                + " it is .*, it falls by 4 when input 1 rises by 2 to 3");
    }

    @Test
    void tooManyCellsAreNoPass() {
        assertFails(
                () -> assertThat(SLOPE)
                        .within(SLOPE.box("-3,3"))
                        .withTimeLimit(TOO_SHORT)
                        .isIncreasingIn(0),
                "whether slope, output 0, is increasing in input 0 could not be decided: time ran out after 0"
                        + " activation cells without a fall; give a tolerance, and the engine decides");
        assertFails(
                () -> assertThat(DIAMOND)
                        .within(DIAMOND.box("-3,3"))
                        .withTimeLimit(TOO_SHORT)
                        .isUnchangedBySwapping(0, 1),
                "whether diamond, output 0, is unchanged by swapping inputs 0 and 1 could not be decided: time ran out"
                        + " after 0 activation cells without a change; give a tolerance, and the engine decides");
        assertThatThrownBy(() ->
                        assertThat(DIAMOND).withTimeLimit(TOO_SHORT).isLipschitzOn(DIAMOND.box("-3,3"), LINF, "2"))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching(
                        "whether diamond, output 0, is Lipschitz in linf with constant 2 on the box could not be "
                                + "decided: time ran out, the least constant lies in \\[2, .*\\]");
    }

    @Test
    void aSymmetricOutputPasses() {
        assertThat(DIAMOND)
                .within(DIAMOND.box("-2,2"))
                .isUnchangedBySwapping(0, 1)
                .isUnchangedBySwapping(1, 0, "0.1");
        assertThat(LINEAR).output(0).isUnchangedBySwapping(0, 1);
    }

    @Test
    void aChangeIsNamed() {
        assertFails(
                () -> assertThat(LINEAR).within(LINEAR.box("0,4")).isUnchangedBySwapping(0, 1),
                "linear, output 1, is not unchanged by swapping inputs 0 and 1: at (...) it changes by ... when inputs"
                        + " 0 and 1 change places, which moves each by ...");
    }

    @Test
    void aChangeBelowTheToleranceIsLeftToTheEngine() {
        OutputAssert proved = assertThat(LINEAR)
                .within(LINEAR.box("0,4"))
                .using(Engines.proving())
                .output(1);
        proved.isUnchangedBySwapping(0, 1, "8.001");
        assertThatThrownBy(() -> proved.isUnchangedBySwapping(0, 1, "8"))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching(
                        "linear, output 1, is not unchanged by swapping inputs 0 and 1 but for changes below 8: at"
                                + " \\((4, 0|0, 4)\\) it changes by 8 when inputs 0 and 1 change places, which moves each"
                                + " by 4");
        assertFails(
                () -> assertThat(LINEAR)
                        .within(LINEAR.box("0,4"))
                        .using(Engines.claiming())
                        .output(1)
                        .isUnchangedBySwapping(0, 1, "9"),
                "linear, output 1, is unchanged by swapping inputs 0 and 1 but for changes below 9 by the word of"
                        + " ORACLE, a claim that nothing proves; take it with acceptingClaims()");
    }

    @Test
    void whatNeitherCellsNorEngineKnowIsNoPass() {
        assertFails(
                () -> assertThat(DIAMOND)
                        .within(DIAMOND.box("-3,3"))
                        .withTimeLimit(TOO_SHORT)
                        .acceptingClaims()
                        .using(Engines.ignorant())
                        .isUnchangedBySwapping(0, 1, "100"),
                "whether diamond, output 0, is unchanged by swapping inputs 0 and 1 but for changes below 100 could"
                        + " not be decided: the activation cells leave it open, and claim:ORACLE goes only to the distance"
                        + " 0 from the middle of the domain");
    }

    @Test
    void onlyPointsWithinTheDomainBeforeAndAfterCount() {
        Box box = new Box(List.of(Rational.ZERO, Rational.of(2)), List.of(Rational.of(2), Rational.of(3)));
        // The only number that both inputs may take is 2.
        assertThat(LINEAR).within(box).isUnchangedBySwapping(0, 1);
        Box apart = new Box(List.of(Rational.ZERO, Rational.of(2)), List.of(Rational.ONE, Rational.of(3)));
        assertThatThrownBy(() -> assertThat(LINEAR).within(apart).isUnchangedBySwapping(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("inputs 0 and 1 cannot change places: the domain allows no number for both");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> assertThat(LINEAR).isIncreasingIn(0))
                .hasMessage("linear has 2 outputs; say which one is meant: output(k)");
        assertThatThrownBy(() -> assertThat(SLOPE).isIncreasingIn(2)).hasMessage("input 2 of a model with 2 inputs");
        assertThatThrownBy(() -> assertThat(SLOPE).output(1)).hasMessage("output 1 of a model with 1");
        assertThatThrownBy(() -> assertThat(SLOPE).isIncreasingIn(0, "0"))
                .hasMessage("the tolerance 0 is not above zero");
        assertThatThrownBy(() -> assertThat(SLOPE).within(Box.unbounded(3)))
                .hasMessage("a box with 3 sides for a model with 2 inputs");
    }
}
