package io.github.relucert.theorem.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random partitions of a set into non-empty groups. */
public final class SetPartition {
    private SetPartition() {}

    /**
     * Every item joins one of the groups so far or opens a new one, all with the same chance. Every partition can come out.
     *
     * @return groups in the order in which they were opened, each in the order of {@code items}
     */
    public static List<List<Integer>> random(List<Integer> items, SplittableRandom random) {
        List<List<Integer>> groups = new ArrayList<>();
        for (int item : items) {
            int group = random.nextInt(groups.size() + 1);
            if (group == groups.size()) {
                groups.add(new ArrayList<>());
            }
            groups.get(group).add(item);
        }
        return groups.stream().map(List::copyOf).toList();
    }
}
