package io.github.relucert.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.network.TinyNetworks;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessingTest {
    private static Preprocessing of(String mean, String std, String scale) {
        return Preprocessing.parse(Optional.of(mean), Optional.of(std), Optional.of(scale));
    }

    private static List<Rational> output(Network network, double... x) {
        return new ExactEvaluation(network, RationalVector.of(x)).output().toList();
    }

    @Test
    void roundsCoefficientAndOffsetOnceEach() {
        Network network = of("0.1307", "0.3081", "1").prepend(TinyNetworks.identity(FloatType.FLOAT32, 1));
        Rational coefficient = Rational.of(Rational.parse("10000/3081").doubleNearest());
        Rational offset = Rational.of(Rational.parse("-1307/3081").doubleNearest());
        assertThat(output(network, 0.25))
                .containsExactly(coefficient.multiply(Rational.of(0.25)).add(offset));
        assertThat(coefficient).as("a division of doubles rounds 0.3081 first").isNotEqualTo(Rational.of(1 / 0.3081));
    }

    @Test
    void leavesTheRestOfTheNetworkAlone() {
        Network network = TinyNetworks.oneHidden(
                FloatType.FLOAT64,
                new double[][] {{1, 2}, {-1, 1}},
                new double[] {0.5, 0},
                new double[][] {{1, -1}},
                new double[] {3});
        Network both = of("1", "2", "1").prepend(network);
        assertThat(both.layers()).hasSize(4);
        assertThat(both.inputType()).isEqualTo(FloatType.FLOAT64);
        assertThat(both.inputShape()).containsExactly(2);
        assertThat(output(both, 5, -7)).isEqualTo(output(network, 2, -4)).containsExactly(Rational.of(3));
        assertThat(output(both, 5, 7)).isEqualTo(output(network, 2, 3)).containsExactly(Rational.parse("10.5"));
    }

    @Test
    void takesOneNumberAChannel() {
        Network first = TinyNetworks.identity(FloatType.FLOAT32, 2, 1, 3);
        assertThat(output(of("1,2", "1", "1").prepend(first), 0, 0, 0, 0, 0, 0))
                .hasToString("[-1, -1, -1, -2, -2, -2]");
        Network last = TinyNetworks.identity(FloatType.FLOAT32, 1, 3, 2);
        assertThat(output(of("1,2", "1", "1").prepend(last), 0, 0, 0, 0, 0, 0)).hasToString("[-1, -2, -1, -2, -1, -2]");
    }

    @Test
    void takesOneNumberAFeature() {
        Network network = TinyNetworks.identity(FloatType.FLOAT32, 3);
        assertThat(output(of("1,2,3", "1,2,4", "2").prepend(network), 1, 2, 3)).hasToString("[1, 1, 3/4]");
    }

    @Test
    void describesItself() {
        assertThat(of("0.5,0.25", "1/4", "255")).hasToString("(255 x - [1/2, 1/4]) / 1/4");
        assertThat(of("1,2,3,4,5", "2", "1")).hasToString("(1 x - (5 numbers)) / 2");
    }

    @Test
    void changesNothingByDefault() {
        Preprocessing none = Preprocessing.parse(Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(output(none.prepend(TinyNetworks.identity(FloatType.FLOAT32, 2)), 3, 4))
                .hasToString("[3, 4]");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1, '--std: the standard deviation 0 is not positive'",
        "0, -1, 1, '--std: the standard deviation -1 is not positive'",
        "x, 1, 1, '--mean: ''x'' is not a list of decimals'",
        "'1,', 1, 1, '--mean: ''1,'' is not'",
        "0, nan, 1, '--std: ''nan'' is not'",
        "0, 1, '1,2', '--scale: 1,2 is not one number'",
        "'1,2', 1, 1, '--mean: 2 numbers for an input of shape [3, 1, 3]'",
        "0, '1,2,3', 1, 'could both be the channels'",
        "0, 1e-400, 1, 'too small for doubles'",
    })
    void refusesWhatDoesNotFit(String mean, String std, String scale, String complaint) {
        assertThatThrownBy(() -> of(mean, std, scale).prepend(TinyNetworks.identity(FloatType.FLOAT32, 3, 1, 3)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(complaint);
    }
}
