package io.github.relucert.milp;

import io.github.relucert.bounds.CrownPropagation;
import io.github.relucert.bounds.NeuronBounds;
import io.github.relucert.network.Neuron;
import io.github.relucert.network.Phase;
import java.util.BitSet;
import java.util.Optional;

/**
 * Bounds of pre-activations over the unsafe points of a region, from the linear relaxation of the whole network with the
 * conditions as rows: one linear program a side of a neuron that is still unstable, layer by layer, each layer seeing what the
 * earlier ones gained. Bounds found for one disjunct hold for that disjunct only.
 */
final class LpTightening {
    /** GLOP's optimum can be off by its tolerance; bounds are moved outward by this much, relative to the neuron's width. */
    private static final double MARGIN = 1e-7;

    private final UnsafeProgram.Question question;
    private final StopSignal stop;
    private int programs;

    LpTightening(UnsafeProgram.Question question, StopSignal stop) {
        this.question = question;
        this.stop = stop;
    }

    /** Linear programs solved so far. */
    int programs() {
        return programs;
    }

    /**
     * Tightens bounds as far as time allows.
     *
     * @return valid for every point of the region at which the conditions hold; empty when there is no such point
     */
    Optional<NeuronBounds> tighten(NeuronBounds known) {
        NeuronBounds bounds = known;
        for (int relu = 0; relu < known.layers(); relu++) {
            if (stop.reason().isPresent()) {
                return Optional.of(bounds);
            }
            Optional<NeuronBounds> better = tighten(bounds, relu);
            if (better.isEmpty()) {
                return Optional.empty();
            }
            bounds = new CrownPropagation().refine(question.network(), question.region(), better.get(), relu + 1);
            if (bounds.isContradictory()) {
                return Optional.empty();
            }
        }
        return Optional.of(bounds);
    }

    private Optional<NeuronBounds> tighten(NeuronBounds bounds, int relu) {
        UnsafeProgram relaxation =
                new UnsafeProgram(question, bounds, UnsafeProgram.Aim.NEARLY_UNSAFE, ReluRows.TRIANGLE);
        NeuronBounds result = bounds;
        try (RelaxedProgram program = new RelaxedProgram(relaxation.program())) {
            BitSet neurons = relaxation.rows().neurons(relu);
            for (int i = neurons.nextSetBit(0); i >= 0; i = neurons.nextSetBit(i + 1)) {
                if (bounds.phase(relu, i) == Phase.UNSTABLE) {
                    Form z = relaxation.rows().preActivation(relu, i);
                    Optional<NeuronBounds> better = tighten(result, new Neuron(relu, i), z, program);
                    if (better.isEmpty()) {
                        return better;
                    }
                    result = better.get();
                }
            }
        }
        return Optional.of(result);
    }

    private Optional<NeuronBounds> tighten(NeuronBounds bounds, Neuron neuron, Form z, RelaxedProgram program) {
        double scale =
                Math.max(-bounds.lower(neuron.relu(), neuron.index()), bounds.upper(neuron.relu(), neuron.index()));
        Form unit = z.times(1 / scale);
        double high = -least(program, unit.times(-1));
        if (high < -MARGIN) {
            return Optional.of(bounds.with(neuron, Double.NEGATIVE_INFINITY, scale * (high + MARGIN)));
        }
        double low = least(program, unit);
        if (Double.isNaN(low) || Double.isNaN(high)) {
            return Optional.empty();
        }
        return Optional.of(bounds.with(neuron, scale * (low - MARGIN), scale * (high + MARGIN)));
    }

    /** The least value of a form; NaN when the rows exclude each other, negative infinity when nothing came out. */
    private double least(RelaxedProgram program, Form form) {
        programs++;
        return switch (program.minimise(form, stop)) {
            case RelaxedProgram.Minimum.At(double value) -> value;
            case RelaxedProgram.Minimum.Nowhere() -> Double.NaN;
            case RelaxedProgram.Minimum.Unknown() -> Double.NEGATIVE_INFINITY;
        };
    }
}
