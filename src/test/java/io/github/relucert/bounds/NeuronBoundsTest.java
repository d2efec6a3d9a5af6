package io.github.relucert.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.network.Neuron;
import io.github.relucert.network.Phase;
import org.junit.jupiter.api.Test;

class NeuronBoundsTest {
    private static final double[][] LOWER = {{-1, 0, -2}, {-1}};
    private static final double[][] UPPER = {{1, 3, 0}, {2}};

    @Test
    void phasesFollowFromSigns() {
        NeuronBounds bounds = NeuronBounds.of(LOWER, UPPER);
        assertThat(bounds.phase(0, 0)).isEqualTo(Phase.UNSTABLE);
        assertThat(bounds.phase(0, 1)).isEqualTo(Phase.ACTIVE);
        assertThat(bounds.phase(0, 2)).isEqualTo(Phase.INACTIVE);
        assertThat(bounds.unstableCount()).isEqualTo(2);
    }

    @Test
    void meetingTightensAndLeavesTheOriginalAlone() {
        NeuronBounds bounds = NeuronBounds.of(LOWER, UPPER);
        NeuronBounds split = bounds.with(new Neuron(0, 0), 0, 5);
        assertThat(split.lower(0)).containsExactly(0, 0, -2);
        assertThat(split.upper(0)).containsExactly(1, 3, 0);
        assertThat(bounds.lower(0, 0)).isEqualTo(-1);
        assertThat(split.meet(bounds.with(new Neuron(1, 0), -3, 1)).upper(1, 0)).isEqualTo(1);
        assertThat(split.meet(bounds).lower(0, 0)).isZero();
        assertThat(split.isContradictory()).isFalse();
        assertThat(split.with(new Neuron(0, 0), -9, -0.5).isContradictory()).isTrue();
    }

    @Test
    void boundsThatDoNotFitAreRefused() {
        double[][] unknown = {{Double.NaN, 0, 0}, {0}};
        double[][] narrow = {{0, 0}, {0}};
        double[][] shallow = {{0, 0, 0}};
        assertThatThrownBy(() -> NeuronBounds.of(unknown, UPPER)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NeuronBounds.of(narrow, UPPER)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NeuronBounds.of(shallow, UPPER)).isInstanceOf(IllegalArgumentException.class);
        NeuronBounds bounds = NeuronBounds.of(LOWER, UPPER);
        assertThatThrownBy(() -> bounds.meet(NeuronBounds.of(narrow, narrow)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bounds.meet(NeuronBounds.of(shallow, shallow)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
