package io.github.relucert.attack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Targeted Auto-PGD: {@link Apgd} on the targeted difference of logits ratio, for the nine classes with the largest scores in turn.
 *
 * <p>Reference: Croce and Hein, "Reliable evaluation of adversarial robustness with an ensemble of diverse parameter-free attacks", 2020,
 * arXiv 2003.01690, section 5. Minimal norm by bisection.
 *
 * @param targets most classes tried; the paper's are 9
 * @param steps steps a class and ball; the paper's are 100
 */
public record ApgdTargeted(int targets, int steps) implements BallAttack {
    private static final int TARGETS = 9;
    private static final int STEPS = 100;
    private static final double ROUNDING = 1e-9;

    /** Nine classes, a hundred steps each. */
    public ApgdTargeted() {
        this(TARGETS, STEPS);
    }

    /** @throws IllegalArgumentException when there is no target or no step */
    public ApgdTargeted {
        if (targets < 1 || steps < 1) {
            throw new IllegalArgumentException(targets + " targets with " + steps + " steps");
        }
    }

    @Override
    public String name() {
        return "APGD-T";
    }

    @Override
    public int batch() {
        return 1;
    }

    @Override
    public boolean isRandom() {
        return true;
    }

    @Override
    public int levels() {
        return 2;
    }

    /** At the first level the classes get a fifth of the steps, so that a small budget sees all of them. */
    @Override
    public Optional<double[]> within(BallRun run) {
        Optional<double[]> outside = Optional.empty();
        double least = Double.POSITIVE_INFINITY;
        int each = run.level() == 0 ? Math.max(steps / 5, 1) : steps;
        for (int disjunct : nearest(run)) {
            Optional<double[]> hit = ApgdDescent.from(run, new Loss.TargetedLogitsRatio(disjunct), each);
            if (hit.isPresent()) {
                double distance = run.target().distance(hit.get());
                if (distance <= run.radius() * (1 + ROUNDING)) {
                    return hit;
                }
                outside = distance < least ? hit : outside;
                least = Math.min(distance, least);
            }
        }
        return outside;
    }

    private List<Integer> nearest(BallRun run) {
        if (!run.evaluations().allowsForward(1)) {
            return List.of();
        }
        run.evaluations().margin(run.target().centre());
        double[] values = run.evaluations().values(0);
        List<Integer> order = new ArrayList<>();
        for (int j = 0; j < values.length; j++) {
            order.add(j);
        }
        order.sort(Comparator.comparingDouble(j -> values[j]));
        return order.subList(0, Math.min(targets, order.size()));
    }
}
