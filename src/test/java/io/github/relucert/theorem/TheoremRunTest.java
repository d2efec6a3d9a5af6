package io.github.relucert.theorem;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TheoremRunTest {
    private static TheoremRun run(List<Check> checks, List<Check> controls) {
        return TheoremRun.of(
                new FakeTheorem("DEF-1", Paper.DEFINITIONS, Optional.empty(), checks, controls, Optional.empty()), 7);
    }

    @ParameterizedTest
    @CsvSource({
        "HOLDS, FAILS, true, true, false",
        "CLAIMED, FAILS, true, true, true",
        "FAILS, FAILS, false, true, false",
        "HOLDS, HOLDS, true, false, false",
        "HOLDS, CLAIMED, true, false, false"
    })
    void aStatementHoldsByItsChecksAndIsRefutableByItsControls(
            Verdict check, Verdict control, boolean holds, boolean refutable, boolean claimed) {
        TheoremRun run = TheoremRun.of(FakeTheorem.of("DEF-1", check, control), 7);
        assertThat(run.holds()).isEqualTo(holds);
        assertThat(run.isRefutable()).isEqualTo(refutable);
        assertThat(run.isClaimed()).isEqualTo(claimed);
    }

    @Test
    void oneFailureAmongManyCounts() {
        Check good = FakeTheorem.found("good", Verdict.HOLDS);
        Check bad = FakeTheorem.found("bad", Verdict.FAILS);
        assertThat(run(List.of(good, bad), List.of(bad)).holds()).isFalse();
        assertThat(run(List.of(good), List.of(bad, good)).isRefutable()).isFalse();
    }

    @Test
    void whatHasNoCheckDoesNotHoldAndWhatHasNoControlIsNotRefutable() {
        Check good = FakeTheorem.found("good", Verdict.HOLDS);
        assertThat(run(List.of(), List.of()).holds()).isFalse();
        assertThat(run(List.of(good), List.of()).isRefutable()).isFalse();
    }

    @Test
    void everyCheckIsGivenTheSeed() {
        Check good = FakeTheorem.found("good", Verdict.HOLDS);
        TheoremRun run = run(List.of(good), List.of(good));
        assertThat(run.checks())
                .extracting(result -> result.finding().instance())
                .containsExactly("seed 7");
        assertThat(run.controls())
                .extracting(result -> result.finding().instance())
                .containsExactly("seed 7");
    }
}
