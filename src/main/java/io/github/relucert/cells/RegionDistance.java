package io.github.relucert.cells;

import io.github.relucert.cells.Incumbent.Aim;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.UnsafeSet;
import java.util.List;
import java.util.Optional;

/**
 * How far the nearest unsafe point is from a whole region, a union of boxes: the data point is a variable too. Every point of the
 * region is robust within {@code rho}, the closed ball, exactly when the distance exceeds {@code rho}.
 *
 * @param radius the exact distance
 * @param dataPoint a point of the region at that distance from
 * @param unsafePoint an unsafe point of the domain
 */
public record RegionDistance(Radius radius, List<Rational> dataPoint, List<Rational> unsafePoint) {
    public RegionDistance {
        dataPoint = List.copyOf(dataPoint);
        unsafePoint = List.copyOf(unsafePoint);
    }

    /**
     * The distance, every condition of the unsafe set read as {@code <= 0}; empty when the domain holds no unsafe point.
     *
     * @param region bounded boxes within the domain; sides may coincide
     * @throws IllegalArgumentException when there is no box, one is unbounded or leaves the domain, or sizes do not fit
     * @throws ArithmeticException when in l2 the answer's numbers are longer than some thousand bits
     */
    public static Optional<RegionDistance> of(
            Network network, List<Box> region, Box domain, UnsafeSet unsafe, Norm norm) {
        if (region.isEmpty()) {
            throw new IllegalArgumentException("a region needs at least one box");
        }
        Optional<RegionDistance> best = Optional.empty();
        for (Box box : region) {
            Optional<RegionDistance> found = from(network, box, domain, unsafe, norm);
            boolean nearer =
                    found.isPresent() && (best.isEmpty() || found.get().radius.compareTo(best.get().radius) < 0);
            best = nearer ? found : best;
        }
        return best;
    }

    private static Optional<RegionDistance> from(Network network, Box box, Box domain, UnsafeSet unsafe, Norm norm) {
        if (!box.isBounded() || domain.firstOutside(box.upper()) >= 0) {
            throw new IllegalArgumentException("a box of the region is unbounded or leaves the domain");
        }
        Problem problem = new Problem(network, box.lower(), norm, domain, unsafe);
        BoxDistance distance = new BoxDistance(norm, box, domain);
        RadiusSearch search = new RadiusSearch(problem, distance, Aim.CLOSED, () -> false);
        search.run();
        return search.nearest()
                .map(found -> new RegionDistance(found.radius(), distance.nearestStart(found.point()), found.point()));
    }
}
