package io.github.relucert.cells;

import io.github.relucert.convex.ExactRow;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
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
        forEachWhile(extent, () -> true, visitor);
    }

    /**
     * Visits the cells one after the other until told to stop.
     *
     * @param going asked before each step; once false no further cell is visited
     * @return whether all cells were visited
     */
    public boolean forEachWhile(Extent extent, BooleanSupplier going, Consumer<Cell> visitor) {
        return PartialCell.whole(network, region, rows.stream().map(Row::of).toList(), extent)
                .map(root -> descend(root, going, visitor))
                .orElse(true);
    }

    private static boolean descend(PartialCell cell, BooleanSupplier going, Consumer<Cell> visitor) {
        if (!going.getAsBoolean()) {
            return false;
        }
        if (cell.isWhole()) {
            visitor.accept(cell.toCell());
            return true;
        }
        for (PartialCell child : cell.children()) {
            if (!descend(child, going, visitor)) {
                return false;
            }
        }
        return true;
    }

    /** The cells as a list. */
    public List<Cell> cells(Extent extent) {
        List<Cell> cells = new ArrayList<>();
        forEach(extent, cells::add);
        return List.copyOf(cells);
    }
}
