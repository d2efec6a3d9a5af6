package io.github.relucert.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static Affine affine(int outputs, int... sources) {
        List<Affine.Term> terms = java.util.Arrays.stream(sources)
                .mapToObj(source -> new Affine.Term(source, new Dense(outputs, 2, new double[2 * outputs])))
                .toList();
        return new Affine("affine", terms, new double[outputs]);
    }

    private static Network network(Layer... layers) {
        return new Network(FloatType.FLOAT32, List.of(1, 2), List.of(layers));
    }

    @Test
    void knowsItsSizes() {
        Network network =
                network(affine(2, 0), new Relu("first", 1, 2), affine(2, 2, 0), new Relu("second", 3, 2), affine(3, 4));
        assertThat(network.inputShape()).containsExactly(1, 2);
        assertThat(network.inputSize()).isEqualTo(2);
        assertThat(network.outputSize()).isEqualTo(3);
        assertThat(network.reluLayers()).containsExactly(1, 3);
        assertThat(network.neuronCount()).isEqualTo(4);
        assertThat(network.valueSize(0)).isEqualTo(2);
        assertThat(network.valueSize(5)).isEqualTo(3);
    }

    @Test
    void refusesLayersThatDoNotFit() {
        assertThatThrownBy(() -> network()).hasMessageContaining("at least one layer");
        assertThatThrownBy(() -> network(affine(2, 1))).hasMessageContaining("reads value 1, which is not earlier");
        assertThatThrownBy(() -> network(affine(2, -1))).hasMessageContaining("reads value -1");
        assertThatThrownBy(() -> network(affine(3, 0), affine(2, 1)))
                .hasMessageContaining("expects 2 numbers where it is given 3");
        assertThatThrownBy(() -> network(affine(3, 0), new Relu("relu", 1, 2)))
                .hasMessageContaining("relu expects 2 numbers where it is given 3");
        assertThatThrownBy(() -> new Affine("empty", List.of(), new double[1])).hasMessageContaining("reads no value");
        assertThatThrownBy(() -> new Affine("long", List.of(new Affine.Term(0, Sparse.identity(2))), new double[3]))
                .hasMessageContaining("a map with 2 rows beside 3 biases");
        assertThatThrownBy(() -> new Network(FloatType.FLOAT32, List.of(1 << 20, 1 << 20), List.of(affine(1, 0))))
                .isInstanceOf(ArithmeticException.class);
    }
}
