package io.github.relucert.search;

import io.github.relucert.certificate.Certificate;
import io.github.relucert.engine.OutputFile;
import io.github.relucert.engine.ProofBody;
import io.github.relucert.engine.StatementWriter;
import java.io.BufferedWriter;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes {@code *.cert} and {@code *.cert.gz} files: the header, then a proof body that streams through. */
public final class CertificateWriter {
    private CertificateWriter() {}

    /**
     * Writes the file as a whole or not at all; packed when its name ends in {@code .gz}.
     *
     * @throws io.github.relucert.exact.InputException when it cannot be written
     */
    public static void write(Certificate certificate, Path file, ProofBody body) {
        OutputFile.write(file, stream -> {
            OutputStream packed = file.toString().endsWith(".gz") ? new GZIPOutputStream(stream) : stream;
            Writer out = new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8));
            StatementWriter lines = new StatementWriter(out);
            lines.line("relucert-certificate 1");
            lines.statement(certificate.statement());
            if (certificate.witness().isPresent()) {
                lines.witness(certificate.statement(), certificate.witness().get());
            }
            if (certificate.row().isPresent()) {
                lines.row(certificate.row().get());
            }
            lines.line("proof");
            body.writeTo(out);
            out.close();
        });
    }
}
