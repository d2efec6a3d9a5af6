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
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Asks the checker whether it accepts a tree as a proof of an assertion, as long as there is time. A leaf that its double arithmetic rejects is
 * put to exact arithmetic; what that rejects too is reported.
 */
final class Certification {
    private final Problem problem;
    private final ProofTree tree;
    private final ProofTree.Children children;
    private final double limit;
    private final int threads;
    private final CheckingTime time;
    private final Stopwatch watch;

    /**
     * @param limit inner nodes with at least this value refute by themselves what the assertion asks for, with room for rounding
     * @param watch told when checks run
     */
    Certification(
            Problem problem,
            ProofTree tree,
            ProofTree.Children children,
            double limit,
            int threads,
            CheckingTime time,
            Stopwatch watch) {
        this.problem = problem;
        this.tree = tree;
        this.children = children;
        this.limit = limit;
        this.threads = threads;
        this.time = time;
        this.watch = watch;
    }

    /** What came of a check. */
    sealed interface Result {
        /** The proof, as it was read by the checker. */
        default Optional<ProofBody> body() {
            return Optional.empty();
        }
    }

    /** The checker has accepted. */
    record Accepted(ProofBody proof) implements Result {
        @Override
        public Optional<ProofBody> body() {
            return Optional.of(proof);
        }
    }

    /** The refutations of these nodes were rejected. */
    record Rejected(SortedSet<Integer> nodes) implements Result {}

    /** Time ended first, or the proof is not even well-formed. */
    record Undecided() implements Result {}

    Result certify(Assertion assertion) {
        return watch.measure(Stopwatch.Part.CHECK, () -> checked(assertion));
    }

    private Result checked(Assertion assertion) {
        Result result = check(assertion);
        if (result instanceof Rejected(var nodes)) {
            SortedSet<Integer> hopeless = new TreeSet<>();
            for (int node : nodes) {
                switch (tree.kind(node)) {
                    case OPEN, LEAF -> tree.change(node, ProofTree.Kind.EXACT_LEAF);
                    case EXACT_LEAF, CLOSED, CRITICAL, INNER -> hopeless.add(node);
                }
            }
            return hopeless.isEmpty() ? check(assertion) : new Rejected(hopeless);
        }
        return result;
    }

    private Result check(Assertion assertion) {
        List<Integer> order = new ArrayList<>();
        Spooled spooled = new Spooled();
        try {
            tree.write(spooled, children, limit, Reach.of(problem, assertion), order::add);
            Report report;
            TimedStream in = new TimedStream(spooled.open(), time);
            try (LineReader lines = new LineReader("proof", in)) {
                report = new ProofChecker(problem, assertion)
                        .check(
                                ProofReader.ofBody(lines, problem.network()),
                                Arithmetic.OUTWARD,
                                Extent.ALL_REJECTIONS,
                                threads);
            }
            if (report.isValid() && !in.isCut) {
                return new Accepted(new CheckedBody(assertion, spooled));
            }
            spooled.close();
            if (in.isCut) {
                return new Undecided();
            }
            SortedSet<Integer> nodes = new TreeSet<>();
            for (Rejection rejection : report.rejections()) {
                if (rejection.refutation() < 0) {
                    return new Undecided();
                }
                nodes.add(order.get((int) rejection.refutation()));
            }
            return new Rejected(nodes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The very text that the checker has read, whatever becomes of the tree. */
    private record CheckedBody(Assertion assertion, Spooled lines) implements ProofBody {
        @Override
        public void writeTo(Appendable out) throws IOException {
            lines.writeTo(out);
        }
    }

    /** Hands out little at a time, and nothing any more when time is over. */
    private static final class TimedStream extends InputStream {
        private static final int PORTION = 512;

        private final InputStream in;
        private final CheckingTime time;
        private boolean isCut;

        TimedStream(InputStream in, CheckingTime time) {
            this.in = in;
            this.time = time;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] target, int from, int count) throws IOException {
            isCut |= time.isOver();
            return isCut ? -1 : in.read(target, from, Math.min(count, PORTION));
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
