package io.github.relucert.certificate;

import java.util.OptionalInt;

/**
 * The row of a data file that a centre comes from; nothing that is stated depends on it.
 *
 * @param dataFile plain name of the file
 * @param dataSha256 its SHA-256
 * @param row number of the row, from 0
 * @param label its label, where it has one
 */
public record DataRow(String dataFile, String dataSha256, int row, OptionalInt label) {}
