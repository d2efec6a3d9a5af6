package io.github.relucert.cli;

import io.github.relucert.theorem.TheoremRun;
import io.github.relucert.theorem.statement.Theorem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON object a line for a statement that was run. The field names are an interface: {@code id, paper, title, statement,
 * source, erratum, limits} (null where there are none), {@code seed, verdict} ({@code holds | claimed | fails}),
 * {@code controls_refuted} (true when every control failed, as it has to), {@code checks} and {@code controls} (lists of
 * {@code name, instance, measured, bound, verdict}), {@code seconds}.
 */
final class TheoremJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private TheoremJson() {}

    /** The line. */
    static String line(TheoremRun run, long seed) {
        Theorem theorem = run.theorem();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", theorem.id());
        fields.put("paper", theorem.paper().id());
        fields.put("title", theorem.title());
        fields.put("statement", theorem.statement());
        fields.put("source", theorem.source());
        fields.put("erratum", theorem.erratum());
        fields.put("limits", theorem.limits());
        fields.put("seed", seed);
        fields.put("verdict", TheoremText.verdict(run));
        fields.put("controls_refuted", run.isRefutable());
        fields.put("checks", results(run.checks()));
        fields.put("controls", results(run.controls()));
        fields.put("seconds", run.time().toMillis() / 1000.0);
        return MAPPER.writeValueAsString(fields);
    }

    private static List<Map<String, String>> results(List<TheoremRun.Result> results) {
        return results.stream().map(TheoremJson::result).toList();
    }

    private static Map<String, String> result(TheoremRun.Result result) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", result.check().name());
        fields.put("instance", result.finding().instance());
        fields.put("measured", result.finding().measured());
        fields.put("bound", result.finding().bound());
        fields.put("verdict", result.finding().verdict().name().toLowerCase(Locale.ROOT));
        return fields;
    }
}
