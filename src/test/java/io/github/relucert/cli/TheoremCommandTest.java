package io.github.relucert.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.theorem.FakeTheorem;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.statement.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code theorem} prints and how it ends, on statements whose outcome is known. */
class TheoremCommandTest {
    private static final FakeTheorem HOLDS = FakeTheorem.of("DEF-1", Verdict.HOLDS, Verdict.FAILS);
    private static final FakeTheorem CLAIMED = FakeTheorem.of("DEF-2", Verdict.CLAIMED, Verdict.FAILS);
    private static final FakeTheorem FAILS =
            FakeTheorem.of("VAR-10", Verdict.FAILS, Verdict.FAILS).of(Paper.UNIVERSAL_PERTURBATION);
    private static final FakeTheorem CONTROL_PASSES = FakeTheorem.of("VAR-11", Verdict.HOLDS, Verdict.HOLDS)
            .of(Paper.UNIVERSAL_PERTURBATION)
            .withErratum("Slide 7 says three; it is four.");
    private static final FakeTheorem CONTROL_CLAIMED =
            FakeTheorem.of("VAR-12", Verdict.HOLDS, Verdict.CLAIMED).of(Paper.UNIVERSAL_PERTURBATION);
    private static final FakeTheorem NO_CONTROL = new FakeTheorem(
            "SCH-1",
            Paper.SAMPLE_COMPLEXITY,
            Optional.empty(),
            List.of(FakeTheorem.found("alone", Verdict.HOLDS)),
            List.of(),
            Optional.empty());
    private static final List<Theorem> ALL =
            List.of(HOLDS, CLAIMED, FAILS, CONTROL_PASSES, CONTROL_CLAIMED, NO_CONTROL);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int theorem(List<Theorem> catalogue, String... args) {
        return Main.run(
                new TheoremCommand(() -> catalogue), new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private int theorem(String... args) {
        return theorem(ALL, args);
    }

    private List<JsonNode> json() {
        return out.toString()
                .lines()
                .map(line -> JsonMapper.builder().build().readTree(line))
                .toList();
    }

    @Test
    void listsNamesAndTitlesByPaper() {
        assertThat(theorem("list")).isZero();
        assertThat(out.toString().lines())
                .hasSize(9)
                .startsWith(
                        "definitions: " + Paper.DEFINITIONS.citation(),
                        "  DEF-1   Title of DEF-1",
                        "  DEF-2   Title of DEF-2",
                        "universal-perturbation: " + Paper.UNIVERSAL_PERTURBATION.citation(),
                        "  VAR-10  Title of VAR-10");
    }

    @Test
    void showsAStatementWithItsErratumAndWhatWouldBeChecked() {
        assertThat(theorem("show", "var-11")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "VAR-11  Title of VAR-11",
                        "  statement   For all x, VAR-11 holds.",
                        "  paper       Vardi, Yehudai, Shamir: Gradient Methods Provably Converge to Non-Robust Networks (NeurIPS 2022)",
                        "  source      Theorem 1",
                        "  erratum     Slide 7 says three; it is four.",
                        "  check       what it says",
                        "  control     what it denies",
                        "  limits      small instances",
                        "  network     it constructs none");
    }

    @ParameterizedTest
    @CsvSource({
        "DEF-1, 0",
        "DEF-2, 3",
        "VAR-10, 1",
        "VAR-11, 1",
        "VAR-12, 1",
        "SCH-1, 1",
        "'DEF-2,DEF-1', 3",
        "'DEF-2,VAR-11', 1"
    })
    void theExitStatusTellsWhetherAllHeldAndEveryControlFailed(String ids, int status) {
        String[] words = ("run," + ids).split(",");
        assertThat(theorem(words)).isEqualTo(status);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aRunPrintsWhatWasMeasuredAndWhatTheControlFound() {
        theorem("run", "VAR-11", "--seed", "9");
        assertThat(out.toString().lines().skip(1))
                .containsExactly(
                        "  statement   For all x, VAR-11 holds.",
                        "  paper       Vardi, Yehudai, Shamir: Gradient Methods Provably Converge to Non-Robust Networks (NeurIPS 2022)",
                        "  source      Theorem 1",
                        "  erratum     Slide 7 says three; it is four.",
                        "  check       what it says: holds",
                        "    instance  seed 9",
                        "    measured  2 | 3",
                        "    bound     at most 4",
                        "  control     what it denies: holds",
                        "    instance  seed 9",
                        "    measured  2 | 3",
                        "    bound     at most 4",
                        "  limits      small instances",
                        "",
                        "1 statement checked: 1 holding, 0 on a solver's word, 0 failing; a control passes where it has to fail: VAR-11");
        assertThat(out.toString()).startsWith("VAR-11  holds; a CONTROL PASSES  ");
    }

    @Test
    void theSummaryCountsVerdicts() {
        assertThat(theorem(List.of(HOLDS, CLAIMED, FAILS), "run", "--all")).isEqualTo(1);
        assertThat(out.toString())
                .endsWith("3 statements checked: 1 holding, 1 on a solver's word, 1 failing; every control was refuted"
                        + System.lineSeparator());
    }

    @Test
    void aPaperSelectsItsStatements() {
        theorem("run", "--paper", "universal-perturbation", "--format", "json");
        assertThat(json()).extracting(line -> line.get("id").asString()).containsExactly("VAR-10", "VAR-11", "VAR-12");
    }

    @Test
    void namesAreTakenOnceInTheOrderGiven() {
        theorem("run", "DEF-2", "def-1", "DEF-2", "--format", "json");
        assertThat(json()).extracting(line -> line.get("id").asString()).containsExactly("DEF-2", "DEF-1");
    }

    @Test
    void jsonIsOneObjectALineWithTheDocumentedFields() {
        assertThat(theorem("run", "--all", "--format", "json", "--seed", "5")).isEqualTo(1);
        List<JsonNode> lines = json();
        assertThat(lines).hasSize(ALL.size());
        for (JsonNode line : lines) {
            assertThat(line.propertyNames())
                    .containsExactly(
                            "id",
                            "paper",
                            "title",
                            "statement",
                            "source",
                            "erratum",
                            "limits",
                            "seed",
                            "verdict",
                            "controls_refuted",
                            "checks",
                            "controls",
                            "seconds");
        }
        assertThat(lines)
                .extracting(line -> line.get("verdict").asString())
                .containsExactly("holds", "claimed", "fails", "holds", "holds", "holds");
        assertThat(lines)
                .extracting(line -> line.get("controls_refuted").asBoolean())
                .containsExactly(true, true, true, false, false, false);
        JsonNode check = lines.getFirst().get("checks").get(0);
        assertThat(check.propertyNames()).containsExactly("name", "instance", "measured", "bound", "verdict");
        assertThat(check.get("instance").asString()).isEqualTo("seed 5");
        assertThat(lines.getFirst().get("erratum").isNull()).isTrue();
    }

    @Test
    void markdownIsATableWithoutMeasurements() {
        theorem(List.of(HOLDS, CONTROL_PASSES), "run", "--all", "--format", "markdown");
        assertThat(out.toString().lines().filter(line -> line.startsWith("| ")))
                .containsExactly(
                        "| statement | | verdict | checks | negative controls |",
                        "| DEF-1 | Title of DEF-1 | holds | what it says: holds | what it denies: fails |",
                        "| VAR-11 | Title of VAR-11 | holds | what it says: holds | what it denies: holds |");
    }

    @Test
    void anUnknownNameIsOneLineWithTheNearestNames() {
        assertThat(theorem("run", "DEF-1", "VAR-13")).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo(
                        "relucert: 'VAR-13' is the name of no statement; the nearest are VAR-10, VAR-11, VAR-12; see: relucert theorem list"
                                + System.lineSeparator());
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anUnknownPaperIsOneLineWithAllPapers() {
        assertThat(theorem("run", "--paper", "vardi")).isEqualTo(2);
        assertThat(err.toString())
                .hasLineCount(1)
                .startsWith("relucert: --paper: 'vardi' is the name of no paper; choose among definitions, ");
    }

    @Test
    void aPaperWithoutStatementsIsOneLine() {
        assertThat(theorem("run", "--paper", "single-step")).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains("no statement of 'single-step' is here");
    }

    @ParameterizedTest
    @CsvSource({
        "run, none was given",
        "'run,--all,DEF-1', several were given",
        "'run,--all,--paper,definitions', several were given",
        "'run,--all,--format,xml', neither text nor json nor markdown",
        "'run,--all,--threads,0', no positive integer",
        "'run,--all,--seed,x', is not a long",
        "show, Missing required parameter",
        "'export,DEF-1', 'DEF-1 constructs no network; these do: none of them'"
    })
    void aWrongCommandIsOneLine(String words, String complaint) {
        assertThat(theorem(words.split(","))).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains(complaint);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aCheckThatEndsWithoutAFindingIsNoVerdict() {
        Check broken = new Check("broken", seed -> {
            throw new ArithmeticException("no such number");
        });
        FakeTheorem theorem = new FakeTheorem(
                "DEF-3", Paper.DEFINITIONS, Optional.empty(), HOLDS.checks(), List.of(broken), Optional.empty());
        assertThat(theorem(List.of(theorem), "run", "--all")).isEqualTo(2);
        assertThat(err.toString())
                .hasLineCount(1)
                .contains(
                        "internal error",
                        "DEF-3 could not be checked",
                        "no such number",
                        "at " + getClass().getName());
    }

    @Test
    void bothCoresAreUsed() {
        var together = new CyclicBarrier(2);
        List<Theorem> pair = List.of(meeting("DEF-1", together), meeting("DEF-2", together));
        assertThat(theorem(pair, "run", "--all", "--threads", "2")).isZero();
    }

    /** Its check ends only once another one has begun. */
    private static Theorem meeting(String id, CyclicBarrier together) {
        Check check = new Check("meets", seed -> {
            try {
                together.await(60, TimeUnit.SECONDS);
                return new Finding("", "", "", Verdict.HOLDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
        });
        return new FakeTheorem(
                id, Paper.DEFINITIONS, Optional.empty(), List.of(check), HOLDS.controls(), Optional.empty());
    }
}
