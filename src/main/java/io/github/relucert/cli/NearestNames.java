package io.github.relucert.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The names that a mistyped one may have meant. */
final class NearestNames {
    private static final int COUNT = 3;

    private NearestNames() {}

    /** The {@value #COUNT} names nearest in edit distance, nearest first, on a tie in the order given; case does not count. */
    static List<String> of(String typed, List<String> names) {
        return names.stream()
                .sorted(Comparator.comparingInt(
                        name -> distance(typed.toUpperCase(Locale.ROOT), name.toUpperCase(Locale.ROOT))))
                .limit(COUNT)
                .toList();
    }

    /** The least number of characters inserted, deleted or replaced that turns one word into the other. */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
