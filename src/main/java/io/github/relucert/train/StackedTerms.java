package io.github.relucert.train;

import io.github.relucert.network.Affine;
import io.github.relucert.network.LinearMap;
import java.util.List;

/** Recognises terms that write their values one below the other, which is what Concat means. */
final class StackedTerms {
    private StackedTerms() {}

    /** Whether there are two or more terms and the first fills the first rows unchanged, the second the next, and so on to the end. */
    static boolean recognise(List<Affine.Term> terms) {
        int start = 0;
        for (Affine.Term term : terms) {
            if (!embeds(term.map(), start)) {
                return false;
            }
            start += term.map().inputSize();
        }
        return terms.size() > 1 && start == terms.getFirst().map().outputSize();
    }

    private static boolean embeds(LinearMap map, int start) {
        boolean[] other = {false};
        int[] found = {0};
        for (int i = 0; i < map.outputSize(); i++) {
            int row = i;
            map.forEachInRow(row, (column, coefficient) -> {
                boolean kept = coefficient == 1 && row == start + column;
                found[0] += kept ? 1 : 0;
                other[0] |= !kept && coefficient != 0;
            });
        }
        return !other[0] && found[0] == map.inputSize();
    }
}
