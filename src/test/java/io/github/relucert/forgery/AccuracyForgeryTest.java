package io.github.relucert.forgery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.relucert.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Certificates of robust accuracy that state something else than their rows' certificates prove; where there is a Python, the checker
 * that shares no code with ours has to refuse them, too.
 */
class AccuracyForgeryTest {
    private static final String MODEL = "toy.onnx";
    private static final String ROWS = "0-7";
    private static final boolean PYTHON = PythonChecker.isThere();

    @TempDir
    static Path originals;

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeAll
    static void certify() throws IOException {
        Files.copy(Path.of("models", MODEL), originals.resolve(MODEL));
        Files.copy(Path.of("specs/toy-test.csv"), originals.resolve("toy-test.csv"));
        robust("good", "--domain", "-1.5,1.5");
        robust("narrow", "--domain", "-1,1");
    }

    private static void robust(String name, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "robust",
                originals.resolve(MODEL).toString(),
                "--data",
                originals.resolve("toy-test.csv").toString(),
                "--rows",
                ROWS,
                "--epsilon",
                "0.05,0.11",
                "--out",
                originals.resolve(name).toString()));
        words.addAll(List.of(more));
        StringWriter err = new StringWriter();
        int status = Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err), words.toArray(String[]::new));
        assertThat(status).as(err.toString()).isZero();
    }

    @BeforeEach
    void copyTheGoodOne() throws IOException {
        try (Stream<Path> files = Files.list(originals.resolve("good"))) {
            for (Path original :
                    files.filter(path -> path.toString().contains(".cert")).toList()) {
                Files.copy(original, folder.resolve(original.getFileName()));
            }
        }
        Files.copy(originals.resolve(MODEL), folder.resolve(MODEL));
        Files.copy(originals.resolve("toy-test.csv"), folder.resolve("toy-test.csv"));
        file = folder.resolve("accuracy.cert");
    }

    private record Run(int status, String text) {}

    private Run check(String... more) {
        List<String> words = new ArrayList<>(List.of("check", file.toString()));
        words.addAll(List.of(more));
        StringWriter text = new StringWriter();
        int status = Main.run(new PrintWriter(text), new PrintWriter(text), words.toArray(String[]::new));
        return new Run(status, text.toString());
    }

    private void assertInvalid(String reason) {
        Run run = check();
        assertThat(run.text())
                .contains("accuracy.cert: invalid: ")
                .contains(reason)
                .hasLineCount(1);
        assertThat(run.status()).isEqualTo(1);
        assertPythonFinds("invalid: ");
    }

    private void assertPythonFinds(String verdict) {
        if (PYTHON) {
            assertThat(PythonChecker.check(List.of(), List.of(file)))
                    .hasEntrySatisfying(file, answer -> assertThat(answer).startsWith(verdict));
        }
    }

    private List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(file));
    }

    private void write(List<String> lines) throws IOException {
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    /** Replaces in the one line that begins so. */
    private void replace(String beginning, String pattern, String replacement) throws IOException {
        List<String> lines = lines();
        int at = place(lines, beginning);
        String changed = lines.get(at).replaceFirst(pattern, replacement);
        assertThat(changed).isNotEqualTo(lines.get(at));
        lines.set(at, changed);
        write(lines);
    }

    private static int place(List<String> lines, String beginning) {
        List<String> found =
                lines.stream().filter(line -> line.startsWith(beginning)).toList();
        assertThat(found).as(beginning).hasSize(1);
        return lines.indexOf(found.getFirst());
    }

    /** Moves one row from a count to another one. */
    private void recount(String radius, String from, String to) throws IOException {
        List<String> lines = lines();
        int at = place(lines, "at " + radius + " ");
        String[] words = lines.get(at).split(" ", -1);
        for (int i = 2; i < words.length; i += 2) {
            int change = words[i].equals(from) ? -1 : words[i].equals(to) ? 1 : 0;
            words[i + 1] = Integer.toString(Integer.parseInt(words[i + 1]) + change);
        }
        lines.set(at, String.join(" ", words));
        write(lines);
    }

    /** A row with these verdicts. */
    private int row(String verdicts) throws IOException {
        return lines().stream()
                .filter(line -> line.matches("row \\d+ " + verdicts + " .*"))
                .mapToInt(line -> Integer.parseInt(line.split(" ", -1)[1]))
                .findFirst()
                .orElseThrow();
    }

    private static String sha256(Path path) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path certificate(int row) {
        return folder.resolve("row-" + row + "-linf.cert.gz");
    }

    private void redigest(int row) throws IOException {
        replace("row " + row + " ", "[0-9a-f]{64}", sha256(certificate(row)));
    }

    @Test
    void theGoodOneIsValid() {
        Run run = check();
        assertThat(run.text())
                .contains("accuracy.cert: valid")
                .contains("at 1/20 robust")
                .contains(
                        "distances in linf",
                        "label first",
                        "layout nchw",
                        "unsafe: the score of the row's class is not above");
        assertThat(run.status()).isZero();
        assertThat(check("--exact").status()).isZero();
        assertPythonFinds("valid");
    }

    @Test
    void aVerdictThatIsNotProved() throws IOException {
        int row = row("ra");
        replace("row " + row + " ", " ra ", " rr ");
        recount("11/100", "attacked", "robust");
        assertInvalid("it states 'row " + row + " rr ");
    }

    @Test
    void anAttackThatWasNot() throws IOException {
        int row = row("rr");
        replace("row " + row + " ", " rr ", " ra ");
        recount("11/100", "robust", "attacked");
        assertInvalid("it states 'row " + row + " ra ");
    }

    @Test
    void countsThatDoNotAddUp() throws IOException {
        recount("1/20", "attacked", "robust");
        assertInvalid("says 'at 1/20 robust");
    }

    @Test
    void aRowLeftOut() throws IOException {
        List<String> lines = lines();
        int row = row("rr");
        lines.remove(place(lines, "row " + row + " "));
        write(lines);
        assertInvalid("says 'at 1/20 robust");
        for (String radius : List.of("1/20", "11/100")) {
            recount(radius, "robust", "none");
        }
        assertInvalid("the rows listed are not those asked for");
    }

    @Test
    void aRowListedTwice() throws IOException {
        List<String> lines = lines();
        int row = row("rr");
        int at = place(lines, "row " + row + " ");
        lines.add(at, lines.get(at));
        write(lines);
        for (String radius : List.of("1/20", "11/100")) {
            recount(radius, "none", "robust");
        }
        assertInvalid("the rows listed are not those asked for");
        replace("rows ", ROWS, ROWS + "," + row);
        assertInvalid("is named twice");
    }

    @Test
    void aRowThatTheDataDoNotHave() throws IOException {
        replace("rows ", ROWS, "0-6,200");
        assertInvalid("200 is no range among the 200 rows");
    }

    @Test
    void anotherRowsCertificate() throws IOException {
        Files.copy(certificate(row("rr")), certificate(row("ra")), StandardCopyOption.REPLACE_EXISTING);
        int row = row("ra");
        assertInvalid("row " + row + ": its certificate is about another row");
        redigest(row);
        assertInvalid("row " + row + ": its certificate is about another row");
    }

    @Test
    void aCertificateThatWasChanged() throws IOException {
        int row = row("rr");
        Path certificate = certificate(row);
        List<String> proof = new ArrayList<>(unpacked(certificate));
        int states = place(proof, "states ");
        proof.set(states, "states robust-at 3/10");
        Files.writeString(certificate, String.join("\n", proof) + "\n");
        redigest(row);
        assertInvalid("row " + row + ": its certificate is invalid");
    }

    private static List<String> unpacked(Path file) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void aCertificateInOtherBytesThanThoseStated() throws IOException {
        int row = row("rr");
        Files.writeString(certificate(row), String.join("\n", unpacked(certificate(row))) + "\n");
        assertInvalid("it states 'row " + row + " rr ");
        redigest(row);
        assertThat(check().status()).isZero();
        assertPythonFinds("valid");
    }

    @Test
    void aCertificateThatIsMissing() throws IOException {
        int row = row("ra");
        Files.delete(certificate(row));
        assertInvalid("row " + row + ": its certificate cannot be read");
    }

    @Test
    void aVerdictWithoutACertificate() throws IOException {
        int row = row("rr");
        replace("row " + row + " ", "[0-9a-f]{64}", "none");
        assertInvalid("it states 'row " + row + " rr ");
    }

    /** Where nothing is certified no certificate contradicts what is stated, but the lines have to be those of unknown rows. */
    @Test
    void verdictsWithoutAnyCertificate() throws IOException {
        List<String> lines = lines();
        lines.replaceAll(line -> line.replaceFirst("^(row .*) [0-9a-f]{64}$", "$1 none"));
        write(lines);
        assertInvalid("it states something of rows none of which has a certificate");
        lines.replaceAll(line -> line.replaceFirst("^(row \\d+) .*$", "$1 uu 0 inf none")
                .replaceFirst("^(at \\S+) .*$", "$1 robust 0 attacked 0 undecided 8"));
        write(lines);
        Run nothing = check();
        assertThat(nothing.text()).contains("none of which has a certificate").doesNotContain("proved");
        assertThat(nothing.status()).isZero();
        lines.replaceAll(line -> line.replaceFirst("^rows 0-7$", "rows 0-8"));
        write(lines);
        assertInvalid("it states something of rows none of which has a certificate");
    }

    @Test
    void aPropertyThatItIsNotAbout() {
        Run run = check("--spec", "specs/toy-tie.vnnlib");
        assertThat(run.text()).contains("invalid: it is not about a property file, as --spec asks");
        assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void aCertificateOverAnotherDomain() throws IOException {
        int row = row("rr");
        Path narrow = originals.resolve("narrow").resolve(certificate(row).getFileName());
        Files.copy(narrow, certificate(row), StandardCopyOption.REPLACE_EXISTING);
        redigest(row);
        assertInvalid("is about another");
    }

    @Test
    void largerRadii() throws IOException {
        replace("at 1/20 ", "1/20", "1/10");
        assertInvalid("where 'row ");
    }

    @Test
    void anEndThatIsNotProved() throws IOException {
        int row = row("rr");
        replace("row " + row + " ", " rr \\S+ ", " rr 1/2 ");
        assertInvalid("it states 'row " + row + " rr 1/2 ");
    }

    @Test
    void anotherNorm() throws IOException {
        replace("norm ", "linf", "l1");
        assertInvalid("row-0-l1.cert.gz");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path path :
                    files.filter(p -> p.toString().endsWith("-linf.cert.gz")).toList()) {
                Files.move(
                        path, path.resolveSibling(path.getFileName().toString().replace("linf", "l1")));
            }
        }
        assertInvalid("about another model or norm");
    }

    @Test
    void anotherModel() throws IOException {
        String other = sha256(Path.of("models/digits.onnx"));
        replace("sha256 ", "[0-9a-f]{64}", other);
        assertInvalid("about another model or norm");
        replace("model ", MODEL, "digits.onnx");
        assertInvalid("about another model or norm");
    }

    @Test
    void otherData() throws IOException {
        Path data = folder.resolve("toy-test.csv");
        List<String> rows = new ArrayList<>(Files.readAllLines(data));
        rows.set(3, rows.get(4));
        Files.write(data, rows);
        Run named = check("--data", data.toString());
        assertThat(named.status()).isEqualTo(2);
        assertThat(named.text())
                .contains("with SHA-256 ")
                .contains("--data FILE")
                .hasLineCount(1);
        replace("data-sha256 ", "[0-9a-f]{64}", sha256(data));
        assertInvalid("row 3: its certificate is about another row");
    }

    @Test
    void otherLabels() throws IOException {
        Path data = folder.resolve("toy-test.csv");
        List<String> rows = new ArrayList<>(Files.readAllLines(data));
        rows.set(
                2,
                rows.get(2).startsWith("0")
                        ? rows.get(2).replaceFirst("0", "1")
                        : rows.get(2).replaceFirst("1", "0"));
        Files.write(data, rows);
        replace("data-sha256 ", "[0-9a-f]{64}", sha256(data));
        assertInvalid("row 2: its certificate is about another row");
        replace("label ", "first", "last");
        assertThat(check().status()).isIn(1, 2);
    }

    @Test
    void linesThatAreNotOfTheFormat() throws IOException {
        List<String> good = lines();
        for (int i = 1; i <= good.size(); i++) {
            List<String> longer = new ArrayList<>(good);
            longer.add(i, "more of this");
            write(longer);
            assertInvalid("");
        }
        for (int i = 0; i < good.size(); i++) {
            List<String> shorter = new ArrayList<>(good);
            shorter.remove(i);
            write(shorter);
            assertThat(check().status()).as("without '%s'", good.get(i)).isIn(1, 2);
        }
        replaceAll(good, "relucert-accuracy 1", "relucert-accuracy 2");
        assertInvalid("only version 1");
        replaceAll(good, "data toy-test.csv", "data ../toy-test.csv");
        assertInvalid("no plain file name");
    }

    private void replaceAll(List<String> lines, String from, String to) throws IOException {
        write(lines.stream().map(line -> line.equals(from) ? to : line).toList());
    }
}
