package io.github.relucert.search;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.ProofBody;
import io.github.relucert.exact.Rational;
import io.github.relucert.search.CriticalCells.Care;
import io.github.relucert.specification.Radius;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * From a closed tree to a proof of the very radius. Leaves with slack refute at the radius as they did before; the others are split until all
 * their neurons are settled, and each settled cell is solved exactly ({@link CriticalCells}). A cell that turns out to hold a nearer point lowers the radius.
 */
final class ZeroGap {
    /** Leaves within this part of the radius have no slack. */
    private static final double CRITICAL = 1e-8;

    private static final int MOST_ROUNDS = 4;

    private final TreeSearch search;
    private final CriticalCells cells;
    private final int threads;
    private final StopSignal stop;
    private final List<Integer> closed = new ArrayList<>();
    private Optional<Radius> excluded = Optional.empty();

    ZeroGap(TreeSearch search, int threads, StopSignal stop) {
        this.search = search;
        this.cells = new CriticalCells(search.question());
        this.threads = threads;
        this.stop = stop;
    }

    /**
     * What was proved.
     *
     * @param radius no unsafe point is nearer: the distance of the search's incumbent, or of a nearer point that strict conditions exclude; infinite where a
     *     whole box holds none
     */
    record Proof(Radius radius, ProofBody body) {}

    /**
     * The proof, which the checker has accepted, that no unsafe point is nearer than the nearest one; of a search over a whole box that there is none. Where there is none, no leaf is left closed in a way that
     * the checker may reject.
     */
    Optional<Proof> prove() {
        Optional<Proof> proof = accepted();
        if (proof.isEmpty()) {
            closed.forEach(search.tree()::restore);
        }
        return proof;
    }

    private Optional<Proof> accepted() {
        Collection<Integer> rejected = List.of();
        Care care = Care.QUICK;
        for (int round = 0; round < MOST_ROUNDS && settle(rejected, care); round++) {
            Radius radius = radius();
            Certification certification = search.certification(limit(), threads, new CheckingTime(stop));
            Assertion assertion =
                    radius.isFinite() ? new Assertion.RadiusAtLeast(radius) : new Assertion.NoUnsafePoint();
            switch (certification.certify(assertion)) {
                case Certification.Accepted(ProofBody body) -> {
                    return Optional.of(new Proof(radius, body));
                }
                case Certification.Undecided() -> {
                    return Optional.empty();
                }
                case Certification.Rejected(var nodes) -> {
                    nodes.forEach(search.tree()::restore);
                    rejected = nodes;
                    care = Care.THOROUGH;
                }
            }
        }
        return Optional.empty();
    }

    /** What is to be proved. */
    private Radius radius() {
        if (search.question().wholeBox()) {
            return new Radius(search.question().problem().norm(), Rational.POSITIVE_INFINITY);
        }
        Radius known = search.incumbent().orElseThrow().distance();
        return excluded.filter(distance -> distance.compareTo(known) < 0).orElse(known);
    }

    private double limit() {
        // A box alone is measured in its own half-widths.
        return (search.question().wholeBox() ? 1 : radius().ceiling()) * (1 + CRITICAL);
    }

    /** Settles and closes all leaves without slack, and the given nodes; false where that fails. */
    private boolean settle(Collection<Integer> rejected, Care care) {
        SortedSet<Integer> critical = new TreeSet<>(rejected);
        critical.addAll(open());
        List<Integer> splittable = critical.stream().filter(search::canSplit).toList();
        if (!splittable.isEmpty() && !search.sharpen(splittable, stop)) {
            return false;
        }
        critical.removeAll(splittable);
        critical.addAll(open());
        return closeAll(new ArrayList<>(critical), care);
    }

    /** Leaves without slack that are not closed by cells. */
    private List<Integer> open() {
        return search.tree().leavesBelow(limit()).stream()
                .filter(node -> search.tree().kind(node) != ProofTree.Kind.CRITICAL)
                .toList();
    }

    private boolean closeAll(List<Integer> nodes, Care care) {
        for (int at = 0; at < nodes.size() && !search.isFinished(); ) {
            int node = nodes.get(at);
            Optional<NodeState> state = search.refuted(node).filter(s -> s.unstableCount() == 0);
            if (state.isEmpty() || search.tree().kind(node) == ProofTree.Kind.CRITICAL) {
                return false;
            }
            switch (cells.close(state.get(), radius(), care, stop)) {
                case CriticalCells.Closed(String lines) -> {
                    search.close(node, lines);
                    closed.add(node);
                    at++;
                }
                case CriticalCells.Nearer(Witness witness) -> search.take(witness);
                case CriticalCells.Excluded(Radius distance, var inside) -> {
                    excluded = Optional.of(distance);
                    inside.ifPresent(search::take);
                }
                case CriticalCells.Hard() -> {
                    return false;
                }
            }
        }
        return !search.isFinished();
    }
}
