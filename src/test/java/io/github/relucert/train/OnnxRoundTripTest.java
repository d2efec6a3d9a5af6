package io.github.relucert.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.RationalVector;
import io.github.relucert.onnx.OnnxModel;
import io.github.relucert.onnx.OnnxReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written and read back is the same function: equal outputs in exact arithmetic. */
class OnnxRoundTripTest {
    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(3);

    private OnnxModel copy(Network network) {
        Path file = folder.resolve("net.onnx");
        OnnxWriter.write(network, file);
        return OnnxReader.read(file);
    }

    private boolean same(Network network, Network other) {
        for (int repetition = 0; repetition < 20; repetition++) {
            RationalVector x =
                    RationalVector.of(random.doubles(network.inputSize(), -2, 2).toArray());
            List<?> expected = new ExactEvaluation(network, x).output().toList();
            if (!new ExactEvaluation(other, x).output().toList().equals(expected)) {
                return false;
            }
        }
        return true;
    }

    @Test
    void everySampleComesBackAsItWas() {
        for (FloatType type : FloatType.values()) {
            SampleNetworks samples = new SampleNetworks(21);
            List<Network> networks = new ArrayList<>(samples.withoutConvolution(type));
            networks.add(samples.convolutional(type));
            for (Network network : networks) {
                OnnxModel model = copy(network);
                assertThat(model.network().inputType()).isEqualTo(type);
                assertThat(model.network().inputShape()).isEqualTo(network.inputShape());
                assertThat(model.rounded()).isEmpty();
                assertThat(model.cutTail()).isEmpty();
                assertThat(same(network, model.network())).isTrue();
            }
        }
    }

    @Test
    void numbersBetweenFloat32sComeBackExactly() {
        Network network = SampleNetworks.oneLayer(FloatType.FLOAT32, 0.1, 1e-300, -1e30, Math.PI, Double.MIN_VALUE, 7);
        assertThat(same(network, copy(network).network())).isTrue();
    }

    @Test
    void oneUnitInTheLastPlaceIsSeen() {
        Network network = SampleNetworks.oneLayer(FloatType.FLOAT64, 1, 2, 3, 4, 5, 6);
        Network other = SampleNetworks.oneLayer(FloatType.FLOAT64, 1, 2, 3, 4, Math.nextUp(5.0), 6);
        assertThat(same(network, copy(other).network())).isFalse();
    }
}
