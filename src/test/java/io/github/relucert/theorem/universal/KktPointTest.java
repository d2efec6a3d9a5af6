package io.github.relucert.theorem.universal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.exact.Rational;
import io.github.relucert.theorem.generator.LabelledPoints;
import io.github.relucert.theorem.generator.SignPoints;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every condition of a Karush-Kuhn-Tucker point is seen when it is violated. */
class KktPointTest {
    private static final Rational MORE = Rational.of(101, 100);

    private final KktPoint point = KktFamilies.biased(data());

    private static LabelledPoints data() {
        SplittableRandom random = new SplittableRandom(5);
        return LabelledPoints.withRandomLabels(SignPoints.orthogonal(8, 3, random), 1, random);
    }

    @BeforeEach
    void theOriginalIsStationary() {
        assertThat(point.violations()).isEmpty();
    }

    private List<String> violationsWith(UnaryOperator<KktNeuron> change) {
        List<KktNeuron> neurons = new ArrayList<>(point.neurons());
        neurons.set(0, change.apply(neurons.getFirst()));
        return new KktPoint(point.data(), point.bias(), neurons, point.squaredMultipliers()).violations();
    }

    private List<String> violationsWithMultiplier(Rational square) {
        List<Rational> squares = new ArrayList<>(point.squaredMultipliers());
        squares.set(0, square);
        return new KktPoint(point.data(), point.bias(), point.neurons(), squares).violations();
    }

    @Test
    void anotherDirection() {
        assertThat(violationsWith(n -> new KktNeuron(
                        n.sign(),
                        n.share(),
                        n.squaredUnit(),
                        n.direction().stream().map(MORE::multiply).toList(),
                        n.offset(),
                        n.coefficients())))
                .contains("stationarity of w, neuron 0")
                .doesNotContain("stationarity of b, neuron 0");
    }

    @Test
    void anotherBias() {
        assertThat(violationsWith(n -> new KktNeuron(
                        n.sign(),
                        n.share(),
                        n.squaredUnit(),
                        n.direction(),
                        n.offset().multiply(MORE),
                        n.coefficients())))
                .contains("stationarity of b, neuron 0")
                .doesNotContain("stationarity of w, neuron 0");
    }

    @Test
    void anotherOutgoingWeight() {
        assertThat(violationsWith(n -> new KktNeuron(
                        n.sign(),
                        n.share(),
                        n.squaredUnit().multiply(MORE),
                        n.direction(),
                        n.offset(),
                        n.coefficients())))
                .contains("stationarity of v, neuron 0");
    }

    @Test
    void aSmallerNetwork() {
        assertThat(violationsWith(n -> n.withShare(n.share().divide(MORE))))
                .isNotEmpty()
                .allMatch(v -> v.startsWith("margin of point") || v.startsWith("complementarity at point"));
    }

    @Test
    void aLargerNetworkLeavesTheMargin() {
        assertThat(violationsWith(n -> n.withShare(n.share().multiply(MORE))))
                .isNotEmpty()
                .allMatch(v -> v.startsWith("complementarity at point"));
    }

    @Test
    void aNegativeCoefficient() {
        assertThat(violationsWith(n -> n.withCoefficients(
                        n.coefficients().stream().map(Rational::negate).toList())))
                .anyMatch(v -> v.startsWith("subgradient of neuron 0"));
    }

    @Test
    void aMultiplierThatIsTooSmallForTheSubgradient() {
        assertThat(violationsWithMultiplier(
                        point.squaredMultipliers().getFirst().divide(MORE)))
                .anyMatch(v -> v.startsWith("subgradient of neuron"));
    }

    @Test
    void aNegativeMultiplier() {
        assertThat(violationsWithMultiplier(Rational.of(-1))).contains("sign of multiplier 0");
    }
}
