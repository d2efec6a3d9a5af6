package io.github.relucert.theorem.averaging;

import io.github.relucert.exact.Rational;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import io.github.relucert.theorem.generator.LabelledPoints;
import io.github.relucert.theorem.generator.Vectors;
import io.github.relucert.theorem.statement.Check;
import io.github.relucert.theorem.statement.Finding;
import io.github.relucert.theorem.statement.Paper;
import io.github.relucert.theorem.statement.Theorem;
import io.github.relucert.theorem.statement.Verdict;
import io.github.relucert.theorem.twolayer.LineSection;
import io.github.relucert.theorem.twolayer.TwoLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The direction that fools a network of averaged features at every centre. */
public final class AttackDirection implements Theorem {
    @Override
    public String id() {
        return "FA-9";
    }

    @Override
    public Paper paper() {
        return Paper.FEATURE_AVERAGING;
    }

    @Override
    public String title() {
        return "One direction fools averaged features everywhere";
    }

    @Override
    public String statement() {
        return "Under f(x) = relu(<sum of mu over J_+, x>) - relu(<sum of mu over J_-, x>) the perturbation -y r u/||u||, u = sum over J_+ "
                + "of mu - sum over J_- of mu, changes the sign at every centre of class y for r > sqrt(d/k), and at none before.";
    }

    @Override
    public String source() {
        return "Li, Pan, Lyu, Li (proof idea of the main theorem)";
    }

    @Override
    public Optional<String> erratum() {
        return Optional.of("E-19: as printed, without the factor y, the perturbation fools the positive centres only.");
    }

    @Override
    public Optional<String> limits() {
        return Optional.of("On the ideal network of averaged features, exactly; not on trained networks.");
    }

    @Override
    public List<Check> checks() {
        return List.of(Check.onInstances(
                "sign changes at exactly sqrt(d/k), both classes",
                8,
                seed -> crossing(centres(seed), Sign.OF_THE_LABEL)));
    }

    @Override
    public List<Check> controls() {
        return List.of(Check.onInstances(
                "the printed direction, without y", 2, seed -> crossing(centres(seed), Sign.POSITIVE)));
    }

    private static LabelledPoints centres(long seed) {
        return Clusters.draw(new SplittableRandom(seed));
    }

    /** Which sign the direction takes. */
    enum Sign {
        OF_THE_LABEL,
        POSITIVE
    }

    /** Every centre's section along the direction changes sign at length {@code sqrt(d/k)}. */
    static Finding crossing(LabelledPoints centres, Sign sign) {
        TwoLayer f = AveragedFeatures.network(centres);
        Radius claimed = AveragedFeatures.radius(centres);
        boolean holds = true;
        List<String> measured = new ArrayList<>();
        for (int label : List.of(1, -1)) {
            List<Rational> direction = switch (sign) {
                case OF_THE_LABEL -> AveragedFeatures.attackDirection(centres, label);
                case POSITIVE -> AveragedFeatures.attackDirection(centres, 1);
            };
            Rational square = Vectors.dot(direction, direction);
            for (int j : centres.ofClass(label)) {
                Optional<Rational> step =
                        LineSection.of(f, centres.point(j), direction, label).firstNegative();
                Optional<Radius> length =
                        step.map(eta -> new Radius(Norm.L2, eta.multiply(eta).multiply(square)));
                holds &= length.equals(Optional.of(claimed));
                measured.add("class " + label + ": "
                        + length.map(r -> r.value().toString()).orElse("never"));
            }
        }
        return new Finding(
                centres.toString(),
                "sign changes at squared lengths, "
                        + measured.stream().distinct().toList(),
                "all " + claimed.value(),
                holds ? Verdict.HOLDS : Verdict.FAILS);
    }
}
