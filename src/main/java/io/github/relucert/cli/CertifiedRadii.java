package io.github.relucert.cli;

import io.github.relucert.Answer;
import io.github.relucert.RowRadius;
import io.github.relucert.Verifier;
import io.github.relucert.data.RowQuestions;
import io.github.relucert.engine.Limits;
import io.github.relucert.specification.Norm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The certified radius of a row: that of saved certificates where they leave nothing to be found, else computed from where they end. */
final class CertifiedRadii {
    private final SavedRadii saved;
    private final Optional<SavedAnswers> target;
    private final Verifier verifier;
    private final Duration time;

    /**
     * A source of radii.
     *
     * @param target where certificates are saved that had to be made
     * @param time for each of them
     */
    CertifiedRadii(SavedRadii saved, Optional<SavedAnswers> target, Verifier verifier, Duration time) {
        this.saved = saved;
        this.target = target;
        this.verifier = verifier;
        this.time = time;
    }

    /** The radius of a row. */
    RowRadius at(RowQuestions.Question question, Norm norm, BooleanSupplier cancelled) {
        Optional<RowRadius> known = saved.about(question.problem(norm));
        return known.filter(RowRadius::isClosed).orElseGet(() -> computed(question, norm, known, cancelled));
    }

    private RowRadius computed(
            RowQuestions.Question question, Norm norm, Optional<RowRadius> known, BooleanSupplier cancelled) {
        Limits limits = new Limits(time, 1, Optional.empty(), cancelled);
        Answer answer = verifier.certify(question, norm, limits, known.flatMap(RowRadius::witness));
        boolean isWorse = known.filter(k -> !isBetter(RowRadius.of(answer, Optional.empty()), k))
                .isPresent();
        Optional<Path> file = isWorse ? Optional.empty() : target.map(folder -> folder.add(answer));
        RowRadius fresh = RowRadius.of(answer, file);
        return known.map(k -> k.meet(fresh)).orElse(fresh);
    }

    private static boolean isBetter(RowRadius fresh, RowRadius known) {
        return fresh.isAbove(known) || fresh.upper().compareTo(known.upper()) < 0;
    }
}
