package io.github.relucert.cells;

import io.github.relucert.exact.Rational;
import io.github.relucert.network.Affine;
import io.github.relucert.network.Network;
import io.github.relucert.network.Neuron;
import io.github.relucert.network.Phase;
import io.github.relucert.network.Relu;
import io.github.relucert.specification.Box;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The points of a region at which the first few neurons, in the order of the layers, have given phases. All values up to the
 * first undecided ReLU layer are affine there and known exactly. Immutable.
 */
final class PartialCell {
    private final Network network;
    private final Box region;
    private final Extent extent;
    private final List<DyadicForm[]> values;
    private final List<Phase> decided;
    private final List<Row> rows;
    private final ExactPoint witness;

    private PartialCell(
            PartialCell parent, List<DyadicForm[]> values, List<Phase> decided, List<Row> rows, ExactPoint witness) {
        this.network = parent.network;
        this.region = parent.region;
        this.extent = parent.extent;
        this.values = values;
        this.decided = decided;
        this.rows = rows;
        this.witness = witness;
    }

    private PartialCell(Network network, Box region, Extent extent, List<Row> rows, ExactPoint witness) {
        this.network = network;
        this.region = region;
        this.extent = extent;
        DyadicForm[] input = new DyadicForm[network.inputSize()];
        Arrays.setAll(input, i -> DyadicForm.coordinate(input.length, i));
        this.values = propagated(network, List.<DyadicForm[]>of(input), List.of());
        this.decided = List.of();
        this.rows = rows;
        this.witness = witness;
    }

    /** The whole region: the points of a box that satisfy some rows; empty when there are none of the extent asked for. */
    static Optional<PartialCell> whole(Network network, Box region, List<Row> rows, Extent extent) {
        List<Row> kept = new ArrayList<>();
        for (Row row : rows) {
            boolean constant = row.isConstantOn(region);
            if (constant && row.violation(ExactPoint.within(region, new double[region.size()])) > 0) {
                return Optional.empty();
            }
            if (!constant) {
                kept.add(row);
            }
        }
        return witness(LargestSlack.of(kept, region), extent)
                .map(point -> new PartialCell(network, region, extent, kept, point));
    }

    private static Optional<ExactPoint> witness(LargestSlack.Verdict verdict, Extent extent) {
        return switch (verdict) {
            case LargestSlack.Verdict.Interior interior -> Optional.of(interior.point());
            case LargestSlack.Verdict.Flat flat ->
                extent == Extent.CLOSED ? Optional.of(flat.point()) : Optional.empty();
            case LargestSlack.Verdict.Nothing _ -> Optional.empty();
        };
    }

    /** All values that the decided phases make affine, appended to those known. */
    private static List<DyadicForm[]> propagated(Network network, List<DyadicForm[]> known, List<Phase> decided) {
        List<DyadicForm[]> values = new ArrayList<>(known);
        int seen = 0;
        for (int k = 0; k < network.layers().size(); k++) {
            boolean isNew = k + 1 >= values.size();
            switch (network.layers().get(k)) {
                case Affine affine -> {
                    if (isNew) {
                        values.add(apply(affine, values, network.inputSize()));
                    }
                }
                case Relu relu -> {
                    int first = seen;
                    seen += relu.outputSize();
                    if (seen > decided.size()) {
                        return List.copyOf(values);
                    }
                    if (isNew) {
                        DyadicForm[] source = values.get(relu.source());
                        DyadicForm zero = DyadicForm.zero(network.inputSize());
                        DyadicForm[] result = new DyadicForm[source.length];
                        Arrays.setAll(result, i -> decided.get(first + i) == Phase.ACTIVE ? source[i] : zero);
                        values.add(result);
                    }
                }
            }
        }
        return List.copyOf(values);
    }

    private static DyadicForm[] apply(Affine affine, List<DyadicForm[]> values, int size) {
        DyadicForm[] result = new DyadicForm[affine.outputSize()];
        for (int i = 0; i < result.length; i++) {
            DyadicForm.Sum sum = new DyadicForm.Sum(size);
            sum.addConstant(affine.bias(i));
            for (Affine.Term term : affine.terms()) {
                DyadicForm[] source = values.get(term.source());
                term.map().forEachInRow(i, (column, weight) -> sum.add(weight, source[column]));
            }
            result[i] = sum.toForm();
        }
        return result;
    }

    /** Whether every neuron has its phase. */
    boolean isWhole() {
        return decided.size() == network.neuronCount();
    }

    List<Phase> decided() {
        return decided;
    }

    /** The inequalities of region and phases; none is constant on the region's box. */
    List<Row> rows() {
        return rows;
    }

    ExactPoint witness() {
        return witness;
    }

    /** The network's outputs; only of a whole cell. */
    DyadicForm[] outputs() {
        return values.getLast();
    }

    /** The parts in which the next neuron is active or inactive, as far as they exist; the one with the witness first. */
    List<PartialCell> children() {
        Neuron next = neuron(network, decided.size());
        DyadicForm z = preActivation(next);
        Row below = Row.of(z, 1);
        int side = below.violation(witness);
        if (below.isConstantOn(region)) {
            return List.of(child(side > 0 ? Phase.ACTIVE : Phase.INACTIVE, rows, witness));
        }
        List<PartialCell> children = new ArrayList<>();
        for (Phase phase : side > 0 ? List.of(Phase.ACTIVE, Phase.INACTIVE) : List.of(Phase.INACTIVE, Phase.ACTIVE)) {
            List<Row> more = new ArrayList<>(rows);
            more.add(phase == Phase.INACTIVE ? below : Row.of(z, -1));
            boolean onSide = phase == (side > 0 ? Phase.ACTIVE : Phase.INACTIVE);
            boolean keepsWitness = side == 0 ? extent == Extent.CLOSED : onSide;
            Optional<ExactPoint> point =
                    keepsWitness ? Optional.of(witness) : witness(LargestSlack.of(more, region), extent);
            point.ifPresent(w -> children.add(child(phase, List.copyOf(more), w)));
        }
        return children;
    }

    private PartialCell child(Phase phase, List<Row> childRows, ExactPoint point) {
        List<Phase> more = new ArrayList<>(decided);
        more.add(phase);
        return new PartialCell(this, propagated(network, values, more), List.copyOf(more), childRows, point);
    }

    private DyadicForm preActivation(Neuron neuron) {
        int layer = network.reluLayers().get(neuron.relu());
        int source = network.layers().get(layer).sources().getFirst();
        return values.get(source)[neuron.index()];
    }

    /** The neuron at a place of the order layer by layer. */
    static Neuron neuron(Network network, int place) {
        int index = place;
        int relu = 0;
        while (index >= size(network, relu)) {
            index -= size(network, relu);
            relu++;
        }
        return new Neuron(relu, index);
    }

    private static int size(Network network, int relu) {
        return network.layers().get(network.reluLayers().get(relu)).outputSize();
    }

    /** The cell; only when it is whole. */
    Cell toCell() {
        return cell(network, values, decided, witness.toList());
    }

    /** The cell of a full pattern, given with a point of it. */
    static Cell cell(Network network, List<Phase> pattern, List<Rational> point) {
        DyadicForm[] input = new DyadicForm[network.inputSize()];
        Arrays.setAll(input, i -> DyadicForm.coordinate(input.length, i));
        return cell(network, propagated(network, List.<DyadicForm[]>of(input), pattern), pattern, point);
    }

    private static Cell cell(Network network, List<DyadicForm[]> values, List<Phase> decided, List<Rational> point) {
        List<List<Phase>> pattern = new ArrayList<>();
        List<List<AffineFunction>> preActivations = new ArrayList<>();
        int seen = 0;
        for (int layer : network.reluLayers()) {
            int count = network.layers().get(layer).outputSize();
            pattern.add(decided.subList(seen, seen + count));
            preActivations.add(
                    functions(values.get(network.layers().get(layer).sources().getFirst())));
            seen += count;
        }
        return new Cell(pattern, preActivations, functions(values.getLast()), point);
    }

    private static List<AffineFunction> functions(DyadicForm[] forms) {
        return Arrays.stream(forms).map(DyadicForm::toFunction).toList();
    }
}
