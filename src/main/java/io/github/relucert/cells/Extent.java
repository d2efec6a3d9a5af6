package io.github.relucert.cells;

/** Which cells count. */
public enum Extent {
    /** Every closed cell that meets the region, be it in a single point: what a minimum over points needs. */
    CLOSED,
    /**
     * Cells that have an interior within the region (relative to its frozen coordinates): what a gradient needs. A pattern that
     * holds only on a face, as two identical neurons in different phases do, has a gradient that the network has nowhere.
     */
    WITH_INTERIOR
}
