package io.github.relucert.search;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.Witness;
import io.github.relucert.engine.ProofBody;
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

    ZeroGap(TreeSearch search, int threads, StopSignal stop) {
        this.search = search;
        this.cells = new CriticalCells(search.question());
        this.threads = threads;
        this.stop = stop;
    }

    /**
     * The proof that no unsafe point is nearer than the search's incumbent, which the checker has accepted. Where there is none, no leaf is left closed in a
     * way that the checker may reject.
     */
    Optional<ProofBody> prove() {
        Optional<ProofBody> proof = accepted();
        if (proof.isEmpty()) {
            closed.forEach(search.tree()::restore);
        }
        return proof;
    }

    private Optional<ProofBody> accepted() {
        Collection<Integer> rejected = List.of();
        Care care = Care.QUICK;
        for (int round = 0; round < MOST_ROUNDS && settle(rejected, care); round++) {
            Radius radius = search.incumbent().orElseThrow().distance();
            Certification certification = search.certification(limit(), threads, new CheckingTime(stop));
            switch (certification.certify(new Assertion.RadiusAtLeast(radius))) {
                case Certification.Accepted(ProofBody body) -> {
                    return Optional.of(body);
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

    private double limit() {
        return search.incumbent().orElseThrow().distance().ceiling() * (1 + CRITICAL);
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
        for (int at = 0; at < nodes.size(); ) {
            int node = nodes.get(at);
            Optional<NodeState> state = search.refuted(node).filter(s -> s.unstableCount() == 0);
            if (state.isEmpty() || search.tree().kind(node) == ProofTree.Kind.CRITICAL) {
                return false;
            }
            Radius radius = search.incumbent().orElseThrow().distance();
            switch (cells.close(state.get(), radius, care, stop)) {
                case CriticalCells.Closed(String lines) -> {
                    search.close(node, lines);
                    closed.add(node);
                    at++;
                }
                case CriticalCells.Nearer(Witness witness) -> search.take(witness);
                case CriticalCells.Hard() -> {
                    return false;
                }
            }
        }
        return true;
    }
}
