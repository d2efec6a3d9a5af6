package io.github.relucert.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.relucert.exact.InputException;
import io.github.relucert.exact.Rational;
import io.github.relucert.network.FloatType;
import io.github.relucert.network.Network;
import io.github.relucert.network.TinyNetworks;
import io.github.relucert.specification.Box;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** NPY files made by NumPy, and IDX files made here. */
class ArrayFilesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/data");
    private static final DataOptions UNLABELLED = new DataOptions(new LabelSource.None(), List.of(), Layout.NCHW);
    private static final Network IMAGE = TinyNetworks.identity(FloatType.FLOAT32, 2, 3);

    @TempDir
    Path folder;

    static Stream<String> numeric() {
        return Stream.of("u1", "i1", "u2", "i2", "u4", "i4", "u8", "i8", "f2", "f4", "f8")
                .flatMap(code -> Stream.of(code, code + "-fortran", code + "-big"));
    }

    @ParameterizedTest
    @MethodSource("numeric")
    @ValueSource(strings = {"version-2", "version-3"})
    void readsWhatNumPyWrites(String name) {
        DataSet data = DataReader.read(GOLDEN.resolve(name + ".npy"), UNLABELLED, IMAGE);
        assertThat(data.count()).isEqualTo(2);
        assertThat(data.row(0)).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(data.row(1)).containsExactly(6, 7, 8, 9, 10, 11);
        assertThat(data.standardDomain()).isEqualTo(Box.unbounded(6));
    }

    @Test
    void readsBooleans() {
        DataSet data = DataReader.read(GOLDEN.resolve("b1.npy"), UNLABELLED, IMAGE);
        assertThat(data.row(0)).containsExactly(0, 1, 0, 1, 0, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"complex", "text", "record"})
    void refusesOtherElements(String name) {
        assertThatThrownBy(() -> DataReader.read(GOLDEN.resolve(name + ".npy"), UNLABELLED, IMAGE))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(name + ".npy: unsupported NPY header");
    }

    @Test
    void refusesAnArrayWithoutAxes() {
        assertThatThrownBy(() -> DataReader.read(GOLDEN.resolve("scalar.npy"), UNLABELLED, IMAGE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("an array []");
    }

    @ParameterizedTest
    @ValueSource(strings = {"labels", "labels-column"})
    void readsLabelsOfTheirOwnFile(String name) {
        DataOptions options =
                new DataOptions(new LabelSource.Separate(GOLDEN.resolve(name + ".npy")), List.of(), Layout.NCHW);
        DataSet data = DataReader.read(GOLDEN.resolve("f4.npy"), options, IMAGE);
        assertThat(data.label(0)).hasValue(1);
        assertThat(data.label(1)).hasValue(0);
    }

    @Test
    void refusesLabelsThatDoNotFit() {
        DataOptions options =
                new DataOptions(new LabelSource.Separate(GOLDEN.resolve("f8.npy")), List.of(), Layout.NCHW);
        assertThatThrownBy(() -> DataReader.read(GOLDEN.resolve("f4.npy"), options, IMAGE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("2 rows of shape [2, 3] cannot label 2 rows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "last", "3"})
    void asksWhereTheLabelsAre(String label) {
        DataOptions options = new DataOptions(LabelSource.parse(label), List.of(), Layout.NCHW);
        assertThatThrownBy(() -> DataReader.read(GOLDEN.resolve("f4.npy"), options, IMAGE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("give --labels FILE");
    }

    @ParameterizedTest
    @CsvSource({"3 2", "2 3 2", "5", "2 4"})
    void printsBothShapesWhenTheyDiffer(String shape) {
        Integer[] axes = Stream.of(shape.split(" ")).map(Integer::valueOf).toArray(Integer[]::new);
        Network network = TinyNetworks.identity(FloatType.FLOAT32, axes);
        assertThatThrownBy(() -> DataReader.read(GOLDEN.resolve("f4.npy"), UNLABELLED, network))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("rows of shape [2, 3] where the model needs " + Arrays.toString(axes));
    }

    @ParameterizedTest
    @CsvSource({"6", "1 2 3", "2 3 1"})
    void readsRowsRowMajorIntoFlatOrPaddedShapes(String shape) {
        Integer[] axes = Stream.of(shape.split(" ")).map(Integer::valueOf).toArray(Integer[]::new);
        DataSet data =
                DataReader.read(GOLDEN.resolve("i2.npy"), UNLABELLED, TinyNetworks.identity(FloatType.FLOAT32, axes));
        assertThat(data.row(1)).containsExactly(6, 7, 8, 9, 10, 11);
    }

    @Test
    void transposesChannelsThatComeLast() throws IOException {
        // A row of 2 x 2 pixels with 3 channels; number (h, w, c) is 100 h + 10 w + c.
        byte[] pixels = {0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112};
        Path file = idx("rows", 0x09, pixels, 1, 2, 2, 3);
        DataOptions nhwc = new DataOptions(new LabelSource.None(), List.of(), Layout.NHWC);
        DataSet data = DataReader.read(file, nhwc, TinyNetworks.identity(FloatType.FLOAT32, 3, 2, 2));
        assertThat(data.row(0)).containsExactly(0, 10, 100, 110, 1, 11, 101, 111, 2, 12, 102, 112);
        assertThat(data.place(0, 1)).isEqualTo("rows: row 0, number 3");

        assertThatThrownBy(() -> DataReader.read(file, UNLABELLED, TinyNetworks.identity(FloatType.FLOAT32, 3, 2, 2)))
                .hasMessageContaining("rows of shape [2, 2, 3] where the model needs [3, 2, 2]");
        assertThatThrownBy(() -> DataReader.read(file, nhwc, TinyNetworks.identity(FloatType.FLOAT32, 2, 2, 3)))
                .hasMessageContaining("rows of shape [2, 2, 3] where the model needs [2, 3, 2]");
        assertThatThrownBy(() -> DataReader.read(file, nhwc, TinyNetworks.identity(FloatType.FLOAT32, 12)))
                .hasMessageContaining("--layout nhwc is for models whose input is channel, height, width");
    }

    private Path idx(String name, int type, byte[] elements, int... axes) throws IOException {
        ByteBuffer header =
                ByteBuffer.allocate(4 + 4 * axes.length).put(2, (byte) type).put(3, (byte) axes.length);
        for (int axis = 0; axis < axes.length; axis++) {
            header.putInt(4 + 4 * axis, axes[axis]);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(header.array());
        bytes.write(elements);
        return Files.write(folder.resolve(name), bytes.toByteArray());
    }

    private static Path packed(Path file) throws IOException {
        Path packed = file.resolveSibling(file.getFileName() + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(file, out);
        }
        Files.delete(file);
        return packed;
    }

    @Test
    void readsImagesAndTheLabelsBesideThem() throws IOException {
        Path images = idx("t10k-images-idx3-ubyte", 8, new byte[] {0, 51, (byte) 255, 1, 2, 3}, 2, 1, 3);
        idx("t10k-labels-idx1-ubyte", 8, new byte[] {7, 3}, 2);
        DataSet data = DataReader.read(images, DataOptions.standard(), TinyNetworks.identity(FloatType.FLOAT32, 3));
        assertThat(data.row(0)).containsExactly(0, 0.2f, 1);
        assertThat(data.row(1)).containsExactly(1 / 255f, 2 / 255f, 3 / 255f);
        assertThat(data.label(0)).hasValue(7);
        assertThat(data.label(1)).hasValue(3);
        assertThat(data.standardDomain().lower().getFirst()).hasToString("0");
        assertThat(data.standardDomain().upper().getLast()).hasToString("1");
    }

    @Test
    void roundsEveryShadeOnce() throws IOException {
        byte[] shades = new byte[256];
        for (int k = 0; k < 256; k++) {
            shades[k] = (byte) k;
        }
        Path images = idx("images", 8, shades, 1, 256);
        double[] doubles = DataReader.read(images, UNLABELLED, TinyNetworks.identity(FloatType.FLOAT64, 256))
                .row(0);
        double[] floats = DataReader.read(images, UNLABELLED, TinyNetworks.identity(FloatType.FLOAT32, 256))
                .row(0);
        for (int k = 0; k < 256; k++) {
            assertThat(doubles[k]).isEqualTo(FloatType.FLOAT64.nearest(Rational.of(k, 255)));
            assertThat(floats[k]).isEqualTo(FloatType.FLOAT32.nearest(Rational.of(k, 255)));
        }
    }

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true"})
    void findsLabelsPackedOrNot(boolean imagesPacked, boolean labelsPacked) throws IOException {
        Path images = idx("train-images-idx3-ubyte", 8, new byte[] {9}, 1, 1, 1);
        Path labels = idx("train-labels-idx1-ubyte", 8, new byte[] {4}, 1);
        Path data = imagesPacked ? packed(images) : images;
        if (labelsPacked) {
            packed(labels);
        }
        assertThat(DataReader.read(data, DataOptions.standard(), TinyNetworks.identity(FloatType.FLOAT32, 1))
                        .label(0))
                .hasValue(4);
    }

    @Test
    void neverTakesTheImagesForTheirOwnLabels() throws IOException {
        Path file = idx("rows", 8, new byte[] {9}, 1);
        assertThatThrownBy(() ->
                        DataReader.read(file, DataOptions.standard(), TinyNetworks.identity(FloatType.FLOAT32, 1)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no labels beside it");
    }

    @Test
    void readsTheOtherElementsOfIdx() throws IOException {
        byte[] floats =
                ByteBuffer.allocate(16).putDouble(0, 0.1).putDouble(8, -3).array();
        Path file = idx("rows", 0x0e, floats, 1, 2);
        assertThat(DataReader.read(file, UNLABELLED, TinyNetworks.identity(FloatType.FLOAT32, 2))
                        .row(0))
                .containsExactly(0.1f, -3);
        assertThat(DataReader.read(file, UNLABELLED, TinyNetworks.identity(FloatType.FLOAT64, 2))
                        .row(0))
                .containsExactly(0.1, -3);
        Path shorts = idx("shorts", 0x0b, new byte[] {(byte) 0xff, (byte) 0xfe, 1, 0}, 2);
        assertThat(DataReader.read(shorts, UNLABELLED, TinyNetworks.identity(FloatType.FLOAT32, 1))
                        .row(0))
                .containsExactly(-2);
    }

    @Test
    void takesNpyAsStored() throws IOException {
        byte[] golden = Files.readAllBytes(GOLDEN.resolve("f8.npy"));
        ByteBuffer.wrap(golden).putLong(golden.length - 8, Long.reverseBytes(Double.doubleToRawLongBits(0.1)));
        Path file = Files.write(folder.resolve("stored.npy"), golden);
        assertThat(DataReader.read(file, UNLABELLED, IMAGE).row(1)[5]).isEqualTo(0.1);
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity", "-Infinity"})
    void refusesNumbersThatAreNotFinite(double value) throws IOException {
        byte[] golden = Files.readAllBytes(GOLDEN.resolve("f8-big.npy"));
        ByteBuffer.wrap(golden).putDouble(golden.length - 16, value);
        Path file = Files.write(folder.resolve("rows.npy"), golden);
        DataSet data = DataReader.read(file, UNLABELLED, IMAGE);
        assertThat(data.row(0)).hasSize(6);
        assertThatThrownBy(() -> data.row(1))
                .isInstanceOf(InputException.class)
                .hasMessage("rows.npy: row 1, number 4: no finite number of type FLOAT32 (" + value
                        + "); correct it or leave the row out");
    }

    @ParameterizedTest
    @CsvSource({"9007199254740992,true", "9007199254740993,false", "-9007199254740993,false"})
    void refusesIntegersThatNoDoubleHolds(long value, boolean held) throws IOException {
        byte[] golden = Files.readAllBytes(GOLDEN.resolve("i8-big.npy"));
        ByteBuffer.wrap(golden).putLong(golden.length - 8, value);
        DataSet data = DataReader.read(Files.write(folder.resolve("rows.npy"), golden), UNLABELLED, IMAGE);
        if (held) {
            assertThat(data.row(1)[5]).isEqualTo((double) value);
        } else {
            assertThatThrownBy(() -> data.row(1)).isInstanceOf(InputException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"f8.npy", "f4-fortran.npy", "version-3.npy"})
    void refusesEveryTruncation(String name) throws IOException {
        byte[] golden = Files.readAllBytes(GOLDEN.resolve(name));
        for (int length = 6; length < golden.length; length++) {
            Path file = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(golden, length));
            assertThatThrownBy(() -> DataReader.read(file, UNLABELLED, IMAGE))
                    .isInstanceOf(InputException.class)
                    .hasMessageStartingWith("cut.npy: ");
            // Some file systems write a file that is overwritten to the disk at once; a new one is far quicker.
            Files.delete(file);
        }
    }

    @Test
    void refusesIdxOfTheWrongLength() throws IOException {
        byte[] whole = Files.readAllBytes(idx("rows", 8, new byte[] {1, 2, 3, 4}, 2, 2));
        for (int length = 2; length <= whole.length + 1; length++) {
            Path file = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
            if (length != whole.length) {
                assertThatThrownBy(() -> DataReader.read(file, UNLABELLED, IMAGE))
                        .isInstanceOf(InputException.class)
                        .hasMessageStartingWith("cut: ");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"8, 2147483647 2147483647 2147483647", "8, -1 -4", "14, 65536 65536 65536 65536 1", "8, 0 4", "7, 2 2"})
    void refusesHeadersThatLie(int type, String shape) throws IOException {
        int[] axes = Stream.of(shape.split(" ")).mapToInt(Integer::parseInt).toArray();
        Path file = idx("rows", type, new byte[] {1, 2, 3, 4}, axes);
        assertThatThrownBy(() -> DataReader.read(file, UNLABELLED, IMAGE))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("rows: ");
    }

    @Test
    void refusesDamagedGzip() throws IOException {
        Path packed = packed(idx("rows", 8, new byte[] {1, 2, 3, 4}, 2, 2));
        byte[] bytes = Files.readAllBytes(packed);
        Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(bytes, bytes.length - 9));
        assertThatThrownBy(() -> DataReader.read(cut, UNLABELLED, IMAGE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cut.gz: cannot be read");
    }

    @Test
    void refusesMissingFilesAndFolders() {
        assertThatThrownBy(() -> DataReader.read(folder.resolve("none.csv"), UNLABELLED, IMAGE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("none.csv: no such file");
        assertThatThrownBy(() -> DataReader.read(folder, UNLABELLED, IMAGE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void countsTheDigestOverTheStoredBytes() throws IOException {
        Path file = Files.writeString(folder.resolve("rows.csv"), "abc");
        assertThat(FileContent.read(file).sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
