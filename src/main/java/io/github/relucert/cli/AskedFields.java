package io.github.relucert.cli;

import io.github.relucert.accuracy.DataReference;
import io.github.relucert.data.LabelSource;
import io.github.relucert.onnx.OnnxModel;
import io.github.relucert.robust.Digests;
import io.github.relucert.specification.Box;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fields of a line that say what was asked, but for row and norm: {@code report} shows lines together only when {@code question} is the same. The
 * field names are an interface.
 */
final class AskedFields {
    private AskedFields() {}

    /** What the command line asks. */
    static Map<String, Object> of(RowArguments.Opened opened) {
        OnnxModel model = opened.model();
        Box box = opened.questions().domain();
        String labels = labels(opened.reference());
        String everything = Stream.of(
                        model.sha256(),
                        model.scores(),
                        model.cutTail(),
                        opened.preprocessing().map(p -> List.of(p.scale(), p.mean(), p.std())),
                        opened.data().sha256(),
                        opened.data().labelsSha256(),
                        labels,
                        box.lower(),
                        box.upper())
                .map(Object::toString)
                .collect(Collectors.joining("\n"));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", model.fileName());
        fields.put("model_sha256", model.sha256());
        fields.put("data", opened.data().fileName());
        fields.put("data_sha256", opened.data().sha256());
        fields.put("domain", domain(box));
        fields.put("labels", labels);
        fields.put("question", Digests.sha256(everything));
        return fields;
    }

    /** The sides where all inputs have the same, else a digest of all of them. */
    private static String domain(Box box) {
        boolean isUniform = box.lower().stream().distinct().count() == 1
                && box.upper().stream().distinct().count() == 1;
        return isUniform
                ? "[" + box.lower().getFirst() + ", " + box.upper().getFirst() + "]"
                : "SHA-256 " + Digests.sha256(box.lower() + "\n" + box.upper());
    }

    /** How labels are found and what the outputs mean. */
    private static String labels(DataReference data) {
        String source = switch (data.labels()) {
            case LabelSource.First _ -> "first";
            case LabelSource.Last _ -> "last";
            case LabelSource.None _ -> "none";
            case LabelSource.Predicted _ -> "predicted";
            case LabelSource.Column(String column) -> "column " + column;
            case LabelSource.Separate _ -> "file";
        };
        return Stream.of(
                        Optional.of(data.labelsSha256().isPresent() ? "file" : source),
                        data.classes().map(names -> "classes " + names),
                        Optional.of(data.layout().toString().toLowerCase(Locale.ROOT)),
                        data.threshold().map(t -> "threshold " + t),
                        data.tolerance().map(t -> "tolerance " + t))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }
}
