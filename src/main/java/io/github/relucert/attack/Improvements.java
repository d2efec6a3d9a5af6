package io.github.relucert.attack;

import io.github.relucert.certificate.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The improvements of one run. A point counts once it has been confirmed exactly and is strictly nearer than all before. */
final class Improvements {
    private final AttackTarget target;
    private final Evaluations evaluations;
    private final List<AttackResult.Improvement> history = new ArrayList<>();
    private double best = Double.POSITIVE_INFINITY;

    Improvements(AttackTarget target, Evaluations evaluations) {
        this.target = target;
        this.evaluations = evaluations;
    }

    /** Distance of the best point, rounded up; infinite while there is none. */
    double best() {
        return best;
    }

    /**
     * What every run begins with: an unsafe centre is the answer.
     *
     * @return whether there is anything to search for
     */
    boolean begin() {
        if (target.disjuncts() == 0 || !evaluations.allowsForward(1)) {
            return false;
        }
        if (evaluations.margin(target.centre()) <= 0) {
            offer(target.centre());
            return best > 0;
        }
        return true;
    }

    /** Confirms a point in double that seems nearer than all before. */
    void offer(double[] x) {
        if (target.distance(x) < best) {
            ExactPoints.confirmOnRay(target, x).ifPresent(this::accept);
        }
    }

    /**
     * The same for attacks that come nearer in many tiny steps: a point that is hardly nearer is passed over, since exact evaluation
     * costs more than a step.
     *
     * @param share of the best distance that a point has to stay below
     */
    void offerBelow(double share, double[] x) {
        if (target.distance(x) < share * best) {
            offer(x);
        }
    }

    /** Takes a point that has been confirmed when it is nearer than all before. */
    void accept(Witness witness) {
        boolean nearer = history.isEmpty()
                || witness.distance().compareTo(history.getLast().witness().distance()) < 0;
        if (nearer) {
            history.add(new AttackResult.Improvement(witness, evaluations.spent()));
            best = witness.distance().ceiling();
        }
    }

    Optional<Witness> witness() {
        return history.isEmpty()
                ? Optional.empty()
                : Optional.of(history.getLast().witness());
    }

    AttackResult result() {
        return new AttackResult(history, evaluations.spent());
    }
}
