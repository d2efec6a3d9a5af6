package io.github.relucert.certificate;

import java.util.Optional;

/**
 * The header of a certificate; its proof is read beside it, line by line.
 *
 * @param statement what is proved
 * @param witness the upper end, where one is handed out
 * @param row where the centre comes from, as information
 */
public record Certificate(Statement statement, Optional<Witness> witness, Optional<DataRow> row) {}
