package io.github.relucert.theorem;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.statement.Verdict;

/** What properties ask of findings. */
public final class Findings {
    private Findings() {}

    /** No counter-example, and nothing rests on a solver's word. */
    public static void assertHolds(Finding finding) {
        assertThat(finding.verdict()).as("%s", finding).isEqualTo(Verdict.HOLDS);
    }

    /** Every negative control of a statement finds its counter-example. */
    public static void assertControlsFail(Theorem theorem, long seed) {
        for (Check control : theorem.controls()) {
            Finding finding = control.run().apply(seed);
            assertThat(finding.verdict()).as("%s: %s", control.name(), finding).isEqualTo(Verdict.FAILS);
        }
    }
}
