package io.github.relucert.data;

import java.util.List;

/** Rows of a file, decoded one at a time: in memory they stay in the file's own, compact form. */
interface Table {
    /** Number of rows. */
    int count();

    /** Shape of one row in the file. */
    List<Integer> shape();

    /** The numbers of a row, row-major; NaN or infinite where the file has no number that a double holds. */
    double[] values(int row);

    /** What names a row and one of its numbers in a message. */
    String place(int row, int index);
}
