package io.github.relucert.theorem;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Theorem;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every statement of the laboratory holds, and every one could have failed. */
class CatalogueTest {
    private static final long SEED = 1;

    @Test
    void namesAreUnique() {
        assertThat(Catalogue.all()).extracting(Theorem::id).doesNotHaveDuplicates();
    }

    @TestFactory
    Stream<DynamicTest> everyStatementSaysWhatItIs() {
        return each(theorem -> {
            assertThat(theorem.id()).matches("[A-Z]{2,3}-[1-9][0-9]*");
            assertThat(theorem.title()).isNotBlank();
            assertThat(theorem.statement()).isNotBlank();
            assertThat(theorem.source()).isNotBlank();
            assertThat(theorem.erratum().orElse("none")).isNotBlank();
            assertThat(theorem.limits().orElse("none")).isNotBlank();
            assertThat(Catalogue.find(theorem.id())).map(Theorem::id).contains(theorem.id());
        });
    }

    @TestFactory
    Stream<DynamicTest> everyStatementHasChecksAndControls() {
        return each(theorem -> {
            assertThat(theorem.checks()).isNotEmpty().extracting(Check::name).doesNotHaveDuplicates();
            assertThat(theorem.controls()).isNotEmpty().extracting(Check::name).doesNotHaveDuplicates();
        });
    }

    @TestFactory
    Stream<DynamicTest> everyStatementHoldsAndEveryControlIsRefuted() {
        return each(CatalogueTest::assertHolds);
    }

    private static void assertHolds(Theorem theorem) {
        TheoremRun run = TheoremRun.of(theorem, SEED);
        assertThat(run.holds()).as("holds: %s", run.checks()).isTrue();
        assertThat(run.isRefutable()).as("controls refuted: %s", run.controls()).isTrue();
    }

    private static Stream<DynamicTest> each(Consumer<Theorem> test) {
        List<Theorem> all = Catalogue.all();
        return all.stream().map(theorem -> DynamicTest.dynamicTest(theorem.id(), () -> test.accept(theorem)));
    }
}
