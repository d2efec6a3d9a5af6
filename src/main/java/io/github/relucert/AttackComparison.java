package io.github.relucert;

import io.github.relucert.attack.Attack;
import io.github.relucert.attack.AttackBudget;
import io.github.relucert.attack.AttackResult;
import io.github.relucert.attack.AttackStage;
import io.github.relucert.attack.AttackSuite;
import io.github.relucert.attack.AttackTarget;
import io.github.relucert.attack.Masking;
import io.github.relucert.certificate.Witness;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Attacks against the certified radius of a row. Distances are those of exact unsafe points, rounded up where they are printed, so that no attack can
 * come below a true lower end; one that does shows an error in the certificate or in the attack, and {@link Row#contradicted} says so.
 */
public final class AttackComparison {
    /** An attack whose point is this much farther than the witness has stalled. */
    private static final double STALL = 1.5;

    private static final Duration POLISHING = Duration.ofSeconds(10);

    private final CompiledNetwork compiled;
    private final AttackBudget budget;
    private final Optional<Duration> polishing;

    /** @param budget of each attack on each row */
    public AttackComparison(CompiledNetwork compiled, AttackBudget budget) {
        this(compiled, budget, Optional.of(POLISHING));
    }

    private AttackComparison(CompiledNetwork compiled, AttackBudget budget, Optional<Duration> polishing) {
        this.compiled = compiled;
        this.budget = budget;
        this.polishing = polishing;
    }

    /** The same without our own search on activation cells, which takes some seconds a row. */
    public AttackComparison withoutPolish() {
        return new AttackComparison(compiled, budget, Optional.empty());
    }

    /** Where a point comes from. */
    public enum Source {
        /** An attack that sees gradients. */
        GRADIENT,
        /** An attack that sees scores or decisions. */
        SCORES,
        /** An attack that sees other rows. */
        DATA,
        /** Points that another tool wrote. */
        FILE,
        /** Our own search with exact programs on activation cells. */
        POLISH,
        /** The certificate's witness. */
        CERTIFICATE
    }

    /**
     * What one attack did to one row.
     *
     * @param distance of its nearest exact unsafe point; empty when it found none
     * @param evaluations gradient evaluations; empty where they are not counted
     * @param masking why gradients do not see the certificate's witness, where a gradient attack stalled
     * @param note why a point of another tool does not count
     */
    public record Finding(
            String attack,
            Source source,
            Optional<Radius> distance,
            Optional<Double> evaluations,
            Optional<Double> seconds,
            boolean stalled,
            Optional<Masking> masking,
            Optional<String> note) {
        /** A finding whose ratio and masking have not been looked at. */
        public static Finding of(String attack, Source source, Optional<Radius> distance) {
            return new Finding(
                    attack,
                    source,
                    distance,
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    Optional.empty());
        }

        /** The same with a note. */
        public Finding because(String reason) {
            return new Finding(attack, source, distance, evaluations, seconds, stalled, masking, Optional.of(reason));
        }

        private Finding spending(double newEvaluations, double newSeconds) {
            return new Finding(
                    attack,
                    source,
                    distance,
                    Optional.of(newEvaluations),
                    Optional.of(newSeconds),
                    stalled,
                    masking,
                    note);
        }

        private Finding taking(double newSeconds) {
            return new Finding(attack, source, distance, evaluations, Optional.of(newSeconds), stalled, masking, note);
        }

        private Finding stalledFor(Optional<Masking> reason) {
            return new Finding(attack, source, distance, evaluations, seconds, true, reason, note);
        }
    }

    /** A row, its certified radius and all findings. */
    public record Row(RowQuestions.Question question, Norm norm, RowRadius radius, List<Finding> findings) {
        /** Copies the list. */
        public Row {
            findings = List.copyOf(findings);
        }

        /** The nearest unsafe point of all, which the true radius cannot exceed. */
        public Radius upper() {
            return findings.stream()
                    .flatMap(f -> f.distance().stream())
                    .min(Radius::compareTo)
                    .orElse(radius.upper());
        }

        /** The findings that the certificate rules out; there must be none. */
        public List<Finding> contradicted() {
            return findings.stream()
                    .filter(f -> f.distance()
                            .filter(d -> radius.assertion().isRefutedBy(d))
                            .isPresent())
                    .toList();
        }
    }

    /**
     * Runs attacks on a row.
     *
     * @param attacks those that were not made for the norm are left out
     * @param foreign findings of other tools at this row
     * @param cancelled polled before each attack
     * @throws CancellationException once it is true: a row with attacks missing would look better than it is
     */
    public Row at(
            RowQuestions.Question question,
            Norm norm,
            RowRadius radius,
            List<AttackSuite.Entry> attacks,
            List<Finding> foreign,
            BooleanSupplier cancelled) {
        Problem problem = question.problem(norm);
        AttackTarget target = new AttackTarget(problem, compiled);
        List<Finding> findings = new ArrayList<>();
        for (AttackSuite.Entry entry : attacks) {
            if (entry.knows(norm)) {
                refuseAfterEnd(cancelled);
                findings.add(run(entry, target));
            }
        }
        findings.addAll(foreign);
        polishing.map(time -> polish(problem, time, cancelled)).ifPresent(findings::add);
        refuseAfterEnd(cancelled);
        findings.add(
                Finding.of("certificate", Source.CERTIFICATE, radius.witness().map(Witness::distance))
                        .taking(radius.seconds()));
        Optional<Masking> masking =
                radius.witness().filter(w -> w.distance().value().signum() > 0).flatMap(w -> Masking.of(target, w));
        Set<String> unconcerned = attacks.stream()
                .map(AttackSuite.Entry::attack)
                .filter(attack -> !attack.followsCrossEntropy())
                .map(Attack::name)
                .collect(Collectors.toSet());
        findings.replaceAll(f -> isStalled(f, radius)
                ? f.stalledFor(masking.filter(m -> m != Masking.SATURATED_LOSS || !unconcerned.contains(f.attack())))
                : f);
        return new Row(question, norm, radius, findings);
    }

    private Finding run(AttackSuite.Entry entry, AttackTarget target) {
        Attack attack = entry.attack();
        long start = System.nanoTime();
        AttackResult result = attack.run(target, budget);
        Source source = switch (entry.knowledge()) {
            case GRADIENT -> Source.GRADIENT;
            case SCORES -> Source.SCORES;
            case DATA -> Source.DATA;
        };
        return Finding.of(attack.name(), source, result.best().map(Witness::distance))
                .spending(result.evaluations(), seconds(start));
    }

    private static void refuseAfterEnd(BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException();
        }
    }

    private Finding polish(Problem problem, Duration time, BooleanSupplier cancelled) {
        long start = System.nanoTime();
        Optional<Witness> found = AttackStage.run(problem, compiled, budget.seed(), time, cancelled);
        return Finding.of("polish", Source.POLISH, found.map(Witness::distance)).taking(seconds(start));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static boolean isStalled(Finding finding, RowRadius radius) {
        double near = STALL * radius.upper().ceiling();
        return finding.source() == Source.GRADIENT
                && radius.upper().isFinite()
                && finding.distance().map(Radius::floor).orElse(Double.POSITIVE_INFINITY) > near;
    }
}
