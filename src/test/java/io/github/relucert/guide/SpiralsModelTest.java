package io.github.relucert.guide;

import static io.github.relucert.specification.Norm.L2;
import static io.github.relucert.specification.Norm.LINF;
import static io.github.relucert.testing.ModelAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.data.DataSet;
import io.github.relucert.specification.Box;
import io.github.relucert.testing.Kink;
import io.github.relucert.testing.ModelUnderTest;
import io.github.relucert.testing.PointArbitraries;
import java.nio.file.Path;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SpiralsModelTest {
    private static final ModelUnderTest MODEL = ModelUnderTest.read(Path.of("models/toy.onnx"));
    private static final DataSet ROWS = MODEL.rows(Path.of("specs/toy-test.csv"));
    private static final Box SQUARE = MODEL.box("-1,1");

    @Test
    void rowsKeepTheirClass() {
        assertThat(MODEL).within(SQUARE).row(ROWS, 3).isRobust(LINF, "0.03");
        assertThat(MODEL).within(SQUARE).row(ROWS, 0).hasRadiusAtLeast(L2, "0.1");
    }

    @Test
    void scoresAreNotTooSteep() {
        assertThat(MODEL).isLipschitzOn(SQUARE, L2, "95");
    }

    @Test
    void theFirstScoreRisesTowardsTheCorner() {
        Box corner = MODEL.box("0.8,1");
        assertThat(MODEL).within(corner).output(0).isIncreasingIn(0);
        assertThat(MODEL).within(corner).output(0).isUnchangedBySwapping(0, 1, "10");
    }

    @Provide
    Arbitrary<double[]> besideTheBoundary() {
        return PointArbitraries.nearBoundary(MODEL, SQUARE, "0.001");
    }

    @Property(tries = 20)
    void pointsBesideTheBoundaryHaveSmallMargins(@ForAll("besideTheBoundary") double[] point) {
        var scores = MODEL.output(point);
        assertThat(Math.abs(scores.get(0).subtract(scores.get(1)).doubleNearest()))
                .isLessThan(0.5);
    }

    @Provide
    Arbitrary<Kink> kinks() {
        return PointArbitraries.onKink(MODEL, SQUARE);
    }

    @Property(tries = 20)
    void theModelPredictsAClassOnEveryKink(@ForAll("kinks") Kink kink) {
        assertThat(MODEL.predicted(kink.point())).isBetween(0, 1);
    }
}
