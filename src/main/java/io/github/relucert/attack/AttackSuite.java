package io.github.relucert.attack;

import io.github.relucert.specification.Norm;
import java.util.List;
import java.util.Optional;

/** The attacks with the settings of their papers. */
public final class AttackSuite {
    private AttackSuite() {}

    /** What an attack looks at while it searches. */
    public enum Knowledge {
        /** Gradients of the network. */
        GRADIENT,
        /** Scores or decisions alone. */
        SCORES,
        /** Other rows of the data; at the row only how the margin changes along a direction. */
        DATA
    }

    /** An attack and its kind. */
    public record Entry(Attack attack, Knowledge knowledge) {
        /** Whether the attack was made for a norm. */
        public boolean knows(Norm norm) {
            return attack.norms().contains(norm);
        }

        /** Whether the name is the attack's, in whatever case. */
        public boolean isCalled(String name) {
            return attack.name().equalsIgnoreCase(name.strip());
        }
    }

    /** The attacks that need nothing but the row. */
    public static List<Entry> ofRows() {
        return List.of(
                gradient(new Fgsm()),
                gradient(new IteratedFgsm()),
                gradient(new Pgd()),
                gradient(new TargetedPgd(2, 20)),
                gradient(new RayAttack()),
                gradient(new DeepFool()),
                gradient(new CarliniWagner()),
                gradient(new Ddn()),
                gradient(new Fab(Fab.Aim.NEAREST)),
                gradient(new Fab(Fab.Aim.TARGETED)),
                gradient(new Apgd(Apgd.Criterion.CROSS_ENTROPY)),
                gradient(new Apgd(Apgd.Criterion.LOGITS_RATIO)),
                gradient(new ApgdTargeted()),
                new Entry(new Square(), Knowledge.SCORES),
                new Entry(new BoundaryAttack(), Knowledge.SCORES),
                new Entry(new RandomSearch(), Knowledge.SCORES));
    }

    /**
     * The attacks that learn from a data set.
     *
     * @param targets one a row of the data in the norm of the attack, for the iterative universal perturbation
     */
    public static List<Entry> ofData(LabelledRows rows, List<AttackTarget> targets, AttackBudget preparation) {
        Entry direction = new Entry(new UniversalDirection(rows), Knowledge.DATA);
        Entry averaging = new Entry(new FeatureAveragingDirection(rows), Knowledge.DATA);
        Optional<AttackTarget> first = targets.stream().findFirst();
        boolean iterative = first.isPresent() && first.get().problem().norm() != Norm.L1;
        return iterative
                ? List.of(
                        direction, new Entry(IterativeUniversal.over(targets, preparation), Knowledge.DATA), averaging)
                : List.of(direction, averaging);
    }

    private static Entry gradient(Attack attack) {
        return new Entry(attack, Knowledge.GRADIENT);
    }
}
