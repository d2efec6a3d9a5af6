package io.github.relucert.milp;

/**
 * How far solver answers are trusted. All are relative: to a ball's radius or to a program's own unit.
 *
 * <p>SCIP accepts a row that is violated by 1e-9 ({@code numerics/feastol}) and prunes with dual tolerances of 1e-7; both are met in
 * columns and rows scaled to size one, where a violation moves the radius by the row's multiplier times as much. {@link #MARGIN} is
 * some hundred times the row tolerance. {@link #CUTOFF} and {@link #MARGIN} together stay below the 1e-6 at which a bracket counts
 * as closed, with room for one wider {@link #CUTOFF}.
 */
final class Tolerances {
    /** A ball found clear by the solver is claimed to be clear up to this much less than its radius. */
    static final double MARGIN = 3e-7;

    /** Only points nearer than the best one by this much are searched for, so that ties with it need no search. */
    static final double CUTOFF = 3e-7;

    /** A program whose constants may be off by more than this, in its own unit, is not asked: it would answer another question. */
    static final double ROUNDING = 1e-8;

    private Tolerances() {}
}
