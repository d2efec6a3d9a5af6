package io.github.relucert.search;

/**
 * Where linear programs are worth their time: on deep networks they refute up to half of the nodes that they are tried at, on shallow ones hardly any. After some
 * trials programs are solved as long as they refute a fair share of nodes, and now and then where they do not. Depends on the
 * nodes in the order in which they enter the tree alone.
 */
final class ProgramGate {
    /** Programs of more unstable neurons cost more than they save; the time of one grows with the square. */
    static final int MOST_UNSTABLE = 40;

    private static final int TRIALS = 32;
    private static final int FAIR_SHARE = 5;
    private static final int PAUSE = 32;

    private long solved;
    private long refuted;
    private long rounds;

    /** What came of a node's program. */
    enum Program {
        NONE,
        LEFT_OPEN,
        REFUTED
    }

    /** The number of unstable neurons up to which programs are solved in the next round of nodes. */
    int mostUnstable() {
        rounds++;
        boolean isFair = solved < TRIALS || refuted * FAIR_SHARE >= solved;
        return isFair || rounds % PAUSE == 0 ? MOST_UNSTABLE : 0;
    }

    /** Counts a node that enters the tree. */
    void count(Program program) {
        solved += program == Program.NONE ? 0 : 1;
        refuted += program == Program.REFUTED ? 1 : 0;
    }
}
