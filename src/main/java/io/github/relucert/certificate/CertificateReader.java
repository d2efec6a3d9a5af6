package io.github.relucert.certificate;

import io.github.relucert.exact.InputException;
import io.github.relucert.network.Network;
import io.github.relucert.vnnlib.Property;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads {@code *.cert} files, version 1, plain or gzip: the header at once, the proof as a stream. */
public final class CertificateReader implements AutoCloseable {
    private final LineReader in;

    /** @throws InputException when the file cannot be opened */
    public CertificateReader(Path file) {
        in = new LineReader(file);
    }

    /**
     * Reads a stream, which {@link #close} closes.
     *
     * @param name for messages
     */
    public CertificateReader(String name, InputStream stream) {
        in = new LineReader(name, stream);
    }

    /**
     * Reads the first lines, once: what the certificate is about.
     *
     * @throws InputException when they are not those of a certificate of this version, naming the line
     */
    public Subject subject() {
        in.expect("relucert-certificate 1");
        return orWrong(new StatementReader(in)::subject);
    }

    /**
     * Reads the rest of the header, once.
     *
     * @param property the file that the subject names
     * @throws InputException when it is not the header of a certificate, naming the line, or the property file is another one
     */
    public Certificate header(Subject subject, Optional<Property> property) {
        return orWrong(() -> {
            StatementReader reader = new StatementReader(in);
            Statement statement = reader.read(subject, property);
            Certificate certificate = new Certificate(statement, reader.witness(statement), reader.row());
            in.expect("proof");
            return certificate;
        });
    }

    /**
     * Reads the whole header of a certificate that needs no property file, once.
     *
     * @throws InputException when it is not that of a certificate of this version, naming the line
     */
    public Certificate header() {
        return header(subject(), Optional.empty());
    }

    private <T> T orWrong(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw in.wrong(String.valueOf(e.getMessage()));
        }
    }

    /** The proof, to be read after the header. */
    public ProofReader proof(Network network) {
        return new ProofReader(in, network);
    }

    @Override
    public void close() {
        in.close();
    }
}
