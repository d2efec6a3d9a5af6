package io.github.relucert.certificate;

import io.github.relucert.exact.InputException;
import io.github.relucert.network.Network;
import java.io.InputStream;
import java.nio.file.Path;

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
     * Reads the header, once.
     *
     * @throws InputException when it is not that of a certificate of this version, naming the line
     */
    public Certificate header() {
        in.expect("relucert-certificate 1");
        try {
            StatementReader reader = new StatementReader(in);
            Statement statement = reader.read();
            Certificate certificate = new Certificate(statement, reader.witness(statement), reader.row());
            in.expect("proof");
            return certificate;
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
