package io.github.relucert.cells;

import io.github.relucert.convex.ExactRow;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * All activation cells of a network that meet a region, exactly: depth first over the neurons, layer by layer, a branch is kept
 * when an exact linear program finds a point (of the interior, where one is asked for). A neuron whose pre-activation vanishes
 * on the whole region so far counts as inactive; it makes no second cell. The order depends on nothing but the question.
 */
public final class CellEnumeration {
    private final Network network;
    private final Box region;
    private final List<ExactRow> rows;

    private CellEnumeration(Network network, Box region, List<ExactRow> rows) {
        if (region.size() != network.inputSize()) {
            throw new IllegalArgumentException(
                    "a region with " + region.size() + " sides for a network with " + network.inputSize() + " inputs");
        }
        this.network = network;
        this.region = region;
        this.rows = rows;
    }

    /**
     * The cells that meet a box, whose sides may be infinite; equal sides freeze a coordinate.
     *
     * @throws IllegalArgumentException when the sizes differ
     */
    public static CellEnumeration of(Network network, Box region) {
        return new CellEnumeration(network, region, List.of());
    }

    /** The cells that meet the points of the region that satisfy some further inequalities. */
    public CellEnumeration within(List<ExactRow> inequalities) {
        List<ExactRow> all = new ArrayList<>(rows);
        all.addAll(inequalities);
        return new CellEnumeration(network, region, List.copyOf(all));
    }

    /** Visits the cells one after the other. */
    public void forEach(Extent extent, Consumer<Cell> visitor) {
        PartialCell.whole(network, region, rows.stream().map(Row::of).toList(), extent)
                .ifPresent(root -> descend(root, visitor));
    }

    private static void descend(PartialCell cell, Consumer<Cell> visitor) {
        if (cell.isWhole()) {
            visitor.accept(cell.toCell());
        } else {
            cell.children().forEach(child -> descend(child, visitor));
        }
    }

    /** The cells as a list. */
    public List<Cell> cells(Extent extent) {
        List<Cell> cells = new ArrayList<>();
        forEach(extent, cells::add);
        return List.copyOf(cells);
    }
}
