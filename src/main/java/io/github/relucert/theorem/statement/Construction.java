package io.github.relucert.theorem.statement;

import io.github.relucert.network.Network;
import java.util.List;

/**
 * A network that a paper constructs, with the points it is about.
 *
 * @param network one output, or one a class
 * @param rows the points, coordinates exact in doubles
 * @param labels a label a row
 */
public record Construction(Network network, List<double[]> rows, List<Integer> labels) {
    /** Refuses rows without labels. */
    public Construction {
        rows = List.copyOf(rows);
        labels = List.copyOf(labels);
        if (rows.size() != labels.size()) {
            throw new IllegalArgumentException(rows.size() + " rows with " + labels.size() + " labels");
        }
    }
}
