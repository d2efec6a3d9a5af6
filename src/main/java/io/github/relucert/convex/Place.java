package io.github.relucert.convex;

/** Where a coordinate of a nearest point stands. */
public enum Place {
    /** Determined by the active rows (l_inf, l2). */
    FREE,
    /** Determined by the active rows, not below the centre's coordinate (l1). */
    FREE_ABOVE,
    /** Determined by the active rows, not above the centre's coordinate (l1). */
    FREE_BELOW,
    /** At the lower side of the box. */
    LOWER_SIDE,
    /** At the upper side of the box. */
    UPPER_SIDE,
    /** At the centre's coordinate (l1 only). */
    CENTRE,
    /** At the centre's coordinate minus the distance (l_inf only). */
    MINUS_RADIUS,
    /** At the centre's coordinate plus the distance (l_inf only). */
    PLUS_RADIUS
}
