package io.github.relucert.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BoxStepTest {
    static List<BoxStep> steps() {
        return List.of(new ScalarBoxStep(), new VectorBoxStep(), BoxStep.FASTEST);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void movesAgainstTheSignAndStaysInTheBox(BoxStep step) {
        double[] x = {9, 0.5, 0.5, 0.5, 0.9, 0.1, 0.5, 9};
        double[] gradients = {1, 3, -1e-300, 0, -2, 7, -0.0, 1};
        step.againstSigns(x, gradients, 1, 0.25, new double[6], new double[] {1, 1, 1, 1, 1, 0.6});
        assertThat(x).containsExactly(9, 0.25, 0.75, 0.5, 1, 0, 0.5, 9);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void agreesWithTheDefinitionAtEveryLength(BoxStep step) {
        SplittableRandom random = new SplittableRandom(5);
        for (int size = 1; size < 40; size++) {
            double[] x = random.doubles(3L * size, -1, 2).toArray();
            double[] gradients = random.doubles(3L * size, -1, 1).toArray();
            double[] low = random.doubles(size, -0.5, 0.5).toArray();
            double[] high = Arrays.stream(low).map(v -> v + 0.7).toArray();
            double[] expected = x.clone();
            for (int i = 0; i < size; i++) {
                double moved = x[size + i] - 0.3 * Math.signum(gradients[size + i]);
                expected[size + i] = Math.clamp(moved, low[i], high[i]);
            }
            step.againstSigns(x, gradients, size, 0.3, low, high);
            assertThat(x).as("%d coordinates", size).containsExactly(expected);
        }
    }
}
