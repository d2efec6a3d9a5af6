package io.github.relucert.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnx.proto.OnnxMl;
import io.github.relucert.contract.DamagedFiles;
import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.ExactEvaluation;
import io.github.relucert.network.RationalVector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights in files of their own: where they may lie, and what the hash of a model covers. */
class ExternalDataTest {
    @TempDir
    private Path folder;

    private static OnnxMl.TensorProto tensor(String name, String... entries) {
        OnnxMl.TensorProto.Builder tensor = OnnxMl.TensorProto.newBuilder()
                .setName(name)
                .setDataType(1)
                .addDims(2)
                .setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL);
        for (int i = 0; i < entries.length; i += 2) {
            tensor.addExternalData(OnnxMl.StringStringEntryProto.newBuilder()
                    .setKey(entries[i])
                    .setValue(entries[i + 1]));
        }
        return tensor.build();
    }

    private Path save(OnnxMl.TensorProto... tensors) {
        ModelBuilder builder = ModelBuilder.float32().input("x", 1, 2);
        String last = "x";
        for (OnnxMl.TensorProto tensor : tensors) {
            builder.change(model -> model.getGraphBuilder().addInitializer(tensor));
            builder.node("Add", last + " " + tensor.getName(), last + "a");
            last += "a";
        }
        return builder.output(last).save(folder);
    }

    private void data(String name, float... numbers) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : numbers) {
            bytes.putFloat(number);
        }
        Files.write(folder.resolve(name), bytes.array());
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static void assertRefused(Path path, String... words) {
        assertThatThrownBy(() -> OnnxReader.read(path))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(path + ": ")
                .hasMessageContainingAll(words);
    }

    @Test
    void readsAWholeFileOrAPartOfIt() throws IOException {
        data("a.data", 1, 2);
        data("b.data", 9, 10, 20, 9);

        OnnxModel model = OnnxReader.read(save(
                tensor("a", "location", "a.data"), tensor("b", "location", "b.data", "offset", "4", "length", "8")));

        RationalVector y = new ExactEvaluation(model.network(), RationalVector.of(0, 0)).output();
        assertThat(y.toList()).containsExactly(Rational.of(11), Rational.of(22));
    }

    private int refusalsOfDamaged(int mutations) throws IOException {
        data("a.data", 1, 2);
        data("b.data", 9, 10, 20, 9);
        Path model = save(
                tensor("a", "location", "a.data"), tensor("b", "location", "b.data", "offset", "4", "length", "8"));
        byte[] data = Files.readAllBytes(folder.resolve("b.data"));
        SplittableRandom random = new SplittableRandom(11);
        return DamagedFiles.refusals(List.of(Files.readAllBytes(model)), mutations, model, damaged -> {
            try {
                Files.write(folder.resolve("b.data"), random.nextBoolean() ? data : DamagedFiles.mutate(data, random));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            OnnxReader.read(damaged);
        });
    }

    @Test
    void damagedFilesAreReadOrRefused() throws IOException {
        assertThat(refusalsOfDamaged(2_000)).isBetween(300, 1_999);
    }

    @Tag("slow")
    @Test
    void damagedFilesAreReadOrRefusedManyTimes() throws IOException {
        assertThat(refusalsOfDamaged(20_000)).isPositive();
    }

    @Test
    void hashesAModelInOneFileAsThatFile() throws IOException, GeneralSecurityException {
        Path path = ModelBuilder.float32()
                .input("x", 1, 2)
                .node("Relu", "x", "y")
                .output("y")
                .save(folder);

        assertThat(OnnxReader.read(path).sha256()).isEqualTo(sha256(Files.readAllBytes(path)));
    }

    @Test
    void hashesDataFilesAfterTheModelInTheOrderOfTheirNames() throws IOException, GeneralSecurityException {
        data("z.data", 1, 2);
        data("b.data", 3, 4);
        Path path = save(tensor("first", "location", "z.data"), tensor("second", "location", "b.data"));

        StringBuilder lines = new StringBuilder();
        for (String name : List.of("model.onnx", "b.data", "z.data")) {
            lines.append(sha256(Files.readAllBytes(folder.resolve(name)))).append('\n');
        }
        String before = OnnxReader.read(path).sha256();
        assertThat(before).isEqualTo(sha256(lines.toString().getBytes(StandardCharsets.US_ASCII)));

        data("z.data", 1, 3);
        assertThat(OnnxReader.read(path).sha256()).isNotEqualTo(before);
    }

    @Test
    void refusesEveryOtherPlace() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("sub")).resolve("w.data");
        Files.write(outside, new byte[8]);
        for (String place : List.of(
                "../w.data",
                "sub/w.data",
                "sub\\w.data",
                "./model.onnx",
                outside.toString(),
                "C:w.data",
                "",
                ".",
                "..",
                "a\0b")) {
            assertRefused(save(tensor("w", "location", place)), "tensor 'w'", "refused", "own folder");
        }
        assertRefused(save(tensor("w")), "tensor 'w'", "refused");
        assertRefused(save(tensor("w", "location", "sub")), "tensor 'w'", "no regular file");
        assertRefused(save(tensor("w", "location", "none.data")), "tensor 'w'", "does not exist");
    }

    @Test
    void refusesLinks() throws IOException {
        data("real.data", 1, 2);
        Path link = folder.resolve("link.data");
        try {
            Files.createSymbolicLink(link, folder.resolve("real.data"));
        } catch (UnsupportedOperationException | IOException noLinks) {
            assumeThat(noLinks).as("symbolic links can be made here").isNull();
        }

        assertRefused(save(tensor("w", "location", "link.data")), "tensor 'w'", "link.data", "link");
        assertThat(OnnxReader.read(save(tensor("w", "location", "real.data")))
                        .network()
                        .outputSize())
                .isEqualTo(2);
    }

    @Test
    void refusesPartsThatAreNotThere() throws IOException {
        data("w.data", 1, 2);
        assertRefused(save(tensor("w", "location", "w.data", "offset", "4")), "tensor 'w'", "4 bytes of raw data");
        assertRefused(
                save(tensor("w", "location", "w.data", "offset", "4", "length", "8")),
                "tensor 'w'",
                "8 bytes from byte 4");
        assertRefused(save(tensor("w", "location", "w.data", "offset", "9")), "tensor 'w'", "from byte 9");
        assertRefused(save(tensor("w", "location", "w.data", "offset", "-4")), "tensor 'w'", "offset '-4'");
        assertRefused(save(tensor("w", "location", "w.data", "length", "many")), "tensor 'w'", "length 'many'");
        assertRefused(
                save(tensor("w", "location", "w.data", "offset", "999999999999999999999")),
                "tensor 'w'",
                "offset '999999999999999999999'");
        assertRefused(
                save(tensor("w", "location", "w.data", "offset", "999999999999999999", "length", "999999999999999999")),
                "tensor 'w'");
    }
}
