package io.github.relucert.cli;

import io.github.relucert.Answer;
import io.github.relucert.report.Decimals;
import io.github.relucert.specification.Norm;
import io.github.relucert.specification.Radius;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** One JSON object a line for an answer; the field names are an interface. */
final class AnswerJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private static final String CLAIM = ".claim";

    private AnswerJson() {}

    /**
     * The line.
     *
     * @param file where the answer was saved
     * @param asked what was asked, from {@link AskedFields}
     */
    static String line(Answer answer, Optional<Path> file, Map<String, Object> asked) {
        boolean exact = answer.status() == Answer.Status.EXACT || answer.status() == Answer.Status.MISCLASSIFIED;
        Optional<String> saved = file.map(Path::toString);
        Optional<Answer> witnessed = Optional.of(answer).filter(a -> a.witness().isPresent());
        Optional<String> value = Optional.of(answer.upper().value().toString()).filter(v -> exact);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("row", answer.question().row());
        fields.put("label", answer.question().label());
        fields.put("predicted", answer.question().predicted());
        fields.put("norm", answer.norm().id());
        fields.put("status", word(answer.status()));
        fields.put("stopped", answer.stopped().map(AnswerJson::word));
        fields.put("lower", decimal(answer.lower(), Decimals::down));
        fields.put("upper", decimal(answer.upper(), Decimals::up));
        fields.put("lower_by", answer.lowerBy().text());
        fields.put("upper_by", witnessed.map(a -> "witness"));
        fields.put("radius", value.filter(v -> answer.norm() != Norm.L2));
        fields.put("radius_squared", value.filter(v -> answer.norm() == Norm.L2));
        fields.put("target", answer.target());
        fields.put("attack", witnessed.map(Answer::foundBy));
        fields.put("seconds", answer.time().toMillis() / 1000.0);
        fields.put("nodes", answer.nodes());
        fields.put("certificate", saved.filter(name -> !name.endsWith(CLAIM)));
        fields.put("claim", saved.filter(name -> name.endsWith(CLAIM)));
        fields.putAll(asked);
        return MAPPER.writeValueAsString(fields);
    }

    /** Some fields as one JSON object on one line. */
    static String write(Map<String, Object> fields) {
        return MAPPER.writeValueAsString(fields);
    }

    private static Optional<BigDecimal> decimal(Radius radius, Function<Radius, BigDecimal> rounding) {
        return Optional.of(radius).filter(Radius::isFinite).map(rounding);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
