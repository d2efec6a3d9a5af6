package io.github.relucert.search;

import io.github.relucert.certificate.Assertion;
import io.github.relucert.certificate.LineReader;
import io.github.relucert.certificate.ProofReader;
import io.github.relucert.check.Arithmetic;
import io.github.relucert.check.ProofChecker;
import io.github.relucert.check.ProofChecker.Extent;
import io.github.relucert.check.Report;
import io.github.relucert.check.Report.Rejection;
import io.github.relucert.engine.ProofBody;
import io.github.relucert.specification.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks the checker whether it accepts a tree as a proof of an assertion. A leaf that its double arithmetic rejects is put to exact arithmetic;
 * what that rejects too is reported.
 */
final class Certification {
    private final Problem problem;
    private final ProofTree tree;
    private final ProofTree.Children children;
    private final double limit;
    private final int threads;

    /**
     * @param limit inner nodes with at least this value refute by themselves what the assertion asks for, with room for rounding
     */
    Certification(Problem problem, ProofTree tree, ProofTree.Children children, double limit, int threads) {
        this.problem = problem;
        this.tree = tree;
        this.children = children;
        this.limit = limit;
        this.threads = threads;
    }

    /** Accepted, with the proof; or the nodes whose refutations were rejected. */
    record Result(Optional<ProofBody> body, Set<Integer> rejected) {}

    Result certify(Assertion assertion) {
        Set<Integer> rejected = rejected(assertion);
        if (!rejected.isEmpty() && rejected.stream().noneMatch(node -> node < 0)) {
            Set<Integer> hopeless = new TreeSet<>();
            for (int node : rejected) {
                switch (tree.kind(node)) {
                    case OPEN, LEAF -> tree.change(node, ProofTree.Kind.EXACT_LEAF);
                    case EXACT_LEAF, CLOSED, INNER -> hopeless.add(node);
                }
            }
            rejected = hopeless.isEmpty() ? rejected(assertion) : hopeless;
        }
        return new Result(
                rejected.isEmpty()
                        ? Optional.of(new TreeBody(assertion, tree, children, limit, Reach.of(problem, assertion)))
                        : Optional.empty(),
                rejected);
    }

    /** Nodes whose refutations the checker rejects; -1 for a proof that is not even well-formed. */
    private Set<Integer> rejected(Assertion assertion) {
        List<Integer> order = new ArrayList<>();
        Spooled spooled = new Spooled();
        try (spooled) {
            tree.write(spooled, children, limit, Reach.of(problem, assertion), order::add);
            try (InputStream in = spooled.open();
                    LineReader lines = new LineReader("proof", in)) {
                ProofReader reader = ProofReader.ofBody(lines, problem.network());
                Report report = new ProofChecker(problem, assertion)
                        .check(reader, Arithmetic.OUTWARD, Extent.ALL_REJECTIONS, threads);
                Set<Integer> nodes = new TreeSet<>();
                for (Rejection rejection : report.rejections()) {
                    nodes.add(rejection.refutation() < 0 ? -1 : order.get((int) rejection.refutation()));
                }
                return nodes;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tree that can be written again. */
    private record TreeBody(Assertion assertion, ProofTree tree, ProofTree.Children children, double limit, Reach reach)
            implements ProofBody {
        @Override
        public void writeTo(Appendable out) throws IOException {
            tree.write(out, children, limit, reach, _ -> {});
        }
    }
}
