package io.github.relucert.theorem;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.statement.Verdict;
import net.jqwik.api.statistics.Statistics;

/** What a property asserts of a finding. */
public final class FindingAssertions {
    private FindingAssertions() {}

    /** The statement holds without a solver's word; the dimension of the instance goes into the report. */
    public static void holds(Finding finding) {
        Statistics.label("dimension").collect(finding.instance().split(",", 2)[0]);
        assertThat(finding.verdict()).as("%s", finding).isEqualTo(Verdict.HOLDS);
    }

    /** Every negative control of a statement finds its counter-example. */
    public static void controlsFail(Theorem theorem, long seed) {
        for (Check control : theorem.controls()) {
            Finding finding = control.run().apply(seed);
            assertThat(finding.verdict()).as("%s: %s", control.name(), finding).isEqualTo(Verdict.FAILS);
        }
    }

    /** The control is seen to fail. */
    public static void fails(Finding finding) {
        assertThat(finding.verdict()).as("%s", finding).isEqualTo(Verdict.FAILS);
    }
}
