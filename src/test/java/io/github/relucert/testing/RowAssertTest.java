package io.github.relucert.testing;

import static io.github.relucert.specification.Norm.L1;
import static io.github.relucert.specification.Norm.L2;
import static io.github.relucert.specification.Norm.LINF;
import static io.github.relucert.testing.Failures.assertFails;
import static io.github.relucert.testing.ModelAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.data.DataOptions;
import io.github.relucert.data.DataSet;
import io.github.relucert.exact.InputException;
import io.github.relucert.milp.MilpEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Assertions about rows, on a diamond whose radii are known: at (1/4, 0) 3/8 in l_inf, 3/4 in l1, the root of 9/32 in l2. */
class RowAssertTest {
    private static final ModelUnderTest DIAMOND = SmallModels.diamond();

    @TempDir
    private Path folder;

    private static RowAssert proved() {
        return assertThat(DIAMOND).using(Engines.proving()).point(0.25, 0);
    }

    private static RowAssert claimed() {
        return assertThat(DIAMOND).using(Engines.claiming()).point(0.25, 0);
    }

    @Test
    void whatIsProvedPasses() {
        proved().isRobust(LINF, "0.3749")
                .isRobust(L1, "0.7499")
                .isRobust(L2, "0.53")
                .hasRadiusAtLeast(LINF, "0.375")
                .hasRadiusAtLeast(L1, "3/4")
                .hasRadiusAtLeast(L2, "0.53");
    }

    @Test
    void aTieAtTheRadiusIsNotRobustAndTheWitnessIsNamed() {
        assertFails(
                () -> proved().isRobust(LINF, "0.375"),
                "diamond at (1/4, 0) is not robust in linf up to 0.375: the point (5/8, ...3/8) at distance 3/8 is"
                        + " taken for class 1, not 0");
    }

    @Test
    void decimalsAreExact() {
        // As a double, 0.1 lies above one tenth.
        ModelUnderTest tenth = ModelUnderTest.of("tenth", DIAMOND.network()).withThreshold("-0.9");
        assertThat(tenth).using(Engines.proving()).point(0, 0).hasRadiusAtLeast(L1, "0.1");
        assertFails(
                () -> assertThat(tenth).using(Engines.proving()).point(0, 0).isRobust(L1, "0.1"),
                "tenth at (0, 0) is not robust in l1 up to 0.1: the point (...1/10...) at distance 1/10 is taken for"
                        + " class 1, not 0");
    }

    @Test
    void aRadiusBelowTheOneDemandedIsNamed() {
        assertFails(
                () -> proved().hasRadiusAtLeast(L2, "0.5304"),
                "diamond at (1/4, 0) is not of radius at least 0.5304 in l2: the point (5/8, ...3/8) at distance "
                        + "0.53033008588991 (the root of 9/32) is taken for class 1, not 0");
    }

    @Test
    void aClaimPassesOnlyWhereClaimsAreAccepted() {
        String claim = " by the word of ORACLE, a claim that nothing proves; take it with acceptingClaims()";
        assertFails(() -> claimed().isRobust(LINF, "0.3"), "diamond at (1/4, 0) is robust in linf up to 0.3" + claim);
        assertFails(
                () -> claimed().hasRadiusAtLeast(LINF, "0.375"),
                "diamond at (1/4, 0) is of radius at least 0.375 in linf" + claim);
        assertThat(DIAMOND)
                .using(Engines.claiming())
                .acceptingClaims()
                .point(0.25, 0)
                .isRobust(LINF, "0.3")
                .hasRadiusAtLeast(LINF, "0.375");
    }

    @Test
    void aWitnessCountsWhoeverFoundIt() {
        assertFails(
                () -> assertThat(DIAMOND)
                        .using(Engines.claiming())
                        .acceptingClaims()
                        .point(0.25, 0)
                        .hasRadiusAtLeast(L1, "0.76"),
                "diamond at (1/4, 0) is not of radius at least 0.76 in l1: the point (1, 0) at distance 3/4 is taken"
                        + " for class 1, not 0");
    }

    @Test
    void whatIsNotDecidedDoesNotPass() {
        assertThatThrownBy(() -> assertThat(DIAMOND)
                        .using(Engines.ignorant())
                        .acceptingClaims()
                        .withTimeLimit(Duration.ofMillis(200))
                        .point(0.25, 0)
                        .isRobust(LINF, "0.3"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(
                        "whether diamond at (1/4, 0) is robust in linf up to 0.3 could not be decided: time ran out,"
                                + " the radius lies in [0, ");
    }

    @Test
    void theDomainKeepsAdversarialPointsOut() {
        assertThat(DIAMOND)
                .using(Engines.proving())
                .within(DIAMOND.box("-0.5,0.375"))
                .point(0.25, 0)
                .isRobust(LINF, "0.4999")
                .hasRadiusAtLeast(LINF, "0.5");
    }

    @Test
    void theSolverOfTheProductClaims() {
        RowAssert row = assertThat(DIAMOND)
                .using(new MilpEngine())
                .acceptingClaims()
                .within(DIAMOND.box("-2,2"))
                .point(0.25, 0);
        row.isRobust(LINF, "0.374");
        assertThatThrownBy(() -> row.isRobust(LINF, "0.376"))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("diamond at (1/4, 0) is not robust in linf up to 0.376: the point (");
    }

    @Test
    void rowsOfAFileAreHeldToTheirLabel() throws IOException {
        Path file = Files.writeString(folder.resolve("rows.csv"), "0,0.25,0\n1,0,0\n1,1,0\n");
        DataSet rows = DIAMOND.rows(file);
        assertThat(DIAMOND).using(Engines.proving()).row(rows, 0).isRobust(LINF, "0.3");
        assertFails(
                () -> assertThat(DIAMOND).row(rows, 1).isRobust(LINF, "0"),
                "diamond at row 1 of rows.csv is not robust in linf up to 0: the row itself, at distance 0, is not"
                        + " taken for class 1");
        assertFails(
                () -> assertThat(DIAMOND).row(rows, 2).hasRadiusAtLeast(LINF, "0.01"),
                "diamond at row 2 of rows.csv is not of radius at least 0.01 in linf: the row itself, at distance 0,"
                        + " is not taken for class 1 but lies on the border");
        assertThat(DIAMOND).row(rows, 0).isRobust(LINF, "0");
        assertThat(DIAMOND).row(rows, 1).hasRadiusAtLeast(LINF, "0");
    }

    @Test
    void aRegressionIsHeldToItsTolerance() {
        ModelUnderTest regression = DIAMOND.withTolerance("0.5");
        assertThat(regression).using(Engines.proving()).point(0.25, 0).isRobust(LINF, "0.24");
        assertFails(
                () -> assertThat(regression)
                        .using(Engines.proving())
                        .point(0.25, 0)
                        .isRobust(LINF, "0.25"),
                "diamond at (1/4, 0) is not robust in linf up to 0.25: the point (1/2, ...1/4) at distance 1/4 is"
                        + " where output 0 has moved too far");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> proved().isRobust(LINF, "three"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the radius 'three' is no number; write a decimal such as 0.03");
        assertThatThrownBy(() -> proved().isRobust(LINF, "-1")).hasMessage("the radius -1 is negative");
        assertThatThrownBy(() -> assertThat(DIAMOND).point(1)).hasMessageContaining("1 coordinates");
        assertThatThrownBy(() -> assertThat(DIAMOND).within(DIAMOND.box("-1,1")).point(0, 2))
                .hasMessage("coordinate 1 of the point, 2.0, lies outside the domain");
        DataSet toy = SmallModels.linear().reading(DataOptions.standard()).rows(Path.of("specs", "toy-test.csv"));
        assertThatThrownBy(() -> assertThat(SmallModels.linear()).row(toy, 200))
                .hasMessage("row 200 of toy-test.csv, which has rows 0 to 199");
        assertThatThrownBy(() -> assertThat(SmallModels.linear())
                        .within(SmallModels.linear().box("-0.1,0.1"))
                        .row(toy, 0))
                .isInstanceOf(InputException.class);
    }
}
