package io.github.relucert.cells;

import io.github.relucert.convex.Projection;
import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.util.List;

/** Lower bounds on distances from a box (a point being the smallest one) by weak duality: in double where that is certain. */
final class DualProof {
    private final Norm norm;
    private final Box start;
    private final Box domain;
    private final RoundedBound rounded;

    DualProof(Norm norm, Box start, Box domain) {
        this.norm = norm;
        this.start = start;
        this.domain = domain;
        this.rounded = new RoundedBound(start, domain);
    }

    /** Whether a guess's multipliers prove that no point of the rows within the domain is nearer than the radius. */
    boolean keepsAway(Projection guess, List<Row> rows, Radius radius) {
        double[] multipliers = switch (guess) {
            case Projection.Nearest nearest -> nearest.multipliers();
            case Projection.Farther farther -> farther.multipliers();
            case Projection.Empty empty -> empty.weights();
            case Projection.Unsettled _ -> new double[0];
        };
        if (!radius.isFinite() || rows.isEmpty() || multipliers.length != rows.size()) {
            return false;
        }
        // An empty polyhedron's weights have no scale: what they contradict is the whole cube around the ball.
        Norm test = guess instanceof Projection.Empty ? Norm.LINF : norm;
        return switch (rounded.keepsAway(test, rows, multipliers, radius.ceiling())) {
            case YES -> true;
            case NO -> false;
            case UNCERTAIN ->
                keepsAway(rows, Multipliers.simple(multipliers), radius)
                        || keepsAway(rows, Multipliers.shortened(multipliers), radius);
        };
    }

    /** The same with exact multipliers. */
    boolean keepsAway(List<Row> rows, List<Rational> multipliers, Radius radius) {
        return Combination.of(rows, multipliers).keepsAway(domain, start, radius);
    }
}
