package io.github.relucert.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LossTest {
    private static final double STEP = 1e-6;

    private static final List<Loss> LOSSES = List.of(
            new Loss.CrossEntropy(),
            new Loss.Margin(),
            new Loss.Towards(1),
            new Loss.LogitsRatio(),
            new Loss.TargetedLogitsRatio(1));

    @Test
    void slopesAreTheDerivatives() {
        SplittableRandom random = new SplittableRandom(3);
        for (int run = 0; run < 200; run++) {
            double[] values = random.doubles(2 + run % 8, -2, 5).toArray();
            for (Loss loss : LOSSES) {
                double[] slopes = new double[values.length];
                loss.slopes(values, slopes);
                for (int j = 0; j < values.length; j++) {
                    double[] more = values.clone();
                    double[] less = values.clone();
                    more[j] += STEP;
                    less[j] -= STEP;
                    double difference = (loss.at(more) - loss.at(less)) / (2 * STEP);
                    assertThat(slopes[j]).as("%s at %d", loss, j).isCloseTo(difference, within(1e-5));
                }
            }
        }
    }

    @Test
    void theCrossEntropyIsThatOfTheScores() {
        // Scores 2, 1, 0.5 with own class 0.
        double probability = Math.exp(2) / (Math.exp(2) + Math.exp(1) + Math.exp(0.5));
        assertThat(new Loss.CrossEntropy().at(new double[] {1, 1.5})).isCloseTo(Math.log(probability), within(1e-12));
    }

    @Test
    void theCrossEntropySaturatesAndTheOthersDoNot() {
        double[] values = {800, 900, 1000};
        double[] slopes = new double[3];
        new Loss.CrossEntropy().slopes(values, slopes);
        assertThat(slopes).containsOnly(0);
        new Loss.LogitsRatio().slopes(values, slopes);
        assertThat(slopes[0]).isNotZero();
    }

    @Test
    void theRatioDoesNotDependOnTheScale() {
        double[] values = {1, 2, 4, 7};
        double[] scaled = {100, 200, 400, 700};
        assertThat(new Loss.LogitsRatio().at(scaled))
                .isCloseTo(new Loss.LogitsRatio().at(values), within(1e-12))
                .isCloseTo(1.0 / 2, within(1e-12));
        assertThat(new Loss.TargetedLogitsRatio(3).at(values)).isCloseTo(7 / 3.0, within(1e-12));
    }
}
