package io.github.relucert.attack;

import io.github.relucert.exact.Dyadic;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Layer;
import io.github.relucert.network.Network;
import io.github.relucert.network.Relu;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Walks from kink to kink along a ray. Every value of the network is kept as {@code constants + t slopes}; at a kink only the values
 * that depend on a neuron which changes its phase there are computed again.
 */
final class RayWalk implements Iterator<RayPiece> {
    private final Network network;
    private final Dyadic[][] constants;
    private final Dyadic[][] slopes;
    private final boolean[][] active;
    private final boolean[] changed;
    private Rational position = Rational.ZERO;

    RayWalk(Network network, Dyadic[] origin, Dyadic[] direction) {
        this.network = network;
        int values = network.layers().size() + 1;
        this.constants = new Dyadic[values][];
        this.slopes = new Dyadic[values][];
        this.active = new boolean[values][];
        this.changed = new boolean[values];
        for (int v = 0; v < values; v++) {
            constants[v] = new Dyadic[network.valueSize(v)];
            slopes[v] = new Dyadic[network.valueSize(v)];
            active[v] = new boolean[network.valueSize(v)];
            changed[v] = true;
        }
        constants[0] = origin;
        slopes[0] = direction;
    }

    @Override
    public boolean hasNext() {
        return position.isFinite();
    }

    @Override
    public RayPiece next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the last piece has no end");
        }
        Rational end = Rational.POSITIVE_INFINITY;
        for (int v = 1; v < constants.length; v++) {
            Layer layer = network.layers().get(v - 1);
            switch (layer) {
                case Affine affine -> apply(affine, v);
                case Relu relu -> {
                    rectify(relu, v);
                    end = end.min(nextKink(relu.source()));
                }
            }
        }
        Arrays.fill(changed, false);
        int output = constants.length - 1;
        RayPiece piece = new RayPiece(
                position,
                end,
                List.copyOf(Arrays.asList(constants[output])),
                List.copyOf(Arrays.asList(slopes[output])));
        position = end;
        return piece;
    }

    private void apply(Affine affine, int value) {
        changed[value] |= affine.sources().stream().anyMatch(source -> changed[source]);
        if (!changed[value]) {
            return;
        }
        for (int row = 0; row < affine.outputSize(); row++) {
            constants[value][row] = sum(affine, row, constants).add(Dyadic.of(affine.bias(row)));
            slopes[value][row] = sum(affine, row, slopes);
        }
    }

    private static Dyadic sum(Affine affine, int row, Dyadic[][] values) {
        List<Dyadic> sum = new ArrayList<>(List.of(Dyadic.ZERO));
        for (Affine.Term term : affine.terms()) {
            Dyadic[] source = values[term.source()];
            term.map().forEachInRow(row, (column, weight) -> {
                if (weight != 0 && source[column].signum() != 0) {
                    sum.set(0, sum.getFirst().add(Dyadic.of(weight).multiply(source[column])));
                }
            });
        }
        return sum.getFirst();
    }

    /** A neuron is active when it is positive just after the position. */
    private void rectify(Relu relu, int value) {
        int source = relu.source();
        for (int i = 0; i < relu.outputSize(); i++) {
            Dyadic constant = constants[source][i];
            Dyadic slope = slopes[source][i];
            int sign = RayPiece.signAt(constant, slope, position);
            boolean on = sign > 0 || (sign == 0 && slope.signum() > 0);
            changed[value] |= changed[source] || on != active[value][i];
            active[value][i] = on;
            constants[value][i] = on ? constant : Dyadic.ZERO;
            slopes[value][i] = on ? slope : Dyadic.ZERO;
        }
    }

    /** The first zero of a pre-activation beyond the position. */
    private Rational nextKink(int source) {
        Rational next = Rational.POSITIVE_INFINITY;
        for (int i = 0; i < constants[source].length; i++) {
            Dyadic constant = constants[source][i];
            Dyadic slope = slopes[source][i];
            boolean approaching = slope.signum() != 0 && RayPiece.signAt(constant, slope, position) == -slope.signum();
            if (approaching) {
                next = next.min(RayPiece.root(constant, slope));
            }
        }
        return next;
    }
}
