package io.github.relucert.onnx;

import static io.github.relucert.onnx.ModelBuilder.integer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import io.github.relucert.exact.InputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is cut off, what is learnt from it, and what is refused because it would change who wins. */
class TailTest {
    @TempDir
    private Path folder;

    private static ModelBuilder scores(int classes) {
        return ModelBuilder.float32()
                .input("x", 1, 2)
                .weights("w", List.of(2, classes), new double[2 * classes])
                .node("MatMul", "x w", "s");
    }

    private static OnnxMl.TensorProto labels(String name, String... texts) {
        OnnxMl.TensorProto.Builder tensor =
                OnnxMl.TensorProto.newBuilder().setName(name).setDataType(8).addDims(texts.length);
        List.of(texts).forEach(text -> tensor.addStringData(ByteString.copyFromUtf8(text)));
        return tensor.build();
    }

    private OnnxModel read(ModelBuilder builder) {
        return OnnxReader.read(builder.save(folder));
    }

    private void assertRefused(ModelBuilder builder, String... words) {
        assertThatThrownBy(() -> read(builder))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(folder.resolve("model.onnx") + ": ")
                .hasMessageContainingAll(words);
    }

    @Test
    void cutsNothingOffBareScores() {
        OnnxModel model = read(scores(3).output("s"));

        assertThat(model.cutTail()).isEmpty();
        assertThat(model.positiveClass()).isEmpty();
        assertThat(model.classLabels()).isEmpty();
    }

    @Test
    void aSigmoidOfOneScoreNamesThePositiveClass() {
        OnnxModel model = read(scores(1).node("Sigmoid", "s", "p").output("p"));

        assertThat(model.cutTail()).containsExactly("Sigmoid");
        assertThat(model.positiveClass()).hasValue(1);
        assertThat(model.network().outputSize()).isEqualTo(1);
    }

    @Test
    void aSigmoidOfSeveralScoresNamesNone() {
        assertThat(read(scores(2).node("Sigmoid", "s", "p").output("p")).positiveClass())
                .isEmpty();
    }

    @Test
    void twoProbabilitiesOfOneScoreLeadToItInEitherOrder() {
        ModelBuilder usual = scores(1)
                .weights("one", List.of(1), 1)
                .node("Sigmoid", "s", "p")
                .node("Sub", "one p", "q")
                .node("Concat", "q p", "both", integer("axis", 1))
                .node("ArgMax", "both", "y", integer("axis", 1))
                .output("y");
        assertThat(read(usual).positiveClass()).hasValue(1);
        assertThat(read(usual).cutTail()).containsExactly("Sigmoid", "Sub", "Concat", "ArgMax");

        ModelBuilder turned = scores(1)
                .weights("one", List.of(1), 1)
                .node("Sigmoid", "s", "p")
                .node("Sub", "one p", "q")
                .node("Concat", "p q", "y", integer("axis", 1))
                .output("y");
        assertThat(read(turned).positiveClass()).hasValue(0);
    }

    @Test
    void refusesPairsThatAreNoTwoProbabilities() {
        BiFunction<Double, String, ModelBuilder> pair = (one, parts) -> scores(1)
                .weights("one", List.of(1), one)
                .node("Sigmoid", "s", "p")
                .node("Sub", "one p", "q")
                .node("Concat", parts, "y", integer("axis", 1))
                .output("y");
        assertRefused(pair.apply(0.9, "q p"), "Sub 'sub3'", "Sigmoid 'sigmoid2'");
        assertRefused(pair.apply(1.0, "p p"), "Concat 'concat4'");
        assertRefused(pair.apply(1.0, "q q"), "Concat 'concat4'");
        assertRefused(pair.apply(1.0, "q p p"), "Concat 'concat4'");
        assertRefused(pair.apply(1.0, "q s"), "Concat 'concat4'");
    }

    @Test
    void findsTheLabelsBehindTheBestClass() {
        ModelBuilder builder = scores(2)
                .change(model -> model.getGraphBuilder().addInitializer(labels("labels", "cat", "dog")))
                .node("Softmax", "s", "p")
                .node("ArgMax", "p", "i", integer("axis", 1))
                .node("ai.onnx.ml.ArrayFeatureExtractor", "labels i", "y")
                .output("y");

        assertThat(read(builder).classLabels()).containsExactly("cat", "dog");
        assertThat(read(builder).cutTail()).containsExactly("Softmax", "ArgMax", "ArrayFeatureExtractor");
    }

    @Test
    void findsLabelsLookedUpByGather() {
        ModelBuilder builder = scores(3)
                .integers("labels", 7, 5, 3)
                .node("ArgMax", "s", "i", integer("axis", 1), integer("keepdims", 0))
                .node("Gather", "labels i", "y")
                .output("y");

        assertThat(read(builder).classLabels()).containsExactly("7", "5", "3");
    }

    @Test
    void refusesLabelsThatDoNotFitTheClasses() {
        ModelBuilder builder = scores(3)
                .integers("labels", 7, 5)
                .node("ArgMax", "s", "i", integer("axis", 1))
                .node("ai.onnx.ml.ArrayFeatureExtractor", "labels i", "y")
                .output("y");

        assertRefused(builder, "2 class labels [7, 5] for 3 classes");
    }

    @Test
    void refusesLabelsThatADoubleCannotHold() {
        ModelBuilder builder = scores(2)
                .integers("labels", 1L << 60, 1)
                .node("ArgMax", "s", "i", integer("axis", 1))
                .node("Gather", "labels i", "y")
                .output("y");

        assertRefused(builder, "Gather 'gather3'", "class label", "2^53");
    }

    @Test
    void refusesASoftmaxOverOtherAxesThanTheClasses() {
        assertRefused(
                scores(3).node("Softmax", "s", "y", integer("axis", 0)).output("y"),
                "Softmax 'softmax2'",
                "runs over 1 of the 3");
        assertRefused(
                scores(1).node("Softmax", "s", "y", integer("axis", 1)).output("y"),
                "Softmax 'softmax2'",
                "two at least");
        ModelBuilder halves = scores(4)
                .integers("shape", 1, 2, 2)
                .node("Reshape", "s shape", "r")
                .node("Softmax", "r", "y")
                .output("y");
        assertRefused(halves, "Softmax 'softmax3'", "runs over 2 of the 4");
    }

    @Test
    void beforeOperatorSet13ASoftmaxRunsOverAllLaterAxes() {
        ModelBuilder old = ModelBuilder.ofOperatorSet(11)
                .input("x", 1, 2, 2)
                .node("Relu", "x", "s")
                .node("Softmax", "s", "y")
                .output("y");
        assertThat(read(old).cutTail()).containsExactly("Softmax");

        ModelBuilder recent = ModelBuilder.float32()
                .input("x", 1, 2, 2)
                .node("Relu", "x", "s")
                .node("Softmax", "s", "y")
                .output("y");
        assertRefused(recent, "Softmax 'softmax2'", "runs over 2 of the 4");
    }

    @Test
    void refusesAnArgMaxOverSomeOfTheClasses() {
        assertRefused(scores(3).node("ArgMax", "s", "y").output("y"), "ArgMax 'argmax2'", "runs over 1 of the 3");
    }

    @Test
    void refusesProbabilitiesInsideANetwork() {
        ModelBuilder gated =
                scores(2).node("Sigmoid", "s", "p").node("Mul", "p s", "y").output("y");

        assertRefused(gated, "Mul 'mul3'", "Sigmoid 'sigmoid2'", "at the end of a network only");
    }

    @Test
    void refusesToRearrangeTheClasses() {
        ModelBuilder turned = scores(2)
                .integers("order", 1, 0)
                .node("Softmax", "s", "p")
                .node("Gather", "p order", "y", integer("axis", 1))
                .output("y");

        assertRefused(turned, "Gather 'gather3'");
    }

    @Test
    void refusesProbabilitiesCastToIntegers() {
        assertRefused(
                scores(2)
                        .node("Softmax", "s", "p")
                        .node("Cast", "p", "y", integer("to", 7))
                        .output("y"),
                "Cast 'cast3'");
    }

    @Test
    void severalOutputsNeedANameUnlessATailDecides() {
        ModelBuilder bare = scores(2).node("Relu", "s", "r").output("s").output("r");
        assertRefused(bare, "[s, r]", "--output NAME");
        assertThat(OnnxReader.read(bare.save(folder), Optional.of("s")).scores())
                .isEqualTo("s");
        assertThatThrownBy(() -> OnnxReader.read(bare.save(folder), Optional.of("t")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no output 't'; the outputs are [s, r]");

        ModelBuilder decided = scores(2)
                .node("Relu", "s", "r")
                .node("Softmax", "r", "p")
                .output("s")
                .output("p");
        assertThat(read(decided).scores()).isEqualTo("r");
        assertThat(read(decided).cutTail()).containsExactly("Softmax");
    }

    @Test
    void anOutputThatCannotBeReadLeavesTheChoiceToTheUser() {
        // The scores may be what cannot be read; the other head must not be taken for them.
        ModelBuilder twoHeads = scores(2)
                .node("Tanh", "s", "t")
                .node("Softmax", "s", "p")
                .output("t")
                .output("p");

        assertRefused(twoHeads, "--output NAME", "Tanh 'tanh2'");
        assertThat(OnnxReader.read(twoHeads.save(folder), Optional.of("p")).scores())
                .isEqualTo("s");
    }

    @Test
    void twoHeadsWithTailsNeedAName() {
        ModelBuilder twoHeads = scores(2)
                .node("Relu", "s", "r")
                .node("Softmax", "s", "p")
                .node("Softmax", "r", "q")
                .output("p")
                .output("q");

        assertRefused(twoHeads, "[p, q]", "--output NAME");
    }

    @Test
    void readsNothingThatOnlyADroppedOutputNeeds() {
        ModelBuilder builder = scores(2)
                .weights("bad", List.of(2), Double.NaN, 1)
                .node("Add", "s bad", "unused")
                .node("Softmax", "s", "p")
                .output("p");

        OnnxModel model = read(builder);

        assertThat(model.network().layers()).hasSize(1);
        assertThat(model.cutTail()).containsExactly("Add", "Softmax");
    }
}
