package io.github.relucert.convex;

import java.util.List;

/**
 * What determines a nearest point: the rows that hold with equality and the place of every coordinate. A guess when it comes
 * from a solver in double.
 *
 * @param rows ascending
 */
public record ActiveSet(List<Integer> rows, List<Place> places) {
    public ActiveSet {
        rows = List.copyOf(rows);
        places = List.copyOf(places);
    }
}
