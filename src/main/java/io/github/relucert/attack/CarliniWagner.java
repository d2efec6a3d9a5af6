package io.github.relucert.attack;

import io.github.relucert.specification.Norm;
import java.util.EnumSet;
import java.util.Set;

/**
 * Carlini and Wagner's attack for l2: Adam on the squared distance plus a constant times the positive part of the margin, in variables whose hyperbolic
 * tangent fills the domain, with a search for the constant: tenfold until it works, then by bisection.
 *
 * <p>Reference: Carlini and Wagner, "Towards evaluating the robustness of neural networks", 2017, arXiv 1608.04644, sections V and VI (loss f_6,
 * confidence 0). First constant 1e-3, nine constants, squared distances in units of the domain's width. The whole search runs again and again with more steps a
 * constant, up to the most, so that a small budget sees all of it. Foolbox's step of 0.01 goes with a thousand steps and more; fewer are longer in proportion,
 * since an input at its side has ten units to go before it moves.
 *
 * @param constants constants tried in one search; the paper's are 9
 * @param steps most steps a constant; the paper's are 10,000
 */
public record CarliniWagner(int constants, int steps) implements Attack {
    private static final int CONSTANTS = 9;
    private static final int STEPS = 10_000;
    private static final int FEWEST_STEPS = 60;
    private static final double GROWTH = 3.2;
    private static final double FIRST_CONSTANT = 1e-3;

    /** Nine constants of up to 10,000 steps. */
    public CarliniWagner() {
        this(CONSTANTS, STEPS);
    }

    /** @throws IllegalArgumentException when there is no constant or no step */
    public CarliniWagner {
        if (constants < 1 || steps < 1) {
            throw new IllegalArgumentException(constants + " constants with " + steps + " steps");
        }
    }

    @Override
    public String name() {
        return "CW";
    }

    @Override
    public Set<Norm> norms() {
        return EnumSet.of(Norm.L2);
    }

    @Override
    public AttackResult run(AttackTarget target, AttackBudget budget) {
        target.requireNorm(this);
        Evaluations evaluations = new Evaluations(target, 1, budget.gradientEvaluations(), () -> false);
        Improvements improvements = new Improvements(target, evaluations);
        if (improvements.begin()) {
            double length = Math.min(FEWEST_STEPS, steps);
            while (evaluations.allows(1)) {
                searchConstant(target, evaluations, improvements, (int) length);
                if (length >= steps) {
                    break;
                }
                length = Math.min(GROWTH * length, steps);
            }
        }
        return improvements.result();
    }

    private void searchConstant(AttackTarget target, Evaluations evaluations, Improvements improvements, int length) {
        double constant = FIRST_CONSTANT;
        double failed = 0;
        double succeeded = Double.POSITIVE_INFINITY;
        for (int k = 0; k < constants && evaluations.allows(1); k++) {
            boolean found = new CarliniWagnerDescent(target, evaluations, improvements, constant).run(length);
            succeeded = found ? constant : succeeded;
            failed = found ? failed : constant;
            constant = succeeded < Double.POSITIVE_INFINITY ? (failed + succeeded) / 2 : 10 * constant;
        }
    }
}
