package io.github.relucert.testing;

import io.github.relucert.Answer;
import io.github.relucert.Verifier;
import io.github.relucert.attack.AttackStage;
import io.github.relucert.certificate.Witness;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.engine.Limits;
import io.github.relucert.engine.Outcome;
import io.github.relucert.exact.Rational;
import io.github.relucert.kernel.CompiledNetwork;
import io.github.relucert.network.Network;
import io.github.relucert.specification.Box;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Problem;
import io.github.relucert.specification.Radius;
import io.github.relucert.specification.Task;
import io.github.relucert.specification.UnsafeSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Whether a box holds an unsafe point of a network, asked of an engine as the radius around the middle of the box. */
record RegionQuestion(Network network, Box box, UnsafeSet unsafe) {
    private static final long SEED = 1;

    /** @param counterexample what an unsafe point means */
    Decision decide(Terms terms, Function<List<Rational>, String> counterexample) {
        Optional<List<Rational>> middle = Points.doublesIn(box);
        if (middle.isEmpty()) {
            return new Decision.Undecided("an input is frozen at a number that no double holds");
        }
        List<Rational> centre = middle.get();
        // One unsafe point is enough, and an attack finds it faster than an engine that wants the nearest.
        Problem problem = new Problem(network, centre, Norm.LINF, box, unsafe);
        Optional<Witness> attacked =
                AttackStage.run(problem, CompiledNetwork.of(network), SEED, CellScan.share(terms.time()));
        if (attacked.isPresent()) {
            return new Decision.Refuted(counterexample.apply(attacked.get().point()));
        }
        Answer answer = new Verifier(network, terms.engine(), SEED)
                .certify(question(centre, problem.output(centre)), Norm.LINF, limits(terms, centre));
        return switch (answer.status()) {
            case ABOVE, NONE ->
                switch (answer.lowerBy()) {
                    case Outcome.Proved _ -> new Decision.Holds();
                    case Outcome.Claimed claimed -> new Decision.Claimed(claimed.solver());
                };
            case BELOW, EXACT, BRACKET, MISCLASSIFIED ->
                answer.witness()
                        .<Decision>map(w -> new Decision.Refuted(counterexample.apply(w.point())))
                        .orElse(new Decision.Undecided("the activation cells leave it open, and "
                                + answer.lowerBy().text() + " goes only to the distance " + Words.length(answer.lower())
                                + " from the middle of the domain"));
        };
    }

    private RowQuestions.Question question(List<Rational> centre, List<Rational> output) {
        Task task = new Task.Regression(Rational.ONE);
        return new RowQuestions.Question(
                network, task, 0, centre, box, OptionalInt.empty(), OptionalInt.empty(), output, unsafe);
    }

    /** Of a bounded box it is enough to know whether the ball that covers it holds an unsafe point. */
    private Limits limits(Terms terms, List<Rational> centre) {
        Limits limits = terms.limits();
        if (!box.isBounded()) {
            return limits;
        }
        Rational reach = Rational.ZERO;
        for (int i = 0; i < centre.size(); i++) {
            reach = reach.max(box.upper().get(i).subtract(centre.get(i)))
                    .max(centre.get(i).subtract(box.lower().get(i)));
        }
        return reach.signum() == 0 ? limits : limits.upTo(new Radius(Norm.LINF, reach));
    }
}
