package io.github.relucert.cli;

import io.github.relucert.Answer;
import io.github.relucert.certificate.Certificate;
import io.github.relucert.certificate.DataRow;
import io.github.relucert.certificate.ModelReference;
import io.github.relucert.certificate.Statement;
import io.github.relucert.engine.Claim;
import io.github.relucert.engine.ClaimWriter;
import io.github.relucert.engine.Outcome;
import io.github.relucert.engine.ProofBody;
import io.github.relucert.engine.StatementWriter;
import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.report.WitnessFiles;
import io.github.relucert.robust.AccuracyFolder;
import io.github.relucert.search.CertificateWriter;
import io.github.relucert.specification.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder of answers: a certificate (packed where it is large) or a claim, and the deployable witness (NPY, for images PNG too), a row and norm. */
final class SavedAnswers {
    private static final String CERTIFICATE = ".cert";
    private static final String PACKED = ".cert.gz";

    /** Proofs of more characters are packed. */
    private static final long LARGE = 1 << 19;

    private static final String CLAIM = ".claim";

    private final Path folder;
    private final RowArguments.Opened opened;
    private final WitnessFiles witnesses;
    private final boolean packs;

    /**
     * Prepares the folder.
     *
     * @throws InputException when it cannot be created or written
     */
    SavedAnswers(Path folder, RowArguments.Opened opened) {
        this.folder = folder;
        this.opened = opened;
        this.witnesses = new WitnessFiles(folder, opened.questions());
        // The certificates of a run of robust have the names that packed ones have here, and it goes on from them.
        this.packs = !AccuracyFolder.isIn(folder);
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".relucert", ".probe"));
        } catch (IOException e) {
            throw new InputException(
                    "--out: " + folder + " is no folder that can be written (" + e.getMessage() + "); choose another",
                    e);
        }
    }

    /** Saves an answer in place of an older one; returns the path of its certificate or claim. */
    Path save(Answer answer) {
        String name = name(answer);
        Stream.concat(
                        Stream.of(CERTIFICATE, CLAIM, PACKED).filter(ending -> packs || !ending.equals(PACKED)),
                        WitnessFiles.ENDINGS.stream())
                .forEach(ending -> delete(folder.resolve(name + ending)));
        answer.deployable().ifPresent(witness -> witnesses.save(name, witness.point()));
        return save(name, answer);
    }

    /** Saves an answer under a name that nothing in the folder has, for another run may count on what is there; returns the path likewise. */
    Path add(Answer answer) {
        String first = name(answer);
        String name = first;
        for (int k = 2; isTaken(name); k++) {
            name = first + "-" + k;
        }
        String free = name;
        answer.deployable().ifPresent(witness -> witnesses.save(free, witness.point()));
        return save(free, answer);
    }

    private static String name(Answer answer) {
        return "row-" + answer.question().row() + "-" + answer.norm().id();
    }

    private boolean isTaken(String name) {
        return Stream.concat(Stream.of(CERTIFICATE, PACKED, CLAIM), WitnessFiles.ENDINGS.stream())
                .anyMatch(ending -> Files.exists(folder.resolve(name + ending)));
    }

    /** What the name of a certificate with this proof ends in. */
    static String ending(ProofBody body) {
        try {
            LengthCount count = new LengthCount();
            body.writeTo(count);
            return count.length > LARGE ? PACKED : CERTIFICATE;
        } catch (IOException e) {
            throw new InputException("a proof cannot be read back (" + e.getMessage() + "); make room for files", e);
        }
    }

    /** Only counts. */
    private static final class LengthCount implements Appendable {
        private long length;

        @Override
        public Appendable append(CharSequence text) {
            length += text.length();
            return this;
        }

        @Override
        public Appendable append(CharSequence text, int start, int end) {
            length += end - start;
            return this;
        }

        @Override
        public Appendable append(char one) {
            length++;
            return this;
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be replaced (" + e.getMessage() + "); choose another --out", e);
        }
    }

    private Path save(String name, Answer answer) {
        ModelReference model = ModelReference.of(opened.model(), opened.output(), opened.preprocessing());
        Problem problem = answer.question().problem(answer.norm());
        Optional<DataRow> row = Optional.of(new DataRow(
                opened.data().fileName(),
                opened.data().sha256(),
                answer.question().row(),
                answer.question().label()));
        return switch (answer.lowerBy()) {
            case Outcome.Proved(Optional<ProofBody> known) -> {
                ProofBody body = known.orElse(ProofBody.ofNothing(answer.norm()));
                Statement statement = StatementWriter.about(model, problem, body.assertion());
                Path path = folder.resolve(name + (packs ? ending(body) : CERTIFICATE));
                CertificateWriter.write(new Certificate(statement, answer.witness(), row), path, body);
                yield path;
            }
            case Outcome.Claimed(String solver, Rational margin) -> {
                Statement statement = StatementWriter.about(model, problem, answer.assertion());
                Path path = folder.resolve(name + CLAIM);
                ClaimWriter.write(new Claim(statement, solver, margin, answer.witness(), row), path);
                yield path;
            }
        };
    }
}
